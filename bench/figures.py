"""What is counted when a labelled clip has been streamed: pure functions over what came back."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

LABELLED_POSES: Final[Mapping[str, str]] = {"warrior2": "warrior2", "downward_dog": "downdog"}
"""Labels of the evaluation data that are library poses, and the pose's id."""

QUIET_CLIPS: Final = ("jump-squat", "side-leg-raise", "tricep-stretch")
"""Clips in whose whole length nobody is in a pose."""

SHORTEST_S: Final = 2.0
"""Segments and holds below this do not count."""

LANDMARKS_TARGET: Final = 0.95
COVERAGE_TARGET: Final = 0.5


@dataclass(frozen=True, slots=True)
class Segment:
    """A labelled stretch of a clip in a library pose."""

    pose_id: str
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True)
class Hold:
    """A stored hold, on the clip's own clock."""

    pose_id: str
    start_s: float
    end_s: float

    @property
    def length_s(self) -> float:
        return self.end_s - self.start_s


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of the answered frames with a person, as an offline run sees it: how many carried landmarks."""

    carried: int
    expected: int

    @property
    def share(self) -> float | None:
        return self.carried / self.expected if self.expected else None


def read_segments(path: Path) -> dict[str, list[Segment]]:
    """By clip: the segments of at least two seconds labelled with a library pose."""
    found: dict[str, list[Segment]] = {}
    with path.open(newline="") as lines:
        for row in csv.DictReader(lines):
            pose_id = LABELLED_POSES.get(row["label"].split(",")[0].strip())
            start_s, end_s = float(row["start_s"]), float(row["end_s"])
            if pose_id is not None and end_s - start_s >= SHORTEST_S:
                found.setdefault(row["file"], []).append(Segment(pose_id, start_s, end_s))
    return found


def agreement(answers: Mapping[int, bool], offline: Mapping[int, bool]) -> Agreement:
    """Both by frame number: whether the answer carried landmarks, whether the offline run finds a person."""
    expected = [seq for seq in answers if offline.get(seq, False)]
    return Agreement(sum(answers[seq] for seq in expected), len(expected))


def coverage(segment: Segment, holds: Iterable[Hold]) -> float:
    """The largest part of the segment, 0 to 1, that one hold of its pose covers."""
    overlaps = (
        min(segment.end_s, hold.end_s) - max(segment.start_s, hold.start_s)
        for hold in holds
        if hold.pose_id == segment.pose_id
    )
    return max(0.0, *overlaps, 0.0) / (segment.end_s - segment.start_s)


def false_holds(clip: str, holds: Sequence[Hold]) -> list[Hold]:
    """Holds of at least two seconds in a clip that has no pose."""
    if not any(name in clip for name in QUIET_CLIPS):
        return []
    return [hold for hold in holds if hold.length_s >= SHORTEST_S]

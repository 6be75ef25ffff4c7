"""Real clips through the coach: segments covered, holds of people in no pose, and how still a score stays."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from statistics import pstdev
from typing import Final

from bench.accuracy.seen import Cache, in_clip
from bench.figures import QUIET_CLIPS, SHORTEST_S, Hold, Segment, coverage, read_segments
from server.analysis.coach import Coach
from server.analysis.engines.base import Engine
from server.analysis.feedback import Feedback
from server.analysis.landmarks import Detection
from server.analysis.poses import Library

NO_YOGA: Final = (*QUIET_CLIPS, "calf-raise")
"""Clips of people who do something else; calf raises are done standing as in mountain."""

SPEEDS: Final = (0.8, 1.25)
FPS: Final = (15.0, 30.0)
SETTLED_S, LEAVING_S = 1.0, 0.7
"""At its start the score of a hold is still on its way, at its end somebody is already leaving."""

SHORTEST_STILL_S: Final = 1.0
FEWEST: Final = 10
"""Scores that make a deviation."""


@dataclass(frozen=True, slots=True)
class Practised:
    """What the coach made of one clip."""

    name: str
    seconds: float
    feedback: tuple[Feedback, ...]
    holds: tuple[Hold, ...]
    segments: tuple[Segment, ...]
    cuts: tuple[float, ...] = ()
    """When another camera takes over, seconds."""

    @property
    def covered(self) -> list[tuple[Segment, float]]:
        return [(segment, coverage(segment, self.holds)) for segment in self.segments]

    @property
    def long_holds(self) -> list[Hold]:
        return [hold for hold in self.holds if hold.length_s >= SHORTEST_S]

    def still_stretches(self) -> list[float]:
        """Standard deviation of the score in each long stretch of a hold that one camera shows."""
        stretches = [self._scores(*part) for hold in self.long_holds for part in self._parts(hold)]
        return [pstdev(scores) for scores in stretches if len(scores) >= FEWEST]

    def _parts(self, hold: Hold) -> list[tuple[float, float]]:
        """Of a hold, without its first and last moment and those about a change of camera; seconds."""
        edges = [hold.start_s, *(cut for cut in self.cuts if hold.start_s < cut < hold.end_s), hold.end_s]
        parts = [(start + SETTLED_S, end - LEAVING_S) for start, end in pairwise(edges)]
        return [(start, end) for start, end in parts if end - start >= SHORTEST_STILL_S]

    def _scores(self, start_s: float, end_s: float) -> list[int]:
        return [
            f.score for f in self.feedback if f.holding and f.score is not None and start_s <= f.t <= end_s
        ]


async def practised(
    library: Library, cache: Cache, engine: Engine, data: Path, fps: float
) -> tuple[list[Practised], list[Practised]]:
    """All clips; then those without a pose mirrored, slower and faster."""
    segments, cuts = (
        read_segments(data / "videos" / "segments.csv"),
        read_cuts(data / "videos" / "videos.csv"),
    )
    plain, varied = [], []
    for path in sorted((data / "videos").glob("*.mp4")):
        name = path.stem.partition("__")[2]
        found = await in_clip(cache, engine, path, fps, mirrored=False)
        plain.append(_practise(library, name, found, segments.get(path.name, ()), cuts[path.name]))
        if any(quiet in name for quiet in QUIET_CLIPS):
            flipped = await in_clip(cache, engine, path, fps, mirrored=True)
            for way, shown in (("", found), (" mirrored", flipped)):
                speeds = (1.0, *SPEEDS) if way else SPEEDS
                varied += [_practise(library, f"{name}{way} ×{s:g}", _at(shown, s)) for s in speeds]
    return plain, varied


def _at(found: Sequence[Detection], speed: float) -> list[Detection]:
    return [replace(one, t=one.t / speed) for one in found]


def _practise(
    library: Library,
    name: str,
    found: Sequence[Detection],
    segments: Sequence[Segment] = (),
    cuts: Sequence[float] = (),
) -> Practised:
    coach = Coach(library)
    feedback = tuple(coach.observe(one) for one in found)
    holds = tuple(Hold(h.pose_id, h.start_s, h.start_s + h.hold_s) for h in coach.summary().holds)
    return Practised(name, found[-1].t if found else 0.0, feedback, holds, tuple(segments), tuple(cuts))


def read_cuts(path: Path) -> dict[str, list[float]]:
    """By clip, when the picture fades into that of another camera."""
    with path.open(newline="") as lines:
        rows = list(csv.DictReader(lines))
    column = next(name for name in rows[0] if name.startswith("fitbod_view_change_s"))
    return {row["file"]: [float(t) for t in row[column].split()] for row in rows}


def no_yoga(found: Sequence[Practised]) -> list[Practised]:
    return [one for one in found if any(name in one.name for name in NO_YOGA)]

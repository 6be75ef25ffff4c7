"""What the practitioner does when: poses held one after another, some of them first with a fault."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from server.analysis.feedback import Side
from server.demo.body import Posture, between
from server.demo.library import is_sided
from server.demo.poses import pose

MOVE_S: Final = 1.8
"""Seconds to move from one pose into the next."""

CORRECTION_S: Final = 1.5
"""Seconds to put a fault right."""


@dataclass(frozen=True, slots=True)
class Step:
    """One pose, held."""

    pose: str
    """The id of a pose of the library."""

    hold_s: float
    """How long the body stays in the pose, the time with a fault and its correction included."""

    side: Side | None = None
    """The lead side of a sided pose; left unless said."""

    fault: str | None = None
    """One of `poses.FAULTS`, to begin with."""

    fault_s: float = 0.0
    """How long before the fault is put right."""

    move_s: float = MOVE_S
    """How long moving into the pose takes."""

    @property
    def lead(self) -> Side | None:
        return (self.side or "left") if is_sided(self.pose) else None

    def posture(self, held_s: float) -> Posture:
        """The body after so many seconds of the hold."""
        right = pose(self.pose, self.side)
        if self.fault is None or held_s >= self.fault_s + CORRECTION_S:
            return right
        wrong = pose(self.pose, self.side, self.fault)
        return between(wrong, right, eased((held_s - self.fault_s) / CORRECTION_S))


@dataclass(frozen=True, slots=True)
class Moment:
    """What is true at one time."""

    posture: Posture

    pose: str | None
    """The pose being held; None on the way to the next."""

    side: Side | None
    fault: str | None
    """The fault that a cue should be about; None when there is none, or once it is being put right."""


def eased(share: float) -> float:
    """From 0 to 1 with no jerk at either end (the minimum-jerk curve, Flash & Hogan 1985)."""
    s = min(max(share, 0.0), 1.0)
    return s * s * s * (10.0 - 15.0 * s + 6.0 * s * s)


@dataclass(frozen=True)
class Choreography:
    """Steps in order; after the last the first comes again."""

    steps: tuple[Step, ...]

    def __post_init__(self) -> None:
        if not self.steps:
            raise ValueError("A choreography has at least one step.")

    @property
    def duration_s(self) -> float:
        """Seconds of one round, the way back to the first pose included."""
        return sum(step.hold_s + step.move_s for step in self.steps)

    def starts(self) -> list[float]:
        """When each step's hold begins in the first round, seconds."""
        lengths = [a.hold_s + b.move_s for a, b in zip(self.steps, self.steps[1:], strict=False)]
        return list(accumulate(lengths, initial=0.0))

    def at(self, t: float) -> Moment:
        """The truth at t seconds, from 0 on."""
        t %= self.duration_s
        starts = self.starts()
        index = bisect_right(starts, t) - 1
        step, since = self.steps[index], t - starts[index]
        if since <= step.hold_s:
            wrong = step.fault is not None and since <= step.fault_s
            return Moment(step.posture(since), step.pose, step.lead, step.fault if wrong else None)
        following = self.steps[(index + 1) % len(self.steps)]
        share = eased((since - step.hold_s) / following.move_s)
        return Moment(between(step.posture(step.hold_s), following.posture(0.0), share), None, None, None)


def first_practice() -> Choreography:
    """A calm round of about a minute and a half with faults to be seen and put right; the demo's default."""
    return Choreography(
        (
            Step("mountain", 5.0),
            Step("t_pose", 9.0, fault="t_pose.elbow_bent", fault_s=5.0),
            Step("warrior2", 12.0, "left", fault="warrior2.shallow_knee", fault_s=6.0),
            Step("warrior2", 7.0, "right"),
            Step("goddess", 10.0, fault="goddess.too_high", fault_s=5.0),
            Step("tree", 6.0, "left"),
            Step("mountain", 1.5),
            Step("tree", 6.0, "right"),
            Step("chair", 7.0),
            Step("mountain", 2.0),
            Step("downdog", 8.0, move_s=2.4),
        )
    )


def all_poses(hold_s: float = 4.0, move_s: float = MOVE_S) -> Choreography:
    """Every founding pose, sided ones on both sides: the tour that tests follow."""
    order: tuple[tuple[str, Side | None], ...] = (
        ("mountain", None), ("t_pose", None), ("warrior2", "left"), ("warrior2", "right"), ("goddess", None),
        ("tree", "left"), ("tree", "right"), ("lord", "left"), ("lord", "right"), ("chair", None),
        ("lowlung", "left"), ("lowlung", "right"), ("downdog", None), ("side_plank", "left"),
        ("side_plank", "right"), ("staff", None),
    )  # fmt: skip
    return Choreography(tuple(Step(held, hold_s, side, move_s=move_s) for held, side in order))


def short_practice() -> Choreography:
    """Half a minute for tests: two poses, one fault that is put right."""
    return Choreography(
        (
            Step("mountain", 4.0),
            Step("warrior2", 12.0, "left", fault="warrior2.shallow_knee", fault_s=6.0),
            Step("t_pose", 5.0),
        )
    )

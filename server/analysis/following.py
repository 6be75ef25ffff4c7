"""Follows somebody through a sequence of poses: which step they are in, how long still, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from server.analysis.feedback import PoseReading, Side
from server.analysis.flows import Step

Outcome: TypeAlias = Literal["done", "short", "skipped"]
"""Held long enough; begun and left early; not seen."""

LOOK_AHEAD: Final = 2
"""Somebody who leaves out a step or this many less one is followed to where they are."""

PATIENCE_S: Final = 15.0
"""After this long without the pose it is asked for again, once."""

GAP_S: Final = 0.7
"""Time between two frames counts up to this long."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """How one step went."""

    pose: str
    """The pose that was done: the step's own, or the one done instead."""

    outcome: Outcome
    held_s: float
    mean_score: float | None


@dataclass(frozen=True, slots=True)
class Progress:
    """Where somebody is in a sequence."""

    step: int
    """Number of the step from 0; the number of steps when all are through."""

    of: int
    now: Step | None
    """None when all steps are through."""

    in_pose: bool
    held_s: float
    left_s: float
    """Seconds that remain of this step."""

    next: Step | None
    remind: bool
    """Once when the pose has not been seen for long: ask for it again."""

    @property
    def finished(self) -> bool:
        return self.now is None


class FlowFollower:
    """Follows one practitioner through the steps of one flow; time comes with the frames."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self._steps = tuple(steps)
        self._results: list[StepResult] = []
        self._t: float | None = None
        self._begin(leave=None)

    @property
    def results(self) -> tuple[StepResult, ...]:
        """Of the steps that are through, in order."""
        return tuple(self._results)

    @property
    def finished(self) -> bool:
        return len(self._results) == len(self._steps)

    def update(self, pose: PoseReading | None, score: float | None, t: float) -> Progress:
        """Take in one frame: the pose that is named, its score, and the time in seconds."""
        passed = 0.0 if self._t is None else min(max(t - self._t, 0.0), GAP_S)
        self._t = t
        if not self.finished:
            self._catch_up(pose)
            self._stay(pose, score, passed)
        return self._progress(pose)

    def skip(self) -> None:
        """Go on to the next step, whether this one is done or not."""
        if not self.finished:
            self._close()

    def _begin(self, leave: tuple[str, Side | None] | None) -> None:
        """Begin the present step; the pose and side of the step before have to be left first."""
        self._held = self._waited = self._total = 0.0
        self._scored = 0
        self._did: tuple[str, Side | None] | None = None
        self._reminded = False
        self._leave = leave

    def _catch_up(self, pose: PoseReading | None) -> None:
        """Go to a later step whose pose is being done already."""
        here = len(self._results)
        if pose is None:
            self._leave = None
            return
        if (pose.id, pose.side) != self._leave:
            self._leave = None
        if self._leave is not None or _meets(self._steps[here], pose):
            return
        for ahead in range(1, LOOK_AHEAD + 1):
            if here + ahead < len(self._steps) and _meets(self._steps[here + ahead], pose):
                for _ in range(ahead):
                    self._close()
                return

    def _stay(self, pose: PoseReading | None, score: float | None, passed: float) -> None:
        step = self._steps[len(self._results)]
        if pose is None or self._leave is not None or not _meets(step, pose):
            self._waited += passed
            return
        if self._did is not None:
            self._held += passed
        self._did, self._waited = (pose.id, pose.side), 0.0
        if score is not None:
            self._total += score
            self._scored += 1
        if self._held >= step.hold_s:
            self._close()

    def _close(self) -> None:
        step, done = self._steps[len(self._results)], self._did
        outcome: Outcome = "skipped" if done is None else "done" if self._held >= step.hold_s else "short"
        mean = self._total / self._scored if self._scored else None
        self._results.append(StepResult(done[0] if done else step.pose, outcome, round(self._held, 3), mean))
        self._begin(leave=done)

    def _progress(self, pose: PoseReading | None) -> Progress:
        here, steps = len(self._results), self._steps
        now = steps[here] if here < len(steps) else None
        remind = now is not None and not now.silent and not self._reminded and self._waited >= PATIENCE_S
        self._reminded = self._reminded or remind
        return Progress(
            step=here,
            of=len(steps),
            now=now,
            in_pose=now is not None and pose is not None and self._leave is None and _meets(now, pose),
            held_s=round(self._held, 3),
            left_s=round(max(now.hold_s - self._held, 0.0), 3) if now is not None else 0.0,
            next=steps[here + 1] if here + 1 < len(steps) else None,
            remind=remind,
        )


def _meets(step: Step, pose: PoseReading) -> bool:
    """Whether a pose is the step's, on its side; one done instead may be on either side."""
    if pose.id in step.instead:
        return True
    return pose.id == step.pose and (step.side is None or pose.side in (None, step.side))

"""Follows somebody through a sequence of poses: which step they are in, how long still, what comes next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final, TypeAlias

from server.analysis.feedback import FlowState, Outcome, PoseReading, Side, StepResult
from server.analysis.flows import Step

LOOK_AHEAD: Final = 2
"""Somebody who leaves out a step or this many less one is followed to where they are."""

PATIENCE_S: Final = 15.0
"""After this long without the pose somebody is late: it may be asked for again."""

OTHER_SIDE_S: Final = 1.0
"""The side that is not asked for has to show this long: at first sight of a pose its sides may be wrong."""

GIVE_IN_S: Final = 8.0
"""Somebody who stays so long on the side that is not asked for is let: they may not tell left from right in
the mirror, and of some poses landmarks cannot tell it either."""

GAP_S: Final = 0.7
"""Time between two frames counts up to this long."""

Place: TypeAlias = tuple[str, Side | None]
"""A pose and its side."""


@dataclass(slots=True)
class _Visit:
    """What has been seen of one step."""

    did: PoseReading | None = None
    """The step's pose, or the one done instead, as it was last seen."""

    held: float = 0.0
    waited: float = 0.0
    other_side: float = 0.0
    either_side: bool = False
    """Whether either side will do by now."""

    total: float = 0.0
    scored: int = 0

    def stay(self, pose: PoseReading, score: float | None, passed: float) -> None:
        if self.did is not None:
            self.held += passed
        self.did, self.waited, self.other_side = pose, 0.0, 0.0
        if score is not None:
            self.total += score
            self.scored += 1

    def wait(self, passed: float, *, other_side: bool) -> None:
        self.waited += passed
        self.other_side = self.other_side + passed if other_side else 0.0
        self.either_side = self.either_side or self.other_side >= GIVE_IN_S

    @property
    def waiting(self) -> FlowState:
        """What the state is while the pose is not done."""
        if self.other_side >= OTHER_SIDE_S:
            return "other_side"
        return "late" if self.waited >= PATIENCE_S else "entering"

    def result(self, step: Step) -> StepResult:
        did = self.did
        own = did is None or did.id not in step.instead
        return StepResult(
            pose=did.id if did and not own else step.pose,
            name=did.name if did and not own else step.name,
            side=did.side if did else step.side,
            outcome=self._outcome(step),
            hold_s=step.hold_s,
            held_s=round(self.held, 3),
            score=round(self.total / self.scored, 1) if self.scored else None,
        )

    def _outcome(self, step: Step) -> Outcome:
        if self.did is None:
            return "skipped"
        return "done" if self.held >= step.hold_s else "short"


class FlowFollower:
    """Follows one practitioner through the steps of one course; time comes with the frames."""

    def __init__(self, steps: Sequence[Step], begin: int = 0) -> None:
        self.state: FlowState = "entering"
        self._steps = tuple(steps)
        self._begin = begin
        self._results: list[StepResult] = []
        self._visit = _Visit()
        self._leave: Place | None = None
        """What the step before was done with: it has to be left before it can be done again."""

        self._t: float | None = None

    @property
    def results(self) -> tuple[StepResult, ...]:
        """Of the steps that are through, in order, from where it began."""
        return tuple(self._results)

    @property
    def here(self) -> int:
        """How many steps are through."""
        return self._begin + len(self._results)

    @property
    def now(self) -> Step | None:
        """None when all steps are through."""
        return self._step(0)

    @property
    def next(self) -> Step | None:
        return self._step(1)

    @property
    def held_s(self) -> float:
        """Of the present step."""
        return round(self._visit.held, 3)

    @property
    def left_s(self) -> float:
        return round(max(self.now.hold_s - self._visit.held, 0.0), 3) if self.now else 0.0

    @property
    def left_breaths(self) -> int:
        """Breaths that remain, the one that is being taken counted."""
        if self.now is None or self.now.breath is not None:
            return 0
        return ceil(self.left_s * self.now.breaths / self.now.hold_s)

    def update(
        self, pose: PoseReading | None, score: float | None, t: float, *, present: bool = True
    ) -> None:
        """Take in one frame: whether somebody is there, the pose that is named, its score, seconds."""
        passed = 0.0 if self._t is None else min(max(t - self._t, 0.0), GAP_S)
        self._t = t
        if self._leave is not None and (pose is None or (pose.id, pose.side) != self._leave):
            self._leave = None
        if not present:
            self.state = "away"
            return
        self._catch_up(pose)
        self._visit_step(pose, score, passed)

    def skip(self) -> None:
        """Go on to the next step, whether this one is done or not."""
        if self.now is not None:
            self._close(self.now)

    def _step(self, ahead: int) -> Step | None:
        at = self.here + ahead
        return self._steps[at] if at < len(self._steps) else None

    def _catch_up(self, pose: PoseReading | None) -> None:
        """Go to a later step whose pose is being done already."""
        here = self.now
        if here is None or pose is None or self._leave is not None or self._fits(here, pose):
            return
        begun = self._visit.did is not None
        through = begun and here.breath is not None
        for ahead in range(1, LOOK_AHEAD + through + 1):
            step = self._step(ahead)
            # The other side of a pose that is not begun is no step left out: it is the wrong side.
            if step is not None and _meets(step, pose) and (begun or step.pose != here.pose):
                for _ in range(ahead):
                    self.skip()
                return

    def _visit_step(self, pose: PoseReading | None, score: float | None, passed: float) -> None:
        step, visit = self.now, self._visit
        if step is None:
            return
        there = pose is not None and self._leave is None and _is_of(step, pose)
        if pose is not None and there and self._fits(step, pose):
            visit.stay(pose, score, passed)
            self.state = "holding"
            if visit.held >= step.length_s:
                self._close(step)
        elif visit.did is not None and step.breath is not None:
            self._close(step)  # gone through, and left
        else:
            visit.wait(passed, other_side=there)
            self.state = visit.waiting

    def _fits(self, step: Step, pose: PoseReading) -> bool:
        """Whether a pose does for the present step, on its side or by now on either."""
        return _meets(step, pose) or (self._visit.either_side and _is_of(step, pose))

    def _close(self, step: Step) -> None:
        did = self._visit.did
        self._results.append(self._visit.result(step))
        self._visit, self.state = _Visit(), "entering"
        told_apart = self.now is None or self.now.pose not in step.alike
        self._leave = (did.id, did.side) if did is not None and told_apart else None


def _is_of(step: Step, pose: PoseReading) -> bool:
    """Whether a pose is the step's, or one that does as well, on whichever side."""
    return pose.id in (step.pose, *step.alike, *step.instead)


def _meets(step: Step, pose: PoseReading) -> bool:
    """Whether it is so on the side that is asked for; one done instead may be on either."""
    if pose.id in step.instead:
        return True
    return _is_of(step, pose) and (step.side is None or pose.side in (None, step.side))

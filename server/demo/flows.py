"""The practitioner goes through a flow: every pose of it in order, at the pace that the flow asks for."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from server.analysis.flows import Course
from server.analysis.flows import Step as Asked
from server.demo.choreography import Choreography, Step

EXTRA_S: Final = 1.5
"""How much longer a pose is held than is asked for: recognising it takes part of the time."""

BREATH_S: Final = 2.0
"""How long the practitioner stays in a pose of one breath."""

MOVE_S: Final = 2.0
"""Seconds from one pose into the next."""


BETWEEN = Step("tabletop", 0.8, move_s=MOVE_S)
"""On the way from a pose into the same again."""


def practised(course: Course, *, begin: int = 0, longest_hold_s: float = float("inf")) -> Choreography:
    """The steps from `begin` on, none of them held longer than said."""
    steps: list[Step] = []
    for asked in course.steps[begin:]:
        if steps and (steps[-1].pose, steps[-1].side) == (asked.pose, asked.side):
            steps.append(BETWEEN)
        steps.append(_step(asked, longest_hold_s))
    steps[-1] = replace(steps[-1], hold_s=steps[-1].hold_s + EXTRA_S)  # nothing follows that would end it
    return Choreography(tuple(steps))


def _step(asked: Asked, longest_hold_s: float) -> Step:
    hold_s = min(asked.hold_s, longest_hold_s) + EXTRA_S if asked.hold_s else BREATH_S
    return Step(asked.pose, hold_s, asked.side, move_s=MOVE_S)

"""Sequences of poses: the values that flows and classes are made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final

from server.analysis.feedback import Breath, FlowStep, Level, Side

BREATH_S: Final = 5.0
"""A slow breath, in and out; a step of one breath takes half of it."""

MOST_STEPS: Final = 250
"""Of all rounds together: an hour of steps of one breath with time to get from each to the next."""

_OTHER: Final[Mapping[Side, Side]] = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Step:
    """One pose of a sequence: gone through with one breath, or held."""

    pose: str
    name: str
    """Of the pose, for people."""

    side: Side | None = None
    """The lead side that is asked for; None where the pose has none or either will do."""

    breath: Breath | None = None
    """The breath that it is entered with, for a step that is not held."""

    hold_s: float = 0.0
    """How long to stay; 0 for a step of one breath."""

    breaths: int = 1
    instead: tuple[str, ...] = ()
    """Easier poses that do as well."""

    alike: tuple[str, ...] = ()
    """Poses that landmarks hardly tell from it: one of them is taken for it."""

    optional: bool = False
    silent: bool = False
    """Nothing is said during it, once it has been announced."""

    say: str | None = None
    """Which announcement of the message catalogue begins it; None for the pose's own."""

    @property
    def length_s(self) -> float:
        return self.hold_s or BREATH_S / 2

    @property
    def shown(self) -> FlowStep:
        """What a client is told of it."""
        return FlowStep(self.pose, self.name, self.side, self.breath, self.hold_s, self.breaths, self.silent)

    def mirrored(self) -> Step:
        """The same on the other side; what is said of one side is not said of the other."""
        return self if self.side is None else replace(self, side=_OTHER[self.side], say=None)


@dataclass(frozen=True, slots=True)
class Course:
    """What somebody is led through: all rounds of a flow, or a class."""

    id: str | None
    """Of the flow; None for a class."""

    name: str
    steps: tuple[Step, ...]

    @property
    def length_s(self) -> float:
        """Without the time to get from one pose into the next."""
        return sum(step.length_s for step in self.steps)


@dataclass(frozen=True, slots=True)
class Flow:
    id: str
    name: str
    sanskrit: str
    level: Level
    rounds: int
    sided_rounds: bool
    """Whether every second round is done on the other side."""

    minutes: int
    steps: tuple[Step, ...]

    def course(self) -> Course:
        return Course(self.id, self.name, tuple(self._rounds()))

    def _rounds(self) -> Iterator[Step]:
        """All steps of all rounds; a pose that ends one round and begins the next is done once."""
        swapped = tuple(step.mirrored() for step in self.steps)
        for number in range(self.rounds):
            steps = swapped if self.sided_rounds and number % 2 else self.steps
            again = number > 0 and (steps[0].pose, steps[0].side) == (steps[-1].pose, steps[-1].side)
            yield from steps[again:]

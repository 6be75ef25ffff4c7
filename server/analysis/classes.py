"""Puts a class together from its length, level and focus: warm-up, peak, counter-pose, cool-down, rest."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal, TypeAlias

from server.analysis.feedback import Level, Side
from server.analysis.flows import BREATH_S, Step
from server.analysis.planning import ClassPlan, Entry, Focus, Spared
from server.analysis.poses import Library, Pose

Part: TypeAlias = Literal["arrive", "warm_up", "peak", "counter", "cool_down", "rest"]
Unit: TypeAlias = tuple[Step, ...]
"""Steps that belong together: both sides of a pose, or breaths in and out."""

SHORTEST_MIN, LONGEST_MIN = 5, 60

HARDEST: Final[Mapping[Level, int]] = {"beginner": 4, "intermediate": 6, "advanced": 10}
"""Poses of a higher difficulty are not for the level."""

LONGER: Final[Mapping[Level, float]] = {"beginner": 1.0, "intermediate": 1.25, "advanced": 1.5}
"""How long poses are held, in terms of what they are held by beginners."""

INTO_S: Final = 7.0
"""What getting into a held pose takes; into the next of a breath, a fraction of it."""

NEXT_BREATH_S: Final = 2.0
BREATHS_EACH: Final = 4
"""How often breaths in and out are gone through."""

SHARES: Final[Mapping[Part, float]] = {"warm_up": 0.3, "peak": 0.5, "cool_down": 0.2}
"""Of the time beside arriving, the hardest pose, its counter-pose and rest; cool-down takes what is over."""

COUNTER_S: Final = 30.0
"""A counter-pose is held no longer."""

ARRIVE_S, LONGEST_ARRIVE_S = 20.0, 60.0
REST_S, LONGEST_REST_S = 30.0, 300.0
"""Resting takes about a twelfth of a class, within these."""

REST_SHARE: Final = 1 / 12
MOST_TIMES: Final = 5
"""So often a pose comes in a part at most."""


class NothingLeft(ValueError):
    """What is to be spared leaves no pose for a part of the class."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known of a class before it is put together."""

    minutes: int
    level: Level
    focus: Focus
    avoid: frozenset[Spared] = frozenset()
    safety_only: bool = False
    """Whether poses that people get hurt in may come."""

    seed: int = 0
    """Another one gives another class of the same kind; the same one always the same."""


@dataclass(frozen=True, slots=True)
class PlannedStep:
    part: Part
    step: Step


def compose(library: Library, wanted: Wanted) -> tuple[PlannedStep, ...]:
    """The steps of a class that takes about its minutes. Raises NothingLeft."""
    return tuple(_Composer(library, wanted).steps())


def duration_s(steps: Iterable[Step]) -> float:
    """How long they take, getting from one to the next included."""
    return sum(step.length_s + (INTO_S if step.hold_s else NEXT_BREATH_S) for step in steps)


class _Composer:
    def __init__(self, library: Library, wanted: Wanted) -> None:
        self._poses = library.poses
        self._plan: ClassPlan = library.plan
        self._wanted = wanted
        self._barred = frozenset().union(*(self._plan.avoid[name] for name in wanted.avoid))
        self._total = wanted.minutes * 60.0

    def steps(self) -> Iterator[PlannedStep]:
        hardest = self._hardest()
        peak, counter = self._unit((hardest.id,)), self._counter(hardest)
        rest_s = min(max(REST_SHARE * self._total, REST_S), LONGEST_REST_S)
        ends_s = ARRIVE_S + rest_s + 2 * INTO_S
        free_s = self._total - ends_s - duration_s((*peak, *counter))
        warm_up = self._filled("warm_up", self._plan.warm_up, SHARES["warm_up"] * free_s)
        lead = self._filled("peak", self._plan.focus[self._wanted.focus], SHARES["peak"] * free_s, hardest)
        cool_down = self._filled("cool_down", self._plan.cool_down, free_s - duration_s((*warm_up, *lead)))
        over_s = free_s - duration_s((*warm_up, *lead, *cool_down))
        arrive_s = min(ARRIVE_S + over_s / 2, LONGEST_ARRIVE_S)
        rest_s = min(rest_s + ARRIVE_S + over_s - arrive_s, LONGEST_REST_S)
        parts: dict[Part, Unit] = {
            "arrive": self._stay("arriving", self._plan.arrive, arrive_s),
            "warm_up": warm_up,
            "peak": (*lead, *peak),
            "counter": counter,
            "cool_down": cool_down,
            "rest": self._stay("resting", self._plan.rest, rest_s),
        }
        yield from _once(PlannedStep(part, step) for part, steps in parts.items() for step in steps)

    def _allowed(self, pose: Pose) -> bool:
        if pose.id in self._barred or pose.difficulty > HARDEST[self._wanted.level]:
            return False
        return self._wanted.safety_only or not pose.safety_only

    def _pool(self, part: str, entries: Sequence[Entry]) -> list[Entry]:
        pool = [entry for entry in entries if all(self._allowed(self._poses[name]) for name in entry)]
        if not pool:
            raise NothingLeft(f"Nothing is left of {part.replace('_', ' ')} without what is to be avoided.")
        return pool

    def _hardest(self) -> Pose:
        """What the class leads up to."""
        pool = self._pool("the focus", self._plan.focus[self._wanted.focus])
        poses = [self._poses[name] for entry in pool for name in entry]
        return max(poses, key=lambda pose: (pose.difficulty, self._rank("peak", (pose.id,))))

    def _counter(self, hardest: Pose) -> Unit:
        pool = self._pool("the counter-poses", self._plan.counter.get(hardest.category, self._plan.arrive))
        (step,) = self._unit(min(pool, key=lambda entry: self._rank("counter", entry)))
        hold_s = min(step.hold_s, COUNTER_S)
        return (replace(step, hold_s=hold_s, breaths=round(hold_s / BREATH_S)),)

    def _filled(self, part: Part, entries: Sequence[Entry], budget: float, but: Pose | None = None) -> Unit:
        """As many of the poses as fit: chosen by the seed, done in the plan's order, round after round."""
        pool = [entry for entry in self._pool(part, entries) if but is None or entry != (but.id,)]
        shuffled = sorted(pool, key=lambda entry: self._rank(part, entry))
        steps: list[Step] = []
        for turn in range(MOST_TIMES):
            chosen: set[Entry] = set()
            for entry in shuffled:
                cost = duration_s(self._unit(entry))
                if cost <= budget:
                    chosen.add(entry)
                    budget -= cost
                elif turn:
                    break  # what is short is not done over and over because it still fits
            steps += [step for entry in pool if entry in chosen for step in self._unit(entry)]
        return tuple(steps)

    def _unit(self, entry: Entry) -> Unit:
        poses = [self._poses[name] for name in entry]
        if len(poses) > 1:
            return tuple(_breath(pose, n) for n, pose in enumerate(poses * BREATHS_EACH))
        (pose,) = poses
        sides: tuple[Side | None, ...] = ("right", "left") if pose.sided else (None,)
        return tuple(self._held(pose, side) for side in sides)

    def _held(self, pose: Pose, side: Side | None) -> Step:
        hold_s = max(BREATH_S, round(pose.hold * LONGER[self._wanted.level] / BREATH_S) * BREATH_S)
        easier = (name for name in self._plan.instead.get(pose.id, ()) if self._allowed(self._poses[name]))
        return Step(
            pose.id,
            pose.name,
            side,
            hold_s=hold_s,
            breaths=round(hold_s / BREATH_S),
            instead=tuple(easier),
            alike=pose.confusable,
        )

    def _stay(self, part: str, entries: Sequence[Entry], seconds: float) -> Unit:
        """The first pose that may be, for whole breaths; nothing is said in the last one of all."""
        pose = self._poses[self._pool(part, entries)[0][0]]
        breaths = max(1, int(seconds / BREATH_S))
        silent = entries is self._plan.rest
        return (Step(pose.id, pose.name, hold_s=breaths * BREATH_S, breaths=breaths, silent=silent),)

    def _rank(self, part: str, entry: Entry) -> bytes:
        """A place in a shuffled order; a hash and no generator, so that it stays the same for ever."""
        return hashlib.sha256(f"{self._wanted.seed}:{part}:{'+'.join(entry)}".encode()).digest()


def _breath(pose: Pose, n: int) -> Step:
    return Step(pose.id, pose.name, breath="out" if n % 2 else "in", alike=pose.confusable)


def _once(planned: Iterable[PlannedStep]) -> Iterator[PlannedStep]:
    """Without a pose that is already being done."""
    before: PlannedStep | None = None
    for now in planned:
        if before is None or (now.step.pose, now.step.side) != (before.step.pose, before.step.side):
            yield now
        before = now

"""What is off in a pose right now, with a dead band so that a fault neither flickers on nor off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.feedback import Side
from server.analysis.geometry import FEATURES, INDEX, NOISE, Measures
from server.analysis.landmarks import NAMES
from server.analysis.poses import GROUND_UP, Condition, Fault
from server.analysis.scoring import flat
from server.analysis.variants import LEFT, RIGHT, SIDES, Flags, Floats, Rows, Variant, columns

CLEARLY: Final = 0.75
"""A fault past its limit by this many times the noise of what it is read from is sure to be there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One fault of a variant, on one side where it can be on either."""

    fault: Fault
    side: Side | None
    """The side that its words name, the practitioner's own: of its first sided measure, else the lead."""

    joints: tuple[str, ...]
    """Landmarks to ring."""

    from_ground: int


class FaultWatch:
    """Watches all faults of one variant."""

    def __init__(self, variant: Variant) -> None:
        conditions: list[tuple[Condition, int]] = []
        checks: list[Check] = []
        start: list[int] = []
        for fault in variant.pose.faults:
            for column in _occasions(fault):
                start.append(len(conditions))
                sides = [_column(condition, variant, column) for condition in fault.when]
                conditions += zip(fault.when, sides, strict=True)
                checks.append(_check(fault, sides, variant))
        self.checks = tuple(checks)
        self._start = np.array(start, dtype=np.intp)
        self._at: Rows = np.array([2 * INDEX[c.feature] + column for c, column in conditions], dtype=np.intp)
        self._sign = np.array([1.0 if c.above else -1.0 for c, _ in conditions])
        self._limit = np.array([c.limit for c, _ in conditions])
        self._margin = np.array([CLEARLY * NOISE[INDEX[c.feature]] * (c.weight > 0.0) for c, _ in conditions])
        self._clear = np.array([c.clear for c, _ in conditions])
        self._ideal = np.array([c.ideal for c, _ in conditions])
        self._weight = np.array([c.weight / max(c.tol, 1e-6) for c, _ in conditions])
        self.on: Flags = np.zeros(len(checks), dtype=bool)
        self.seen: Flags = np.ones(len(checks), dtype=bool)
        """Which can be judged in this frame."""

        self.beyond: Flags = np.zeros(len(checks), dtype=bool)
        """Which are past their limit now; on is also what has not come back far enough."""

        self.sure: Flags = np.zeros(len(checks), dtype=bool)
        """Which are so far past it that no error of the landmarks explains it."""

        self.excess: Floats = np.zeros(len(checks))
        """How far each is off: weight × deviation in tolerances."""

    def update(self, measures: Measures, readable: Flags) -> Flags:
        """Say which faults are on; one that rests on unseen landmarks never is."""
        if not self.checks:
            return self.on
        value = flat(measures).take(self._at)
        past = self._sign * (value - self._limit)
        beyond_clear = self._all(self._sign * (value - self._clear) > 0.0)
        self.seen = self._all(flat(readable).take(self._at))
        self.beyond = self.seen & self._all(past > 0.0)
        self.sure = self.seen & self._all(past > self._margin)
        self.on = self.beyond | (self.seen & self.on & beyond_clear)
        away = self._weight * np.abs(value - self._ideal)
        self.excess = np.maximum.reduceat(away, self._start)
        return self.on

    def rank(self, n: int) -> tuple[bool, int, float, int]:
        """Orders checks: what is sure, then by severity, safety first, how far off, and from the ground up.

        One thing off pulls at other measures; what it pulls just past a limit does not hide what it is.
        """
        check = self.checks[n]
        far = round(float(self.excess[n]), 1)
        return not self.sure[n], -check.fault.severity, -far, check.from_ground

    def _all(self, flags: Flags) -> Flags:
        every: Flags = np.logical_and.reduceat(flags, self._start)
        return every


def _occasions(fault: Fault) -> tuple[int, ...]:
    """A fault that may be on either side is watched on each."""
    return (LEFT, RIGHT) if any(c.side == "both" for c in fault.when) else (LEFT,)


def _column(condition: Condition, variant: Variant, occasion: int) -> int:
    return occasion if condition.side == "both" else columns(condition.side, variant.lead)[0]


def _check(fault: Fault, sides: list[int], variant: Variant) -> Check:
    told = next((SIDES[s] for c, s in zip(fault.when, sides, strict=True) if c.side != "body"), variant.side)
    first, column = FEATURES[INDEX[fault.when[0].feature]], sides[0]
    return Check(
        fault=fault,
        side=told,
        joints=tuple(NAMES[n] for n in first.rings[column]),
        from_ground=GROUND_UP.index(fault.part),
    )

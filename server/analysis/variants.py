"""The library laid out for arithmetic: every pose on each of its sides, its gates and targets as flat arrays.

One frame is then compared with all poses in a few array operations.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.feedback import Side
from server.analysis.geometry import FEATURES, INDEX, NOISE
from server.analysis.poses import Library, Pose, Selector, Target

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]

LEFT, RIGHT = 0, 1
SOFT: Final = {"deg": 18.0, "ratio": 0.12}
"""How far outside a gate a body still counts a little."""

SIDES: Final[tuple[Side, ...]] = ("left", "right")
"""By column of the measures."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A pose on one side."""

    number: int
    pose: Pose
    side: Side | None

    @property
    def lead(self) -> int:
        return RIGHT if self.side == "right" else LEFT


@dataclass(frozen=True, slots=True)
class Gates:
    """All gates of all variants, variant after variant."""

    at: Rows
    """Place of each one's measure among features × sides."""

    low: Floats
    high: Floats
    softness: Floats
    """How far outside a body still counts a little."""

    start: Rows
    """Where each variant's gates begin."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where marks end and how fast they fall, for tolerances of one width."""

    fail: Floats
    rate: Floats


@dataclass(frozen=True, slots=True)
class Targets:
    """All targets of all variants, one after the other; one for both sides is two rows of half the weight."""

    row: Rows
    column: Rows
    at: Rows
    """Place of each one's measure among features × sides."""

    ideal: Floats
    tol: Floats
    fail: Floats
    weight: Floats
    below: Floats
    """1 where readings below the ideal count, else 0."""

    above: Floats
    noise: Floats
    pair: Rows
    """The row of the other side's same target; its own row where there is none."""

    far_side_may_hide: npt.NDArray[np.bool_]
    """In a pose seen from the side, one reading of a pair is enough."""

    name: tuple[str, ...]
    """What a reader calls the measure: "left_knee", "trunk"."""

    start: Rows
    """Where each variant's targets begin."""

    stop: Rows
    total: Floats
    """Weight of each variant's targets together."""

    _bands: dict[float, Band] = field(default_factory=dict)

    def of(self, variant: Variant) -> slice:
        return slice(int(self.start[variant.number]), int(self.stop[variant.number]))

    def band(self, scale: float) -> Band:
        """Tolerances `scale` times as wide and never finer than the noise; kept, as there are few scales."""
        if scale not in self._bands:
            tol = np.maximum(self.tol * scale, self.noise)
            fail = np.maximum(self.fail * scale, tol + self.noise)
            self._bands[scale] = Band(fail, 1.0 / (fail - tol))
        return self._bands[scale]


@dataclass(frozen=True, slots=True)
class Variants:
    all: tuple[Variant, ...]
    gates: Gates
    targets: Targets
    pose_of: Rows
    """For each variant, which pose it is one side of."""

    rivals: npt.NDArray[np.bool_]
    """Variants × variants: whether the second, nearly as likely, keeps the first from being named. Not so the
    other side of the same pose, and poses that are hard to tell apart."""


def columns(selector: Selector, lead: int) -> tuple[int, ...]:
    """Columns of the measures that a selector means, when `lead` is the lead side's column."""
    match selector:
        case "lead":
            return (lead,)
        case "trail":
            return (1 - lead,)
        case "both":
            return (LEFT, RIGHT)
        case "body":
            return (LEFT,)


@functools.lru_cache(maxsize=8)
def lay_out(poses: tuple[Pose, ...]) -> Variants:
    variants = tuple(
        Variant(number, pose, side)
        for number, (pose, side) in enumerate((p, s) for p in poses for s in p.sides)
    )
    pose_of = _rows(poses.index(variant.pose) for variant in variants)
    return Variants(variants, _gates(variants), _targets(variants), pose_of, _rivals(variants))


def variants_of(library: Library) -> Variants:
    return lay_out(tuple(library.poses.values()))


def _rivals(variants: Sequence[Variant]) -> npt.NDArray[np.bool_]:
    return np.array(
        [[a.pose.id != b.pose.id and b.pose.id not in a.pose.confusable for b in variants] for a in variants]
    )


def _gates(variants: Sequence[Variant]) -> Gates:
    rows: list[tuple[float, ...]] = []
    start = []
    for variant in variants:
        start.append(len(rows))
        rows += [
            (INDEX[gate.feature], column, gate.min, gate.max)
            for gate in variant.pose.gates
            for column in columns(gate.side, variant.lead)
        ]
    row, column, low, high = np.array(rows).T
    softness = np.array([SOFT[FEATURES[int(n)].unit] for n in row])
    return Gates(_places(row, column), low, high, softness, _rows(start))


def _targets(variants: Sequence[Variant]) -> Targets:
    rows: list[tuple[float, ...]] = []
    start, stop = [], []
    for variant in variants:
        start.append(len(rows))
        for target in variant.pose.targets:
            rows += _target_rows(target, variant, len(rows))
        stop.append(len(rows))
    row, column, ideal, tol, fail, weight, below, above, pair, far = np.array(rows).T
    return Targets(
        row=_rows(row),
        column=_rows(column),
        at=_places(row, column),
        ideal=ideal,
        tol=tol,
        fail=fail,
        weight=weight,
        below=below,
        above=above,
        noise=NOISE[_rows(row)],
        pair=_rows(pair),
        far_side_may_hide=far > 0,
        name=tuple(_name(int(r), int(c)) for r, c in zip(row, column, strict=True)),
        start=_rows(start),
        stop=_rows(stop),
        total=np.add.reduceat(weight, _rows(start)),
    )


def _name(row: int, column: int) -> str:
    feature = FEATURES[row]
    return f"{SIDES[column]}_{feature.joint}" if feature.sided else feature.joint


def _target_rows(target: Target, variant: Variant, at: int) -> list[tuple[float, ...]]:
    """One row, or for each side one, that begin at row `at` of the table."""
    sides = columns(target.side, variant.lead)
    below, above = float(target.mode != "max"), float(target.mode != "min")
    far = float(variant.pose.view == "side" and len(sides) == 2)
    worth = (target.ideal, target.tol, target.fail, target.weight / len(sides), below, above)
    last = at + len(sides) - 1
    return [(INDEX[target.feature], column, *worth, last - n, far) for n, column in enumerate(sides)]


def _places(row: Iterable[float], column: Iterable[float]) -> Rows:
    return 2 * _rows(row) + _rows(column)


def _rows(values: Iterable[float]) -> Rows:
    return np.array([int(value) for value in values], dtype=np.intp)

"""How well a pose is done: each target's marks, and the score of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.feedback import JointReading, Level
from server.analysis.geometry import FEATURES, Measures
from server.analysis.variants import Floats, Targets, Variant

LEVELS: Final[dict[Level, float]] = {"beginner": 1.5, "intermediate": 1.0, "advanced": 0.75}
"""What a level multiplies tolerances with; the ideal is the same for everybody."""

SCORED_SHARE: Final = 0.7
"""Less than this share of the targets' weight in sight gives no score."""

SAFETY: Final = 3
"""The severity of a fault that can hurt."""

SAFETY_CAP: Final = 75.0
"""The score of a pose with a safety fault goes no higher."""


@dataclass(frozen=True, slots=True)
class Marks:
    """How one body meets the targets of one variant."""

    score: float | None
    """0..100; None where too little of it is seen, and for a pose that is only named and timed."""

    values: Floats
    marks: Floats
    """0..1 for each target."""

    seen: npt.NDArray[np.bool_]
    rows: slice
    """The variant's rows of the targets."""


def subscores(targets: Targets, measures: Measures, scale: float, rows: slice = slice(None)) -> Floats:
    """0..1 for each target: 1 within the tolerance, falling evenly to 0 where it fails."""
    away = measures[targets.row[rows], targets.column[rows]] - targets.ideal[rows]
    away = np.where(away < 0, -away * targets.below[rows], away * targets.above[rows])
    tol = np.maximum(targets.tol[rows] * scale, targets.noise[rows])
    fail = np.maximum(targets.fail[rows] * scale, tol + targets.noise[rows])
    marks: Floats = np.clip((fail - away) / (fail - tol), 0.0, 1.0)
    return marks


def shown_share(targets: Targets, readable: npt.NDArray[np.bool_]) -> Floats:
    """For each variant, the share of its targets' weight that is seen."""
    seen = readable[targets.row, targets.column]
    shown = seen | (seen[targets.pair] & targets.far_side_may_hide)
    total = np.add.reduceat(targets.weight, targets.start)
    share: Floats = np.add.reduceat(targets.weight * shown, targets.start) / total
    return share


def mark(
    targets: Targets, variant: Variant, measures: Measures, readable: npt.NDArray[np.bool_], level: Level
) -> Marks:
    """Mark one variant on the measures (features × sides) of which `readable` ones may be used."""
    rows = targets.of(variant)
    marks = subscores(targets, measures, LEVELS[level], rows)
    row, column = targets.row[rows], targets.column[rows]
    seen = readable[row, column]
    weight = targets.weight[rows] * seen
    enough = shown_share(targets, readable)[variant.number] >= SCORED_SHARE
    scored = enough and not variant.pose.safety_only
    score = 100.0 * float(weight @ marks) / float(weight.sum()) if scored else None
    return Marks(score, measures[row, column], marks, seen, rows)


def joint_readings(targets: Targets, found: Marks) -> tuple[JointReading, ...]:
    """What a client shows for each target that is seen; the weaker reading where two share a name."""
    readings: dict[str, JointReading] = {}
    for n in np.flatnonzero(found.seen):
        at = found.rows.start + int(n)
        feature = FEATURES[targets.row[at]]
        name = (
            f"{'left' if targets.column[at] == 0 else 'right'}_{feature.joint}"
            if feature.sided
            else feature.joint
        )
        readings[name] = JointReading(
            name=name,
            angle=round(float(found.values[n]), 2),
            target=float(targets.ideal[at]),
            score=round(100.0 * float(found.marks[n]), 1),
            unit=feature.unit,
        )
    return tuple(readings.values())

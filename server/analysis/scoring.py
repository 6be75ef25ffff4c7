"""How well a pose is done: each target's marks, and the score of the whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeVar

import numpy as np
import numpy.typing as npt

from server.analysis.feedback import JointReading, Level
from server.analysis.geometry import FEATURES, Measures
from server.analysis.variants import Flags, Floats, Targets, Variant

T = TypeVar("T", bound=np.generic)

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

    seen: Flags
    rows: slice
    """The variant's rows of the targets."""


def subscores(targets: Targets, measures: Measures, scale: float, rows: slice = slice(None)) -> Floats:
    """0..1 for each target, a row for each body: 1 within the tolerance, falling evenly to 0 at its limit."""
    band = targets.band(scale)
    over = flat(measures).take(targets.at[rows], -1) - targets.ideal[rows]
    away = np.maximum(over * targets.above[rows], over * -targets.below[rows])
    marks: Floats = np.minimum(np.maximum((band.fail[rows] - away) * band.rate[rows], 0.0), 1.0)
    return marks


def flat(table: npt.NDArray[T]) -> npt.NDArray[T]:
    """Features × sides in one row, as `Gates.at` and `Targets.at` count them."""
    return table.reshape(*table.shape[:-2], -1)


def shown_share(targets: Targets, readable: Flags) -> Floats:
    """For each variant, the share of its targets' weight that is seen."""
    seen = flat(readable).take(targets.at)
    shown = seen | (seen.take(targets.pair) & targets.far_side_may_hide)
    share: Floats = np.add.reduceat(targets.weight * shown, targets.start) / targets.total
    return share


def mark(targets: Targets, variant: Variant, measures: Measures, readable: Flags, level: Level) -> Marks:
    """Mark one variant on the measures (features × sides) of which `readable` ones may be used."""
    rows = targets.of(variant)
    marks = subscores(targets, measures, LEVELS[level], rows)
    seen = flat(readable).take(targets.at[rows])
    pair, far = targets.pair[rows] - rows.start, targets.far_side_may_hide[rows]
    weight = targets.weight[rows]
    shown = float(weight @ (seen | (seen.take(pair) & far)))
    score = None
    if shown >= SCORED_SHARE * targets.total[variant.number] and not variant.pose.safety_only:
        score = 100.0 * float((weight * seen) @ marks) / float(weight @ seen)
    return Marks(score, flat(measures).take(targets.at[rows]), marks, seen, rows)


def joint_readings(
    targets: Targets, found: Marks, uncertainty: Floats | None = None
) -> tuple[JointReading, ...]:
    """What a client shows for each target that is seen; the weaker reading where two share a name.

    `uncertainty` is of the measures, features × sides.
    """
    readings: dict[str, JointReading] = {}
    values, marks = found.values.tolist(), found.marks.tolist()
    unsure = None if uncertainty is None else flat(uncertainty).take(targets.at[found.rows]).tolist()
    for n in np.flatnonzero(found.seen).tolist():
        at = found.rows.start + n
        name, score = targets.name[at], round(100.0 * marks[n], 1)
        if name in readings and readings[name].score <= score:
            continue
        readings[name] = JointReading(
            name=name,
            angle=round(values[n], 2),
            target=float(targets.ideal[at]),
            score=score,
            unit=FEATURES[targets.row[at]].unit,
            uncertainty=None if unsure is None else round(unsure[n], 2),
        )
    return tuple(readings.values())

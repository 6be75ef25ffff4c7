"""Takes every reading of a stack of bodies, all at once.

A frame is two bodies, the flat and the deep one, so what costs is the number of array operations and not
their size: all readings of one kind are taken in a few operations.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.body import SPAN, Body, Rows, body_of, rows, span_weights, weights_of
from server.analysis.readings import (
    AHEAD,
    ANGLES,
    ARM_LENGTHS,
    ASIDE,
    DROPS,
    HEIGHTS,
    IN_ARMS,
    IN_SHINS,
    JOINTS,
    LEG_LENGTHS,
    LINES,
    OFFSETS,
    READING,
    SEGMENTS,
    SLOPES,
    TILTS,
)
from server.analysis.vectors import TINY, Vectors, dot, length

WIDE_STANCE: Final = 0.6
"""Feet further apart than this many leg lengths make a stance line; else a knee travels along its foot."""

GROUND: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
"""Of these and the nose the lowest stands for the floor; fingers and mouth are too noisy for it."""


def _block(*tables: Mapping[str, object]) -> slice:
    """The rows of tables that follow each other in `READING`."""
    first = READING[next(iter(tables[0]))]
    return slice(first, first + sum(map(len, tables)))


def _one_after_another(*lengths: int) -> list[slice]:
    ends = np.cumsum(lengths).tolist()
    return [slice(end - size, end) for end, size in zip(ends, lengths, strict=True)]


def _ends(*pairs: tuple[str, str]) -> tuple[Rows, Rows]:
    first, second = zip(*pairs, strict=True)
    return rows(first), rows(second)


_ALL_ANGLES: Final = {**ANGLES, **JOINTS, **SLOPES, **TILTS}
_BESIDE: Final = (*SEGMENTS.values(), *((way, f"level_{line}") for way, line in LINES.values()))
_FIRST, _SECOND = _ends(*_ALL_ANGLES.values(), *ASIDE.values(), *AHEAD.values(), *_BESIDE, *OFFSETS.values())
"""Pairs of vectors: of the first it is taken how far it goes along the second."""

_ANGLE, _TO_THE_SIDE, _TO_THE_FRONT, _BESIDE_BONE, _OFFSET = _one_after_another(
    len(_ALL_ANGLES), len(ASIDE), len(AHEAD), len(_BESIDE), len(OFFSETS)
)
"""Which of the pairs are for what."""

_ANGLE_ROWS, _ANGLE_OF, _TILT = _block(_ALL_ANGLES), _FIRST[_ANGLE], slice(-len(TILTS), None)
_SQUARE: Final = list(_ALL_ANGLES).index("hip_square")
_FROM: Final = np.repeat((0.0, 180.0, 90.0), (len(ANGLES), len(JOINTS), len(SLOPES) + len(TILTS)))[:, None]
_FROM[_SQUARE] = 0.0
_TO: Final = np.degrees(np.where(_FROM > 0.0, -1.0, 1.0))
_TURN_ROWS, _TO_EACH_SIDE = _block(ASIDE), np.degrees([[1.0, 1.0], [1.0, -1.0]])

_LENGTH_ROWS: Final = _block(LEG_LENGTHS, ARM_LENGTHS)
_LENGTH_OF: Final = rows((*LEG_LENGTHS.values(), *ARM_LENGTHS.values()))
_SEGMENT_ROWS, _BONE, _FOOT_ON_LEG = _block(SEGMENTS), _SECOND[_BESIDE_BONE], READING["foot_on_leg"]
_OFFSET_ROWS, _KNEE_TRAVEL, _STANCE = _block(OFFSETS), READING["knee_travel"], SPAN["level_ankles"]

_POINTS: Final = [weights_of(point, side) for point in HEIGHTS.values() for side in (0, 1)]
_FALLS: Final = [span_weights(points, side) for points in DROPS.values() for side in (0, 1)]
_FLOORS: Final = [weights_of(point, side) for point in GROUND for side in (0, 1)]
_DOWN: Final = np.array([*_POINTS, *_FALLS, *_FLOORS, weights_of("nose", 0)]).T.copy()
"""What takes out of the landmarks' y how far down the points are, how far it is from one to another, and what
may be the floor."""

_POINT, _FALL, _FLOOR = _one_after_another(len(_POINTS), len(_FALLS), len(_FLOORS) + 1)
_HEIGHT_ROWS, _DROP_ROWS, _FOOT_KNEE_DH = _block(HEIGHTS), _block(DROPS), READING["foot_knee_dh"]
_HIP_LINE: Final = READING["hip_line"]
_TO_HIPS, _TO_FEET = (SPAN[name] for name in LINES["hip_line"])

_RATIO_ROWS: Final = slice(_LENGTH_ROWS.start, None)
_LEG, _ARM, _SHIN = range(3)
"""Units of the ratios: leg and arm are the mean of both sides, the shin is each side's own."""


def _unit_weights() -> Vectors:
    """What takes the units, of both sides, out of all lengths."""
    table = np.zeros((3, 2, len(SPAN), 2))
    for unit, bones in ((_LEG, ("thigh", "shin")), (_ARM, ("upper_arm", "forearm"))):
        table[unit, :, rows(bones)] = 0.5
    table[_SHIN, (0, 1), SPAN["shin"], (0, 1)] = 1.0
    return table.reshape(6, -1).T.copy()


_UNIT_WEIGHTS: Final = _unit_weights()
_UNIT_OF: Final = np.array(
    [_ARM if name in IN_ARMS else _SHIN if name in IN_SHINS else _LEG for name in READING][_RATIO_ROWS]
)


def measure_points(points: Vectors) -> Vectors:
    """Measure a stack of bodies, bodies × 33 × 3 with y down.

    Gives bodies × rows of `READING` × sides (left, right): degrees for angles, body lengths for the rest.
    """
    body = body_of(points)
    first, second = body.vectors.take(_FIRST, 1), body.ways.take(_SECOND, 1)
    along = dot(first, second)
    units = np.maximum(body.lengths.reshape(len(points), -1) @ _UNIT_WEIGHTS, TINY).reshape(-1, 3, 2)
    found = np.empty((len(points), len(READING), 2))
    _take_angles(body, along, found)
    found[:, _LENGTH_ROWS] = body.lengths.take(_LENGTH_OF, 1)
    _take_distances(body, first[:, _BESIDE_BONE], second[:, _BESIDE_BONE], along[:, _BESIDE_BONE], found)
    _take_offsets(along, body.lengths[:, _STANCE] <= WIDE_STANCE * units[:, _LEG], found)
    _take_heights(points, found)
    found[:, _RATIO_ROWS] /= units.take(_UNIT_OF, 1)
    return found


def _take_angles(body: Body, along: Vectors, found: Vectors) -> None:
    """Angles, of vectors of no length as if they stood at right angles."""
    cosine = along[:, _ANGLE] / np.maximum(body.lengths.take(_ANGLE_OF, 1), TINY)
    np.abs(cosine[:, _TILT], out=cosine[:, _TILT])
    found[:, _ANGLE_ROWS] = _FROM + _TO * np.arccos(np.minimum(np.maximum(cosine, -1.0), 1.0))
    found[:, _TURN_ROWS] = np.arctan2(along[:, _TO_THE_SIDE], along[:, _TO_THE_FRONT]) * _TO_EACH_SIDE


def _take_distances(body: Body, ways: Vectors, bones: Vectors, along: Vectors, found: Vectors) -> None:
    """Distances of points to bones, and at last how high the hips are above their line."""
    ends = body.lengths.take(_BONE, 1)
    near = np.minimum(np.maximum(along, 0.0), ends)
    found[:, _SEGMENT_ROWS] = length(ways - near[..., None] * bones)[:, :-1]
    np.minimum(found[:, _FOOT_ON_LEG], found[:, _FOOT_ON_LEG + 1], out=found[:, _FOOT_ON_LEG])
    reach = ends[:, -1]
    share = np.where(reach * reach > TINY, near[:, -1] / np.maximum(reach, TINY), 0.5)
    drop = body.vectors[..., 1]
    found[:, _HIP_LINE] = share * drop[:, _TO_FEET] - drop[:, _TO_HIPS]


def _take_offsets(along: Vectors, narrow: npt.NDArray[np.bool_], found: Vectors) -> None:
    """Signed distances that say where a knee, a foot or the shoulders have gone."""
    found[:, _OFFSET_ROWS] = along[:, _OFFSET]
    np.copyto(found[:, _KNEE_TRAVEL], found[:, _KNEE_TRAVEL + 1], where=narrow)


def _take_heights(points: Vectors, found: Vectors) -> None:
    """How high points are above the lowest one and above each other; y is down."""
    down = points[:, :, 1] @ _DOWN
    floor = np.maximum.reduce(down[:, _FLOOR], axis=1)[:, None, None]
    found[:, _HEIGHT_ROWS] = floor - down[:, _POINT].reshape(len(points), -1, 2)
    found[:, _DROP_ROWS] = down[:, _FALL].reshape(len(points), -1, 2)
    np.abs(found[:, _FOOT_KNEE_DH], out=found[:, _FOOT_KNEE_DH])

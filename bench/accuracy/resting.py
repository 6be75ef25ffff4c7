"""Puts bodies with one joint turned back on the floor: a plank that pikes keeps its hands and feet there."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.generation import rotations
from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

LOW_M: Final = 0.19
"""What is up to this high above a figure's lowest point rests on the floor, flesh between."""

FLOATS_M: Final = 0.05
"""With a support this far from its height in the figure, or anything so far below the floor, none rests."""

STIFF_M: Final = 0.12
"""Supports nearer together than this tip nobody: who stands on one foot keeps upright."""

ROUNDS: Final = 4

_LEGS: Final = ("hip", "knee", "ankle heel foot_index")
_TRUNK_AND_ARMS: Final = ("shoulder", "elbow", "wrist index pinky")
_TRUNK: Final = [
    NAMES.index(f"{side}_{point}") for point in ("shoulder", "hip") for side in ("left", "right")
]


def _points(words: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """Supports × the points of which the lowest one bears, both sides of each."""
    parts = [(part.split() * 3)[:3] for part in words]
    return np.array(
        [[NAMES.index(f"{side}_{point}") for point in part] for part in parts for side in ("left", "right")]
    )


_SUPPORTS: Final = np.concatenate([_points(_LEGS), _points(_TRUNK_AND_ARMS)])
_OF_LEGS: Final = np.arange(len(_SUPPORTS)) < 2 * len(_LEGS)


def rest(figure: Vectors, bodies: Vectors) -> tuple[Vectors, npt.NDArray[np.bool_]]:
    """Tilt bodies, bodies × 33 × 3 metres with y down, until what the figure rests on is level again.

    They stay as they are in themselves. Gives them and which of them rest.
    """
    supports, level = _resting_on(figure)
    for _ in range(ROUNDS):
        bodies = _tilt(bodies, _bearing(bodies, supports), level)
    bearing = _bearing(bodies, supports)
    floor = figure[:, 1].max() + (bearing[:, :, 1] - level).mean(axis=1)
    floats = np.abs(_off(bearing, level)).max(axis=1)
    return bodies, np.maximum(floats, bodies[:, :, 1].max(axis=1) - floor) <= FLOATS_M


def _resting_on(figure: Vectors) -> tuple[npt.NDArray[np.intp], Vectors]:
    """Supports of a figure and their heights; hands bear nothing where the trunk is over legs that do."""
    points = _bearing(figure[None], _SUPPORTS)[0]
    down = figure[:, 1].max() - points[:, 1] <= LOW_M
    legs, trunk = points[down & _OF_LEGS][:, [0, 2]], figure[_TRUNK][:, [0, 2]].mean(axis=0)
    if len(legs) and np.all((legs.min(axis=0) - STIFF_M <= trunk) & (trunk <= legs.max(axis=0) + STIFF_M)):
        down &= _OF_LEGS
    return _SUPPORTS[down], points[down, 1]


def _bearing(bodies: Vectors, supports: npt.NDArray[np.intp]) -> Vectors:
    """The lowest point of each support, bodies × supports × 3."""
    points = bodies[:, supports]
    lowest = points[..., 1].argmax(axis=2)[..., None, None]
    bearing: Vectors = np.take_along_axis(points, lowest, axis=2)[:, :, 0]
    return bearing


def _off(bearing: Vectors, level: Vectors) -> Vectors:
    """How far each support is from its height, all of them together being right."""
    off = bearing[:, :, 1] - level
    alike: Vectors = off - off.mean(axis=1, keepdims=True)
    return alike


def _tilt(bodies: Vectors, bearing: Vectors, level: Vectors) -> Vectors:
    """One step: the plane that lies best in the supports' errors over the floor is turned level."""
    at, off = bearing[:, :, [0, 2]], _off(bearing, level)
    at = at - at.mean(axis=1, keepdims=True)
    spread = np.einsum("nki,nkj->nij", at, at) + np.eye(2) * (len(level) * STIFF_M**2)
    slope = np.linalg.solve(spread, np.einsum("nki,nk->ni", at, off)[..., None])[..., 0]
    turn = np.stack([slope[:, 1], np.zeros(len(bodies)), -slope[:, 0]], axis=1)
    turned: Vectors = np.einsum("nij,nkj->nki", rotations(turn), bodies)
    return turned

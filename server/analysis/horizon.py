"""Which way is down in the picture: told by a phone, or estimated from how somebody stands.

A camera that stands askew makes everybody lean. Who stands still on two straight legs does not: the line
from between the feet to between the shoulders is upright, and the shoulders are level.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin
from typing import Final, Literal, TypeAlias

import numpy as np

from server.analysis.geometry import INDEX, Shape
from server.analysis.landmarks import NAMES
from server.analysis.vectors import TINY, Vectors

MOST_DEG: Final = 20.0
"""No estimate goes further; what a device tells is taken as it is."""

LEAST_DEG, KEPT_DEG = 2.5, 1.5
"""Less than the first is not corrected, a correction stays down to the second: people sway as much."""

DEG_PER_S: Final = 60.0
"""How fast the correction follows: it is there before the first cue."""

LOOK_S: Final = 0.12
"""From one look at how somebody stands to the next."""

SURE: Final = 8
"""Looks, a second of standing still, before an estimate is believed; as many that are far from it take
its place: the camera has been moved."""

MEMORY: Final = 120
"""Looks that an estimate is the mean of."""

FAR_DEG: Final = 5.0
BENT_DEG: Final = 8.0
"""Trunk and legs, or body and shoulders, that differ by more are no standing straight."""

STRAIGHT_DEG: Final = 160.0
FRONT: Final = 0.45
"""Shoulders at least this wide, in trunks: seen from the side people lean forward."""

UPRIGHT: Final = 0.9
"""Share of the body's length across the picture: somebody who lies has it in depth."""

UNEVEN: Final = 0.12
"""How much longer one leg may look: a lifted one does."""


@dataclass(frozen=True, slots=True)
class Down:
    """Where down is, as the camera sees it, in degrees."""

    roll: float
    """How far it is turned from the bottom of the unmirrored picture toward its right."""

    pitch: float = 0.0
    """How far the camera looks down; below the horizon is positive."""


Wish: TypeAlias = Down | Literal["estimate", "off"]
_POINTS: Final = [
    NAMES.index(f"{side}_{part}") for part in ("shoulder", "hip", "ankle") for side in ("left", "right")
]
_KNEE: Final = INDEX["knee"]


class Horizon:
    """Follows one camera; people may change before it."""

    def __init__(self) -> None:
        self._wish: Wish = "estimate"
        self._t = self._looked_at = 0.0
        self._roll = 0.0
        self.forget()

    def forget(self) -> None:
        self._estimate, self._looks, self._astray = 0.0, 0, 0

    def wish(self, wish: Wish) -> None:
        """What a device tells counts from now on; "estimate" begins anew after another wish."""
        if wish != self._wish:
            self.forget()
        self._wish = wish
        self._roll = wish.roll if isinstance(wish, Down) else 0.0 if wish == "off" else self._roll

    @property
    def down(self) -> Down:
        """What is believed now."""
        if isinstance(self._wish, Down):
            return self._wish
        return Down(self._roll)

    def level(self, flat: Vectors, deep: Vectors) -> tuple[Vectors, Vectors]:
        """A body, 33 × 3 in the picture's plane and in space, turned so that y points down."""
        down = self.down
        if down.roll == 0.0 and down.pitch == 0.0:
            return flat, deep
        roll = _turn(down.roll, 0, 1)
        return flat @ roll, deep @ (roll @ _turn(down.pitch, 2, 1))

    def see(self, shape: Shape, t: float, *, still: bool) -> None:
        """Take in one body, levelled by what was believed, and learn from it if it stands."""
        passed, self._t = max(t - self._t, 0.0), t
        if self._wish != "estimate":
            return
        if still and t - self._looked_at >= LOOK_S:
            self._looked_at = t
            if (lean := lean_of(shape)) is not None:
                self._learn(self._roll - lean)
        self._follow(min(passed, 1.0) * DEG_PER_S)

    def _learn(self, roll: float) -> None:
        if abs(roll) > MOST_DEG:
            return
        if self._looks and abs(roll - self._estimate) > FAR_DEG:
            self._astray += 1
            if self._astray < SURE:
                return
            self._looks = 0
        self._astray = 0
        self._looks = min(self._looks + 1, MEMORY)
        self._estimate += (roll - self._estimate) / self._looks

    def _follow(self, most: float) -> None:
        """Go toward the estimate, as far as it is sure and worth it."""
        if self._looks < SURE:
            return
        least = KEPT_DEG if self._roll else LEAST_DEG
        wanted = self._estimate if abs(self._estimate) >= least else 0.0
        self._roll += min(max(wanted - self._roll, -most), most)


def lean_of(shape: Shape) -> float | None:
    """How far somebody who stands straight and faces the camera leans to the picture's right, in degrees.

    None where nobody stands so.
    """
    if not shape.seen[_POINTS].all() or shape.measures[_KNEE].min() < STRAIGHT_DEG:
        return None
    left, right, left_hip, right_hip, left_foot, right_foot = shape.flat[_POINTS, :2].tolist()
    chest, hips, feet = _middle(left, right), _middle(left_hip, right_hip), _middle(left_foot, right_foot)
    legs, trunk, body = _way(feet, hips), _way(hips, chest), _way(feet, chest)
    if abs(_leaning(legs) - _leaning(trunk)) > BENT_DEG:
        return None
    across = _way(*sorted((left, right)))
    if hypot(*across) < FRONT * hypot(*trunk):
        return None
    lean = _leaning(body)
    if abs(lean - degrees(atan2(across[1], across[0]))) > BENT_DEG:
        return None
    lengths = sorted(hypot(*_way(foot, hips)) for foot in (left_foot, right_foot))
    if lengths[0] < (1.0 - UNEVEN) * lengths[1] or not _stands(shape.deep[_POINTS]):
        return None
    return lean


def _stands(deep: Vectors) -> bool:
    x, y, z = (deep[:2].sum(axis=0) - deep[4:].sum(axis=0)).tolist()
    return bool(hypot(x, y) >= UPRIGHT * max(hypot(x, y, z), TINY))


def _middle(a: list[float], b: list[float]) -> list[float]:
    return [(a[0] + b[0]) / 2.0, (a[1] + b[1]) / 2.0]


def _way(start: list[float], end: list[float]) -> tuple[float, float]:
    return end[0] - start[0], end[1] - start[1]


def _leaning(way: tuple[float, float]) -> float:
    """Of a way up the picture, toward its right."""
    return degrees(atan2(way[0], -way[1]))


def _turn(by: float, across: int, along: int) -> Vectors:
    """What to multiply rows of (x, y, z) with, so that an axis turns toward another."""
    c, s = cos(radians(by)), sin(radians(by))
    turn = np.eye(3)
    turn[across, across] = turn[along, along] = c
    turn[across, along], turn[along, across] = s, -s
    return turn

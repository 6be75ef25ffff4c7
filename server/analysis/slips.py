"""Bodies with one thing off: one joint, or the same of both sides, turned somewhere, the rest as it was."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.generation import Generator, rotations
from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

LEAST_DEG: Final = 4.0

_ARM: Final = ("elbow", "wrist", "pinky", "index", "thumb")
_LEG: Final = ("knee", "ankle", "heel", "foot_index")
_LIMBS: Final = {"shoulder": _ARM, "elbow": _ARM[1:], "hip": _LEG, "knee": _LEG[1:], "ankle": _LEG[2:]}
"""Joints, and what turns with them."""

_SIDES: Final = ("left", "right")
_ALIKE: Final = 1 / 3
"""How often both sides turn, as seen in a mirror."""

_ACROSS: Final = np.array([1.0, -1.0, -1.0])
_HEAD, _UPPER, _LEGS = list(range(11)), list(range(23)), list(range(23, 33))
_MIDDLES: Final = {"trunk": (_UPPER, "hip"), "head": (_HEAD, "shoulder"), "legs": (_LEGS, "hip")}
"""What turns about the middle of a pair."""

_KINDS: Final = (*_LIMBS, *_MIDDLES)
_OFTEN: Final = (0.17, 0.13, 0.17, 0.17, 0.06, 0.16, 0.08, 0.06)


def with_one_slip(rng: Generator, bodies: Vectors, most_deg: float) -> Vectors:
    """The bodies, bodies × 33 × 3, each with one joint turned by up to so many degrees."""
    n = len(bodies)
    axis = rng.normal(size=(n, 3))
    turn = axis / np.linalg.norm(axis, axis=1, keepdims=True)
    turn *= np.radians(rng.uniform(LEAST_DEG, most_deg, (n, 1)))
    kind, side, both = rng.choice(len(_KINDS), n, p=_OFTEN), rng.integers(2, size=n), rng.random(n) < _ALIKE
    slipped = bodies.copy()
    for number, name in enumerate(_KINDS):
        if name in _MIDDLES:
            chosen, (points, pair) = kind == number, _MIDDLES[name]
            pivot = bodies[:, [NAMES.index(f"{s}_{pair}") for s in _SIDES]].mean(axis=1)
            _turn(slipped, chosen, points, (turn, pivot))
            continue
        for at, own in enumerate(_SIDES):
            chosen = (kind == number) & (both | (side == at))
            points = [NAMES.index(f"{own}_{part}") for part in _LIMBS[name]]
            _turn(
                slipped,
                chosen,
                points,
                (turn if at == 0 else turn * _ACROSS, bodies[:, NAMES.index(f"{own}_{name}")]),
            )
    return slipped


def _turn(bodies: Vectors, chosen: Vectors, points: list[int], how: tuple[Vectors, Vectors]) -> None:
    """Turn some points of the chosen bodies about their pivots."""
    which = np.flatnonzero(chosen)
    turn, pivot = (part[which] for part in how)
    at = np.ix_(which, np.array(points))
    bodies[at] = np.einsum("nij,npj->npi", rotations(turn), bodies[at] - pivot[:, None]) + pivot[:, None]

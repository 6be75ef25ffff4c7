"""Bodies generated from the poses' figures: other proportions and joint angles, seen by some camera, with the
noise and the guesses of a landmarker.

Figures and bodies are bodies × 33 × 3 metres about the middle of the hips, in the axes of world landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

Generator = np.random.Generator

JITTER_DEG: Final = 11.0
"""How far joints are from the figure's, one standard deviation: people differ, and so do teachers."""

LIMB_SPREAD, WIDTH_SPREAD = 0.08, 0.12
"""Logarithmic spread of lengths of limbs and widths of shoulders and hips; limbs differ by about 5 %."""

TURN_DEG, PITCH_DEG, ROLL_DEG = 22.0, 9.0, 3.0
"""Spread of the camera about the pose's view."""

NEAR_M, FAR_M = 2.2, 5.0
SEEN_M, DEPTH_M = 0.016, 0.06
"""Errors of a landmark across the picture and in depth."""

LOST, LOST_M = 0.04, 0.12
"""Share of landmarks that are somewhere else, and how far."""

HIDDEN_M: Final = 0.045
"""Error of a far limb that the landmarker has to guess."""

_HEAD: Final = list(range(11))
_SIDES: Final = ("left", "right")


def _chain(words: str) -> tuple[tuple[int, int], ...]:
    """Pairs of (landmark, the one it hangs on), both sides, of words such as "elbow<shoulder"."""
    pairs = [word.split("<") for word in words.split()]
    return tuple((NAMES.index(f"{s}_{a}"), NAMES.index(f"{s}_{b}")) for a, b in pairs for s in _SIDES)


_ARM: Final = _chain("elbow<shoulder wrist<elbow")
_LEG: Final = _chain("knee<hip ankle<knee")
_HAND: Final = _chain("pinky<wrist index<wrist thumb<wrist")
_FOOT: Final = _chain("heel<ankle foot_index<ankle")
_LEFT_HIP, _RIGHT_HIP = (NAMES.index(f"{s}_hip") for s in _SIDES)
_LEFT_SHOULDER, _RIGHT_SHOULDER = (NAMES.index(f"{s}_shoulder") for s in _SIDES)


@dataclass(frozen=True, slots=True)
class Seen:
    """Bodies as a landmarker sees them."""

    flat: Vectors
    """In the picture's plane, depth 0."""

    deep: Vectors
    """In space."""


def vary(rng: Generator, upper: Vectors, lower: Vectors, jitter: float = JITTER_DEG) -> Vectors:
    """Bodies with the trunk, head and arms of some figures and the legs of others, joints off by `jitter`."""
    n = len(upper)
    body = np.zeros((n, len(NAMES), 3))
    lean = turns(rng, n, jitter / 2)
    hips = _apply(turns(rng, n, jitter / 2), lower[:, _LEFT_HIP]) * _stretch(rng, n, WIDTH_SPREAD)
    body[:, _LEFT_HIP], body[:, _RIGHT_HIP] = hips, -hips
    _put_shoulders(rng, body, upper, lean, jitter)
    middle = upper[:, [_LEFT_SHOULDER, _RIGHT_SHOULDER]].mean(axis=1)
    neck, nod = body[:, [_LEFT_SHOULDER, _RIGHT_SHOULDER]].mean(axis=1), turns(rng, n, jitter)
    for point in _HEAD:
        body[:, point] = neck + _apply(lean, _apply(nod, upper[:, point] - middle))
    _hang(rng, body, upper, _ARM, (jitter * 1.2, lean))
    _hang(rng, body, upper, _HAND, (jitter, lean))
    _hang(rng, body, lower, _LEG, (jitter, None))
    _hang(rng, body, lower, _FOOT, (jitter, None))
    return body


def _put_shoulders(rng: Generator, body: Vectors, upper: Vectors, lean: Vectors, jitter: float) -> None:
    n = len(body)
    trunk = _apply(lean, upper[:, [_LEFT_SHOULDER, _RIGHT_SHOULDER]].mean(axis=1))
    trunk *= _stretch(rng, n, LIMB_SPREAD)
    half = (upper[:, _LEFT_SHOULDER] - upper[:, _RIGHT_SHOULDER]) / 2
    half = _apply(lean, _apply(turns(rng, n, jitter * 0.4), half)) * _stretch(rng, n, WIDTH_SPREAD)
    body[:, _LEFT_SHOULDER], body[:, _RIGHT_SHOULDER] = trunk + half, trunk - half


def _hang(
    rng: Generator,
    body: Vectors,
    figure: Vectors,
    pairs: tuple[tuple[int, int], ...],
    turned: tuple[float, Vectors | None],
) -> None:
    """Hang points on others with the figure's bones, stretched alike on both sides.

    `turned` is by how many degrees each bone turns, and how the whole trunk leans.
    """
    n, (jitter, lean) = len(body), turned
    for left in range(0, len(pairs), 2):
        stretch = _stretch(rng, n, LIMB_SPREAD)
        for point, parent in pairs[left : left + 2]:
            bone = _apply(turns(rng, n, jitter), figure[:, point] - figure[:, parent])
            body[:, point] = body[:, parent] + (bone if lean is None else _apply(lean, bone)) * stretch


def look(rng: Generator, bodies: Vectors, views: npt.NDArray[np.str_]) -> Seen:
    """See each body from about the view of its pose, at some distance, with a landmarker's errors."""
    n = len(bodies)
    side = np.where(rng.random(n) < 0.5, 90.0, -90.0)
    yaw = np.where(views == "side", side, 0.0) + rng.normal(0.0, TURN_DEG, n)
    yaw = np.where(views == "any", rng.uniform(-110.0, 110.0, n), yaw)
    turn = _about(0, rng.normal(3.0, PITCH_DEG, n)) @ _about(2, rng.normal(0.0, ROLL_DEG, n)) @ _about(1, yaw)
    deep = np.einsum("nij,nkj->nki", turn, bodies)
    away = rng.uniform(NEAR_M, FAR_M, n)[:, None, None]
    flat = deep / (1.0 + deep[:, :, 2:] / away)
    lost = rng.random((n, len(NAMES), 1)) < LOST
    error = np.where(lost, LOST_M, SEEN_M)
    deep = deep + rng.normal(size=deep.shape) * np.where(lost, 3.0, 1.0) * [SEEN_M, SEEN_M, DEPTH_M]
    flat = flat + rng.normal(size=flat.shape) * error
    _guess_far_limbs(rng, flat, deep, (views == "side") & (rng.random(n) < 0.5))
    flat[:, :, 2] = 0.0
    return Seen(flat, deep)


def _guess_far_limbs(rng: Generator, flat: Vectors, deep: Vectors, hidden: npt.NDArray[np.bool_]) -> None:
    left_is_far = deep[:, _LEFT_SHOULDER, 2] > deep[:, _RIGHT_SHOULDER, 2]
    for side, far in (("left", left_is_far), ("right", ~left_is_far)):
        points = [n for n, name in enumerate(NAMES) if name.startswith(side) and n > _RIGHT_SHOULDER]
        for seen in (flat, deep):
            where = np.ix_(np.flatnonzero(hidden & far), np.array(points))
            seen[where] += rng.normal(0.0, HIDDEN_M, seen[where].shape)


def turns(rng: Generator, n: int, spread: float) -> Vectors:
    """n random rotations, `spread` degrees about axes of any direction (Rodrigues' formula)."""
    axis = rng.normal(size=(n, 3))
    x, y, z = (axis / np.linalg.norm(axis, axis=1, keepdims=True)).T
    o = np.zeros(n)
    cross = np.array([[o, -z, y], [z, o, -x], [-y, x, o]]).transpose(2, 0, 1)
    angle = np.radians(rng.normal(0.0, spread, n))[:, None, None]
    rotation: Vectors = np.eye(3) + np.sin(angle) * cross + (1.0 - np.cos(angle)) * (cross @ cross)
    return rotation


def _about(axis: int, degrees: Vectors) -> Vectors:
    """Rotations about one axis."""
    c, s = np.cos(np.radians(degrees)), np.sin(np.radians(degrees))
    rotation = np.zeros((len(degrees), 3, 3))
    one, other = [n for n in range(3) if n != axis]
    rotation[:, axis, axis] = 1.0
    rotation[:, one, one] = rotation[:, other, other] = c
    rotation[:, one, other], rotation[:, other, one] = -s, s
    return rotation


def _apply(rotations: Vectors, vectors: Vectors) -> Vectors:
    turned: Vectors = np.einsum("nij,nj->ni", rotations, vectors)
    return turned


def _stretch(rng: Generator, n: int, spread: float) -> Vectors:
    return np.exp(rng.normal(0.0, spread, n))[:, None]

"""Bodies generated from the poses' figures: other proportions and joint angles, seen by some camera, with the
noise and the guesses of a landmarker.

Figures and bodies are bodies × 33 × 3 metres about the middle of the hips, in the axes of world landmarks.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

Generator = np.random.Generator
Spread: TypeAlias = float | npt.NDArray[np.float64]
"""One for all bodies, or each its own."""

JITTER_DEG: Final = 11.0
"""How far joints are from the figure's, one standard deviation: people differ, and so do teachers."""

LIMB_SPREAD, WIDTH_SPREAD = 0.08, 0.12
"""Logarithmic spread of lengths of limbs and widths of shoulders and hips; limbs differ by about 5 %."""

NEAR_M, FAR_M = 2.2, 5.0
LOST_M: Final = 0.12
"""How far a lost landmark is from where it belongs."""

HIDDEN_M: Final = 0.045
"""Error of a far limb that the landmarker has to guess."""

SIDE_ON: Final = 0.8
"""Sine of the turn from which a body hides its far limbs."""

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
class Conditions:
    """How well a camera and a landmarker see; the defaults are for learning, a little worse than usual."""

    turn_deg: float = 22.0
    """Spread of the camera about the pose's view; its pitch and its roll beside."""

    pitch_deg: float = 9.0
    roll_deg: float = 3.0
    seen_m: float = 0.013
    depth_m: float = 0.06
    """Errors of a landmark across the picture and in depth."""

    lost: float = 0.025
    """Share of landmarks that are somewhere else."""

    hidden: float = 0.5
    """Share of side views in which the far limbs are guessed."""


LEARNING: Final = Conditions()


@dataclass(frozen=True, slots=True)
class Seen:
    """Bodies as a landmarker sees them."""

    flat: Vectors
    """In the picture's plane, depth 0."""

    deep: Vectors
    """In space."""


def vary(rng: Generator, upper: Vectors, lower: Vectors, jitter: Spread = JITTER_DEG) -> Vectors:
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


def _put_shoulders(rng: Generator, body: Vectors, upper: Vectors, lean: Vectors, jitter: Spread) -> None:
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
    turned: tuple[Spread, Vectors | None],
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


def yaws(
    rng: Generator, views: npt.NDArray[np.str_], conditions: Conditions = LEARNING
) -> npt.NDArray[np.float64]:
    """Where the camera stands for bodies each seen in its view, in degrees about the upright axis."""
    side = np.where(rng.random(len(views)) < 0.5, 90.0, -90.0)
    about = np.where(views == "side", side, 0.0) + rng.normal(0.0, conditions.turn_deg, len(views))
    return np.where(views == "any", rng.uniform(-110.0, 110.0, len(views)), about)


def look(
    rng: Generator, bodies: Vectors, yaw: npt.NDArray[np.float64], conditions: Conditions = LEARNING
) -> Seen:
    """See each body, turned by `yaw`, at some distance, with a landmarker's errors."""
    n = len(bodies)
    pitch, roll = rng.normal(3.0, conditions.pitch_deg, n), rng.normal(0.0, conditions.roll_deg, n)
    turn = _about(0, pitch) @ _about(2, roll) @ _about(1, yaw)
    deep = np.einsum("nij,nkj->nki", turn, bodies)
    away = rng.uniform(NEAR_M, FAR_M, n)[:, None, None]
    flat = deep / (1.0 + deep[:, :, 2:] / away)
    lost = rng.random((n, len(NAMES), 1)) < conditions.lost
    across, depth = conditions.seen_m, conditions.depth_m
    deep = deep + rng.normal(size=deep.shape) * np.where(lost, 3.0, 1.0) * [across, across, depth]
    flat = flat + rng.normal(size=flat.shape) * np.where(lost, LOST_M, across)
    side_on = np.abs(np.sin(np.radians(yaw))) > SIDE_ON
    _guess_far_limbs(rng, flat, deep, side_on & (rng.random(n) < conditions.hidden))
    flat[:, :, 2] = 0.0
    return Seen(flat, deep)


def _guess_far_limbs(rng: Generator, flat: Vectors, deep: Vectors, hidden: npt.NDArray[np.bool_]) -> None:
    left_is_far = deep[:, _LEFT_SHOULDER, 2] > deep[:, _RIGHT_SHOULDER, 2]
    for side, far in (("left", left_is_far), ("right", ~left_is_far)):
        points = [n for n, name in enumerate(NAMES) if name.startswith(side) and n > _RIGHT_SHOULDER]
        for seen in (flat, deep):
            where = np.ix_(np.flatnonzero(hidden & far), np.array(points))
            seen[where] += rng.normal(0.0, HIDDEN_M, seen[where].shape)


def turns(rng: Generator, n: int, spread: Spread) -> Vectors:
    """n random rotations, `spread` degrees about axes of any direction."""
    axis = rng.normal(size=(n, 3))
    angle = np.radians(rng.normal(0.0, spread, n))[:, None]
    return rotations(axis / np.linalg.norm(axis, axis=1, keepdims=True) * angle)


def rotations(by: Vectors) -> Vectors:
    """Rotations by vectors: direction the axis, length the angle in radians (Rodrigues' formula)."""
    angle = np.linalg.norm(by, axis=1)
    x, y, z = (by / np.maximum(angle, 1e-9)[:, None]).T
    o = np.zeros(len(by))
    cross = np.array([[o, -z, y], [z, o, -x], [-y, x, o]]).transpose(2, 0, 1)
    angle = angle[:, None, None]
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

"""From the directions of a body's bones to its 33 points in the room.

Two frames of axes are used. A posture is told in the body's own: x forward, y to its left, z up. Points come
out in the room's, which are MediaPipe's world axes for a level camera: x to the right of the picture, y down,
z away from the camera, metres, the floor at y = 0.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import COUNT

Floats: TypeAlias = npt.NDArray[np.float64]


class Bone(enum.IntEnum):
    """What a posture gives a direction for; each left is followed by its right."""

    TRUNK = 0
    HEAD = 1
    GAZE = 2
    HIPS = 3
    """From the right hip to the left one."""
    SHOULDERS = 4
    """From the right shoulder to the left one."""
    L_UPPER_ARM = 5
    R_UPPER_ARM = 6
    L_FOREARM = 7
    R_FOREARM = 8
    L_HAND = 9
    R_HAND = 10
    L_THIGH = 11
    R_THIGH = 12
    L_SHIN = 13
    R_SHIN = 14
    L_FOOT = 15
    """From the heel to the toes."""
    R_FOOT = 16
    L_SOLE = 17
    """Out of the sole of the foot: down, when standing."""
    R_SOLE = 18


SWAPPED: Final = np.array([0, 1, 2, 3, 4, 6, 5, 8, 7, 10, 9, 12, 11, 14, 13, 16, 15, 18, 17])
"""For each bone, its counterpart on the other side of the body."""

TRUNK_M: Final = 0.49
SHOULDER_M: Final = 0.17
HIP_M: Final = 0.11
UPPER_ARM_M: Final = 0.265
FOREARM_M: Final = 0.245
THIGH_M: Final = 0.40
SHIN_M: Final = 0.40
EAR_UP_M: Final = 0.18
"""Lengths in the proportions that MediaPipe's own world landmarks have over photos of upright people (medians
of 90: trunk 0.48, shoulders 0.33 and hips 0.23 wide, arm 0.23 + 0.24, leg 0.37 + 0.37, ears 0.18 above the
shoulders), on a body 1.7 m tall."""

SHRUG_M: Final = 0.045
"""What a shoulder rises by when its arm goes overhead; MediaPipe places it 3 to 7 cm higher there."""

_FACE: Final = np.array(
    [  # forward, to the left, up, from the middle of the ears: nose, eyes left then right, ears, mouth
        [0.118, 0.000, -0.008],
        [0.094, 0.018, 0.030], [0.091, 0.033, 0.030], [0.083, 0.047, 0.029],
        [0.094, -0.018, 0.030], [0.091, -0.033, 0.030], [0.083, -0.047, 0.029],
        [0.000, 0.074, 0.000], [0.000, -0.074, 0.000],
        [0.092, 0.024, -0.052], [0.092, -0.024, -0.052],
    ]
)  # fmt: skip

_FLESH: Final = np.full(COUNT, 0.03)
"""How far the floor stays below each point when the body rests on it, metres."""
_FLESH[:11] = 0.10
_FLESH[[11, 12, 13, 14]] = 0.05
_FLESH[[15, 16]] = 0.035
_FLESH[17:23] = 0.018
_FLESH[[23, 24]] = 0.115
_FLESH[[25, 26]] = 0.055
_FLESH[[27, 28]] = 0.04
_FLESH[29:33] = 0.022


@dataclass(frozen=True, slots=True)
class Posture:
    """A shape of the body, how it stands to the camera and where."""

    bones: Floats
    """19 × 3 unit vectors in the body's axes, ordered as `Bone`."""

    turn: float
    """Degrees about the vertical: 0 faces the camera, 90 the right edge of the picture."""

    place: float = 0.0
    """Metres from the middle of the room to the middle of the hips, to the right."""


def unit(vectors: Floats) -> Floats:
    """The same directions at length one; shape ... × 3."""
    length: Floats = np.sqrt((vectors * vectors).sum(axis=-1, keepdims=True))
    directions: Floats = vectors / np.maximum(length, 1e-9)
    return directions


def across(vectors: Floats, axis: Floats) -> Floats:
    """The unit part of each vector that is perpendicular to its unit axis; shapes ... × 3."""
    return unit(vectors - (vectors * axis).sum(axis=-1, keepdims=True) * axis)


def between(a: Posture, b: Posture, share: float) -> Posture:
    """The posture a share of the way from one to the other, each bone turning along its shorter arc."""
    cosine = np.clip((a.bones * b.bones).sum(axis=1), -1.0, 1.0)
    angle = np.arccos(cosine)[:, None]
    sine = np.maximum(np.sin(angle), 1e-6)
    bones = (np.sin((1.0 - share) * angle) * a.bones + np.sin(share * angle) * b.bones) / sine
    near = angle[:, 0] < 1e-4
    bones[near] = b.bones[near]
    return Posture(unit(bones), a.turn + share * (b.turn - a.turn), a.place + share * (b.place - a.place))


def mirrored(posture: Posture) -> Posture:
    """The other side's posture, as a mirror would show it."""
    bones = posture.bones[SWAPPED] * np.array([1.0, -1.0, 1.0])
    bones[[Bone.HIPS, Bone.SHOULDERS]] *= -1.0
    return Posture(bones, -posture.turn, -posture.place)


def points(posture: Posture) -> Floats:
    """The 33 points of MediaPipe's order in the room, the lowest flesh resting on the floor; 33 × 3."""
    room = _turned(_joints(posture.bones), posture.turn)
    room[:, 0] += posture.place
    room[:, 1] -= (room[:, 1] + _FLESH).max()
    return room


def _turned(body: Floats, turn: float) -> Floats:
    cosine, sine = np.cos(np.radians(turn)), np.sin(np.radians(turn))
    forward, left, up = body.T
    return np.stack([left * cosine + forward * sine, -up, left * sine - forward * cosine], axis=1)


def _joints(bones: Floats) -> Floats:
    """The points about the middle of the hips, in the body's axes."""
    body = np.zeros((COUNT, 3))
    neck = TRUNK_M * bones[Bone.TRUNK]
    body[11], body[12] = SHOULDER_M * bones[Bone.SHOULDERS], -SHOULDER_M * bones[Bone.SHOULDERS]
    shrug = _shrug(bones)
    body[11:13] += neck + shrug
    body[23], body[24] = HIP_M * bones[Bone.HIPS], -HIP_M * bones[Bone.HIPS]
    body[:11] = neck + 0.4 * shrug.mean(axis=0) + _face(bones)
    body[13:15] = body[11:13] + UPPER_ARM_M * bones[Bone.L_UPPER_ARM : Bone.L_FOREARM]
    body[15:17] = body[13:15] + FOREARM_M * bones[Bone.L_FOREARM : Bone.L_HAND]
    _hands(body, bones)
    body[25:27] = body[23:25] + THIGH_M * bones[Bone.L_THIGH : Bone.L_SHIN]
    body[27:29] = body[25:27] + SHIN_M * bones[Bone.L_SHIN : Bone.L_FOOT]
    _feet(body, bones)
    return body


def _shrug(bones: Floats) -> Floats:
    """How far each shoulder rides up with its arm; 2 × 3 metres."""
    lifted = 0.5 + 0.5 * bones[Bone.L_UPPER_ARM : Bone.L_FOREARM] @ bones[Bone.TRUNK]
    up: Floats = SHRUG_M * (lifted**2)[:, None] * bones[Bone.TRUNK]
    return up


def _face(bones: Floats) -> Floats:
    up = bones[Bone.HEAD]
    forward = across(bones[Bone.GAZE], up)
    axes = np.stack([forward, np.cross(up, forward), up])
    face: Floats = EAR_UP_M * up + _FACE @ axes
    return face


def _hands(body: Floats, bones: Floats) -> None:
    along = bones[Bone.L_HAND : Bone.L_THIGH]
    chest = np.cross(bones[Bone.SHOULDERS], bones[Bone.TRUNK])
    thumb = across(np.broadcast_to(chest + 0.4 * bones[Bone.TRUNK], (2, 3)), along)
    wrists = body[15:17]
    body[17:19] = wrists + 0.078 * along - 0.028 * thumb
    body[19:21] = wrists + 0.085 * along + 0.026 * thumb
    body[21:23] = wrists + 0.040 * along + 0.034 * thumb


def _feet(body: Floats, bones: Floats) -> None:
    along = bones[Bone.L_FOOT : Bone.L_SOLE]
    sole = across(bones[Bone.L_SOLE :], along)
    ankles = body[27:29]
    body[29:31] = ankles + 0.048 * sole - 0.035 * along
    body[31:33] = ankles + 0.055 * sole + 0.120 * along

"""Everything that can be measured on a stack of bodies, all at once: angles, distances and heights.

A frame is two bodies, the flat and the deep one, so what costs is the number of array operations and not
their size: readings stand in tables, and all of one kind are taken in a few operations.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final, TypeAlias

import numpy as np

from server.analysis.body import SPAN, Body, Rows, body_of, rows, weights_of
from server.analysis.vectors import TINY, Vectors, dot, length

WIDE_STANCE: Final = 0.6
"""Feet further apart than this many leg lengths make a stance line; else a knee travels along its foot."""

_Pairs: TypeAlias = Mapping[str, tuple[str, str]]

ANGLES: Final[_Pairs] = {
    "shoulder": ("flank", "upper_arm"),
    "upper_arm_incl": ("upper_arm", "up"),
    "forearm_incl": ("forearm", "up"),
    "arm_incl": ("arm", "up"),
    "thigh_incl": ("thigh", "up"),
    "shin_incl": ("shin", "up"),
    "leg_incl": ("leg", "up"),
    "gaze_incl": ("gaze", "up"),
    "thigh_split": ("thigh", "other_thigh"),
    "trunk_incl": ("trunk", "up"),
    "chest_incl": ("chest", "up"),
    "arm_lat": ("arm", "shoulders"),
    "thigh_lat": ("thigh", "hips"),
    "gaze_lead": ("level_gaze", "level_ankles"),
}
"""Between two vectors."""

JOINTS: Final[_Pairs] = {
    "elbow": ("upper_arm", "forearm"),
    "hip": ("flank", "thigh"),
    "knee": ("thigh", "shin"),
    "ankle": ("shin", "foot"),
}
"""Inner angle of two bones that follow each other: 180 is straight."""

SLOPES: Final[_Pairs] = {
    "thigh_fwd": ("thigh", "chest"),
    "lean_lead": ("trunk", "level_ankles"),
    "side_bend": ("trunk", "level_hips"),
}
TILTS: Final[_Pairs] = {
    "hip_tilt": ("left_hips", "up"),
    "shoulder_tilt": ("left_shoulders", "up"),
    "hip_square": ("level_left_hips", "level_ankles"),
}
"""What is missing to a right angle, and where only the amount counts; squareness is what is left of it."""

TURNS: Final = ("head_flex", "twist")
"""How far the head goes forward of the trunk, and the shoulders are turned against the hips to each side."""

LEG_LENGTHS: Final = {
    "stance": "ankles",
    "knee_gap": "knees",
    "heel_hip": "leg",
    "wrist_ankle": "hand_to_foot",
    "hands_feet": "hands_to_feet",
}
ARM_LENGTHS: Final = {"wrist_gap": "wrists", "elbow_gap": "elbows"}
"""Distances in leg lengths, and in arm lengths."""

SEGMENTS: Final[_Pairs] = {
    "foot_on_leg": ("other_hip_to_ankle", "other_thigh"),
    "foot_on_shin": ("other_knee_to_ankle", "other_shin"),
    "knee_arm": ("shoulder_to_knee", "upper_arm"),
}
"""Distance of a point to a bone, in leg lengths: the way to it from where the bone begins, and the bone."""

OFFSETS: Final[_Pairs] = {
    "knee_travel": ("shin", "level_ankles"),
    "travel_on_foot": ("shin", "level_sole"),
    "knee_drop": ("shin", "level_chest"),
    "knee_in": ("shin", "level_hips"),
    "cross_ankle": ("left_ankles", "left_hips"),
    "sh_over_wr": ("hands_to_shoulders", "level_trunk"),
}
"""How far the first goes along the second: the shin in shins, the feet in legs, the hands in arms."""

HEIGHTS: Final = {
    "hip_h": "mid_hip",
    "shoulder_h": "mid_shoulder",
    "head_h": "nose",
    "elbow_h": "elbow",
    "wrist_h": "wrist",
    "ankle_h": "ankle",
    "knee_h": "knee",
}
"""Points whose height above the lowest one is told, in leg lengths."""

DROPS: Final = ("foot_knee_dh", "sh_below_el", "heel_lift", "hip_line")
"""How much higher one point is than another, or than a line."""

READING: Final = {
    name: row
    for row, name in enumerate(
        chain(
            *(ANGLES, JOINTS, SLOPES, TILTS, TURNS),
            *(LEG_LENGTHS, ARM_LENGTHS, SEGMENTS, OFFSETS, HEIGHTS, DROPS),
        )
    )
}
"""Row of each reading in the result of `measure_points`."""


def _block(table: Mapping[str, object]) -> slice:
    """The rows of a table, which follow each other."""
    first = READING[next(iter(table))]
    return slice(first, first + len(table))


def _ends(pairs: _Pairs) -> tuple[Rows, Rows]:
    first, second = zip(*pairs.values(), strict=True)
    return rows(first), rows(second)


_ALL_ANGLES: Final = {**ANGLES, **JOINTS, **SLOPES, **TILTS}
_ANGLE_ROWS, (_ANGLE_A, _ANGLE_B) = _block(_ALL_ANGLES), _ends(_ALL_ANGLES)
_FROM: Final = np.repeat((0.0, 180.0, 90.0), (len(ANGLES), len(JOINTS), len(SLOPES) + len(TILTS)))[:, None]
_TO: Final = np.degrees(np.where(_FROM > 0.0, -1.0, 1.0))
_TILT_ROWS, _HIP_SQUARE = _block(TILTS), READING["hip_square"]

_ASIDE_AHEAD: Final = _ends(
    {
        "head aside": ("head", "chest"),
        "head ahead": ("head", "trunk"),
        "shoulders aside": ("shoulder_front", "left_hips"),
        "shoulders ahead": ("shoulder_front", "hip_front"),
    }
)
_HEAD_FLEX, _TWIST = (READING[name] for name in TURNS)
_TO_EACH_SIDE: Final = np.array([1.0, -1.0])

_LEG_ROWS, _LEG_OF = _block(LEG_LENGTHS), rows(LEG_LENGTHS.values())
_ARM_ROWS, _ARM_OF = _block(ARM_LENGTHS), rows(ARM_LENGTHS.values())
_SEGMENT_ROWS, (_WAY, _BONE) = _block(SEGMENTS), _ends(SEGMENTS)
_FOOT_ON_LEG: Final = READING["foot_on_leg"]

_OFFSET_ROWS, (_OFFSET, _ALONG) = _block(OFFSETS), _ends(OFFSETS)
_SHIN_SIGN: Final = np.array([-1.0, -1.0, -1.0, 1.0])[:, None]
"""The shin points down from the knee; how far the knee has gone is the other way."""

_HEIGHT_ROWS: Final = _block(HEIGHTS)
_HEIGHT_WEIGHTS: Final = (
    np.array([[weights_of(word, side) for side in (0, 1)] for word in HEIGHTS.values()])
    .reshape(2 * len(HEIGHTS), -1)
    .T.copy()
)
_FOOT_KNEE_DH, _SH_BELOW_EL, _HEEL_LIFT, _HIP_LINE = (READING[name] for name in DROPS)
_LEVEL: Final = np.array([1.0, 0.0, 1.0])


def measure_points(points: Vectors) -> Vectors:
    """Measure a stack of bodies, bodies × 33 × 3 with y down.

    Gives bodies × rows of `READING` × sides (left, right): degrees for angles, body lengths for the rest.
    """
    body = body_of(points)
    found = np.empty((len(points), len(READING), 2))
    _take_angles(body, found)
    _take_turns(body, found)
    _take_distances(body, found)
    _take_offsets(body, found)
    _take_heights(body, found)
    return found


def _take_angles(b: Body, found: Vectors) -> None:
    """Angles, 90 where a vector has no length."""
    size = b.lengths.take(_ANGLE_A, 1) * b.lengths.take(_ANGLE_B, 1)
    cosine = dot(b.vectors.take(_ANGLE_A, 1), b.vectors.take(_ANGLE_B, 1)) / np.maximum(size, TINY)
    found[:, _ANGLE_ROWS] = _FROM + _TO * np.arccos(np.minimum(np.maximum(cosine, -1.0), 1.0))
    found[:, _TILT_ROWS] = np.abs(found[:, _TILT_ROWS])
    found[:, _HIP_SQUARE] = 90.0 - found[:, _HIP_SQUARE]


def _take_turns(b: Body, found: Vectors) -> None:
    first, second = _ASIDE_AHEAD
    vectors = b.vectors[:, :, 0]
    shares = dot(vectors.take(first, 1), vectors.take(second, 1))
    shares /= np.maximum(b.lengths[:, :, 0].take(second, 1), TINY)
    turned = np.degrees(np.arctan2(shares[:, ::2], shares[:, 1::2]))
    found[:, _HEAD_FLEX] = turned[:, :1]
    found[:, _TWIST] = turned[:, 1:] * _TO_EACH_SIDE


def _take_distances(b: Body, found: Vectors) -> None:
    leg = b.leg[:, None]
    found[:, _LEG_ROWS] = b.lengths.take(_LEG_OF, 1) / leg
    found[:, _ARM_ROWS] = b.lengths.take(_ARM_OF, 1) / b.arm[:, None]
    way, bone = b.vectors.take(_WAY, 1), b.vectors.take(_BONE, 1)
    share = dot(way, bone) / np.maximum(dot(bone, bone), TINY)
    share = np.minimum(np.maximum(share, 0.0), 1.0)
    found[:, _SEGMENT_ROWS] = length(way - share[..., None] * bone) / leg
    found[:, _FOOT_ON_LEG] = np.minimum(found[:, _FOOT_ON_LEG], found[:, _FOOT_ON_LEG + 1])


def _take_offsets(b: Body, found: Vectors) -> None:
    """Signed distances that say where a knee, a foot or the shoulders have gone."""
    along = dot(b.vectors.take(_OFFSET, 1), b.vectors.take(_ALONG, 1))
    along /= np.maximum(b.lengths.take(_ALONG, 1), TINY)
    along[:, :4] *= _SHIN_SIGN / b.shin[:, None]
    along[:, 4] /= b.leg
    along[:, 5] /= b.arm
    narrow = b.lengths[:, SPAN["level_ankles"]] <= WIDE_STANCE * b.leg
    np.copyto(along[:, 0], along[:, 1], where=narrow)
    found[:, _OFFSET_ROWS] = along


def _take_heights(b: Body, found: Vectors) -> None:
    """How high points are above the lowest one and above each other; y is down."""
    down = (b.points[:, :, 1] @ _HEIGHT_WEIGHTS).reshape(len(b.points), -1, 2)
    found[:, _HEIGHT_ROWS] = (b.floor - down) / b.leg[:, None]
    drop = b.vectors[..., 1]
    found[:, _FOOT_KNEE_DH] = np.abs(drop[:, SPAN["other_knee_to_ankle"]]) / b.leg
    found[:, _SH_BELOW_EL] = drop[:, SPAN["upper_arm"]] / -b.arm
    found[:, _HEEL_LIFT] = drop[:, SPAN["sole"]] / b.shin
    found[:, _HIP_LINE] = _above_line(b) / b.leg


def _above_line(b: Body) -> Vectors:
    """Height of the hips above the line from shoulders to feet, at their own place along the floor."""
    hips, feet = b.vectors[:, SPAN["shoulders_to_hips"], 0], b.vectors[:, SPAN["shoulders_to_feet"], 0]
    along = feet * _LEVEL
    reach = dot(along, along)
    share = np.minimum(np.maximum(dot(hips, along) / np.maximum(reach, TINY), 0.0), 1.0)
    share[reach <= TINY] = 0.5
    above: Vectors = (share * feet[:, 1] - hips[:, 1])[:, None]
    return above

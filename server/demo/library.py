"""Every pose of the library as a posture, made from its figure: what flows and classes are practised with."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np

from server.analysis.figures import load_figures
from server.analysis.landmarks import NAMES
from server.analysis.loading import load_library
from server.demo.body import Bone, Floats, Posture, unit

SIDEWAYS: Final = 85.0
"""Degrees to turn for poses that are seen from the side."""


@cache
def posture_of(pose_id: str) -> Posture:
    """A pose led by the left, turned as the camera has to see it, the lead side near. Raises KeyError."""
    pose = load_library().poses[pose_id]
    turn = 0.0 if pose.view != "side" else -SIDEWAYS if pose.sided else SIDEWAYS
    return Posture(unit(_bones(_in_the_bodys_axes(load_figures()[pose_id]))), turn)


@cache
def is_sided(pose_id: str) -> bool:
    """Whether a pose has a lead side. Raises KeyError."""
    return load_library().poses[pose_id].sided


def _in_the_bodys_axes(figure: Floats) -> Floats:
    """From x right, y down, z away, of somebody who faces the camera, to x forward, y to the left, z up."""
    axes: Floats = np.stack([-figure[:, 2], figure[:, 0], -figure[:, 1]], axis=1)
    return axes


def _bones(body: Floats) -> Floats:
    """Ordered as `Bone`; 19 × 3."""
    at = {name: body[number] for number, name in enumerate(NAMES)}

    def between(part: str) -> Floats:
        middle: Floats = (at[f"left_{part}"] + at[f"right_{part}"]) / 2
        return middle

    bones = np.zeros((len(Bone), 3))
    bones[Bone.TRUNK] = between("shoulder") - between("hip")
    bones[Bone.HEAD] = between("ear") - between("shoulder")
    bones[Bone.GAZE] = at["nose"] - between("ear")
    bones[Bone.HIPS] = at["left_hip"] - at["right_hip"]
    bones[Bone.SHOULDERS] = at["left_shoulder"] - at["right_shoulder"]
    for n, side in enumerate(("left", "right")):
        point = {part: at[f"{side}_{part}"] for part in _PARTS}
        for bone, (start, end) in _LIMBS.items():
            bones[bone + n] = point[end] - point[start]
        bones[Bone.L_HAND + n] = (point["index"] + point["pinky"]) / 2 - point["wrist"]
        bones[Bone.L_SOLE + n] = (point["heel"] + point["foot_index"]) / 2 - point["ankle"]
    return bones


_LIMBS: Final = {
    Bone.L_UPPER_ARM: ("shoulder", "elbow"),
    Bone.L_FOREARM: ("elbow", "wrist"),
    Bone.L_THIGH: ("hip", "knee"),
    Bone.L_SHIN: ("knee", "ankle"),
    Bone.L_FOOT: ("heel", "foot_index"),
}
_PARTS: Final = (
    "shoulder", "elbow", "wrist", "index", "pinky", "hip", "knee", "ankle", "heel", "foot_index",
)  # fmt: skip

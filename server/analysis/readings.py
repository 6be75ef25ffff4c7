"""What can be read off a body, as tables of vectors and points: angles, distances and heights."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from typing import Final, TypeAlias

Pairs: TypeAlias = Mapping[str, tuple[str, str]]

ANGLES: Final[Pairs] = {
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

JOINTS: Final[Pairs] = {
    "elbow": ("upper_arm", "forearm"),
    "hip": ("flank", "thigh"),
    "knee": ("thigh", "shin"),
    "ankle": ("shin", "foot"),
}
"""Inner angle of two bones that follow each other: 180 is straight."""

SLOPES: Final[Pairs] = {
    "thigh_fwd": ("thigh", "chest"),
    "lean_lead": ("trunk", "level_ankles"),
    "side_bend": ("trunk", "level_hips"),
}
TILTS: Final[Pairs] = {
    "hip_tilt": ("left_hips", "up"),
    "shoulder_tilt": ("left_shoulders", "up"),
    "hip_square": ("level_left_hips", "level_ankles"),
}
"""What is missing to a right angle, and where only the amount counts; squareness is what is left of it."""

ASIDE: Final[Pairs] = {"head_flex": ("head", "chest"), "twist": ("shoulder_front", "left_hips")}
AHEAD: Final[Pairs] = {"head_flex": ("head", "trunk"), "twist": ("shoulder_front", "hip_front")}
"""How far the head goes forward of the trunk, and the shoulders are turned against the hips to each side:
what turns, with what is to its side, and what is ahead of it."""

LEG_LENGTHS: Final = {
    "stance": "ankles",
    "knee_gap": "knees",
    "heel_hip": "leg",
    "wrist_ankle": "hand_to_foot",
    "hands_feet": "hands_to_feet",
}
ARM_LENGTHS: Final = {"wrist_gap": "wrists", "elbow_gap": "elbows"}
"""Distances in leg lengths, and in arm lengths."""

SEGMENTS: Final[Pairs] = {
    "foot_on_leg": ("other_hip_to_ankle", "other_thigh"),
    "foot_on_shin": ("other_knee_to_ankle", "other_shin"),
    "knee_arm": ("shoulder_to_knee", "upper_arm"),
}
"""Distance of a point to a bone, in leg lengths: the way to it from where the bone begins, and the bone."""

OFFSETS: Final[Pairs] = {
    "knee_travel": ("shin_up", "level_ankles"),
    "travel_on_foot": ("shin_up", "level_sole"),
    "knee_drop": ("shin_up", "level_chest"),
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

DROPS: Final = {
    "foot_knee_dh": "other_knee ankle",
    "sh_below_el": "elbow shoulder",
    "heel_lift": "heel foot_index",
}
"""How much lower the second point is than the first, the foot either way, in legs, arms and shins."""

LINES: Final = {"hip_line": ("shoulders_to_hips", "shoulders_to_feet")}
"""How high the hips are above the line from shoulders to feet, at their place along the floor, in legs."""

READING: Final = {
    name: row
    for row, name in enumerate(
        chain(
            *(ANGLES, JOINTS, SLOPES, TILTS, ASIDE),
            *(LEG_LENGTHS, ARM_LENGTHS, SEGMENTS, OFFSETS, HEIGHTS, DROPS, LINES),
        )
    )
}
"""Row of each reading in the result of `measure_points`: first those in degrees, then the ratios."""

IN_ARMS: Final = frozenset((*ARM_LENGTHS, "sh_over_wr", "sh_below_el"))
IN_SHINS: Final = frozenset(("knee_travel", "travel_on_foot", "knee_drop", "knee_in", "heel_lift"))
"""Ratios that are not in leg lengths."""

"""The eleven founding poses as directions of bones, faults to have in them, and every other pose."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Final, TypeAlias

import numpy as np

from server.analysis.feedback import Side
from server.demo.body import (
    FOREARM_M,
    SHOULDER_M,
    TRUNK_M,
    UPPER_ARM_M,
    Bone,
    Floats,
    Posture,
    across,
    mirrored,
    points,
    unit,
)
from server.demo.library import posture_of

Direction: TypeAlias = tuple[float, float, float]
Limb: TypeAlias = tuple[Direction, Direction]


def at(inclination: float, azimuth: float = 0.0) -> Direction:
    """A direction by its degrees from straight up and, seen from above, from straight ahead to the left."""
    polar, around = np.radians(inclination), np.radians(azimuth)
    return (
        float(np.sin(polar) * np.cos(around)),
        float(np.sin(polar) * np.sin(around)),
        float(np.cos(polar)),
    )


def straight(inclination: float, azimuth: float = 0.0) -> Limb:
    """Both bones of an unbent limb."""
    return at(inclination, azimuth), at(inclination, azimuth)


UP: Final = at(0)
DOWN: Final = at(180)
AHEAD: Final = at(90)
BACK: Final = at(90, 180)
LEFT: Final = at(90, 90)
RIGHT: Final = at(90, -90)


def posture(
    *,
    turn: float = 0.0,
    trunk: Direction = UP,
    head: Direction | None = None,
    gaze: Direction = AHEAD,
    hips: Direction = LEFT,
    shoulders: Direction = LEFT,
    arms: tuple[Limb, Limb] = (straight(172, 90), straight(172, -90)),
    hands: tuple[Direction, Direction] | None = None,
    legs: tuple[Limb, Limb] = (straight(180), straight(180)),
    feet: tuple[Direction, Direction] = (AHEAD, AHEAD),
    soles: tuple[Direction, Direction] | None = (DOWN, DOWN),
) -> Posture:
    """A posture from pairs of left and right; hands follow forearms, soles without a direction the shins."""
    tilted = at(8) if head is None else head
    hands = (arms[0][1], arms[1][1]) if hands is None else hands
    soles = (legs[0][1], legs[1][1]) if soles is None else soles
    (left_arm, right_arm), (left_leg, right_leg) = arms, legs
    arm_bones = (left_arm[0], right_arm[0], left_arm[1], right_arm[1])
    leg_bones = (left_leg[0], right_leg[0], left_leg[1], right_leg[1])
    bones = np.array([trunk, tilted, gaze, hips, shoulders, *arm_bones, *hands, *leg_bones, *feet, *soles])
    return _centred(Posture(unit(bones), turn))


def _centred(told: Posture) -> Posture:
    """The same posture, moved so that the body's outline is in the middle of the picture."""
    x = points(told)[:, 0]
    return replace(told, place=told.place - float(x.min() + x.max()) / 2)


def reach(trunk: Direction, side: float, target: Direction, elbow: Direction) -> Limb:
    """The arm whose wrist comes to a target (metres from the middle of the hips), its elbow bent to one side.

    `side` is 1 for the left arm and -1 for the right one. Two sides and the distance give the triangle.
    """
    shoulder = TRUNK_M * np.array(trunk) + side * SHOULDER_M * np.array(LEFT)
    line = np.array(target) - shoulder
    distance = min(float(np.linalg.norm(line)), 0.995 * (UPPER_ARM_M + FOREARM_M))
    line = unit(line)
    along = (UPPER_ARM_M**2 - FOREARM_M**2 + distance**2) / (2 * distance)
    height = float(np.sqrt(max(UPPER_ARM_M**2 - along**2, 0.0)))
    bend = along * line + height * across(np.array(elbow), line)
    return _direction(bend), _direction(distance * line - bend)


def _direction(vector: Floats) -> Direction:
    x, y, z = unit(vector)
    return float(x), float(y), float(z)


_KNEELING: Final = at(95, 180)
_DANCER: Final = at(16)

_LEFT_LEAD: Final[dict[str, Posture]] = {
    "mountain": posture(legs=(straight(178, -90), straight(178, 90))),
    "t_pose": posture(arms=(straight(90, 90), straight(90, -90))),
    "chair": posture(
        turn=68,
        trunk=at(33),
        head=at(36),
        gaze=at(95),
        arms=(straight(30), straight(30)),
        legs=((at(113), at(162, 180)), (at(113), at(162, 180))),
    ),
    "goddess": posture(
        arms=((at(90, 90), UP), (at(90, -90), UP)),
        legs=((at(108, 56), DOWN), (at(108, -56), DOWN)),
        feet=(at(90, 52), at(90, -52)),
    ),
    "tree": posture(
        arms=((at(9, -90), at(17, -90)), (at(9, 90), at(17, 90))),
        legs=((at(130, 84), at(98, -94)), straight(180)),
        feet=(at(165, 0), AHEAD),
        soles=(RIGHT, DOWN),
    ),
    "warrior2": posture(
        gaze=at(90, 54),
        arms=(straight(90, 90), straight(90, -90)),
        legs=((at(98, 90), DOWN), straight(125, -90)),
        feet=(at(90, 85), at(90, -15)),
    ),
    "downdog": posture(
        turn=90,
        trunk=at(130),
        head=at(142),
        gaze=at(140, 180),
        arms=(straight(130), straight(130)),
        hands=(AHEAD, AHEAD),
        legs=(straight(142, 180), straight(142, 180)),
    ),
    "lord": posture(
        turn=-82,
        trunk=_DANCER,
        head=at(14),
        arms=(reach(_DANCER, 1, (-0.33, 0.13, 0.33), LEFT), straight(65)),
        legs=((at(104, 180), at(8)), straight(180)),
        feet=(at(60, 180), AHEAD),
        soles=(UP, DOWN),
    ),
    "lowlung": posture(
        turn=-80,
        arms=(straight(5, 90), straight(5, -90)),
        legs=((at(84), DOWN), (at(154, 180), at(98, 180))),
        feet=(AHEAD, _KNEELING),
        soles=(DOWN, UP),
    ),
    "side_plank": posture(
        trunk=at(68, 90),
        head=at(68, 85),
        gaze=at(80),
        hips=at(158, 90),
        shoulders=at(158, 90),
        arms=(straight(180), straight(2)),
        hands=(at(100, 60), UP),
        legs=(straight(117, -90), straight(124, -90)),
        soles=None,
    ),
    "staff": posture(
        turn=78,
        arms=(straight(176, 90), straight(176, -90)),
        hands=(at(125, 20), at(125, -20)),
        legs=(straight(93), straight(93)),
        feet=(at(8), at(8)),
        soles=None,
    ),
}

POSES: Final = tuple(sorted(_LEFT_LEAD))
"""The eleven founding ids, whose postures are told by hand."""

_FAULTS: Final[Mapping[str, Mapping[Bone, Direction]]] = {
    "t_pose.elbow_bent": {
        Bone.L_UPPER_ARM: at(105, 90),
        Bone.R_UPPER_ARM: at(105, -90),
        Bone.L_FOREARM: at(70, 90),
        Bone.R_FOREARM: at(70, -90),
        Bone.L_HAND: at(70, 90),
        Bone.R_HAND: at(70, -90),
    },
    "t_pose.arm_low": {
        bone: at(112, 90 if bone % 2 else -90) for bone in Bone if Bone.L_UPPER_ARM <= bone <= Bone.R_HAND
    },
    "warrior2.shallow_knee": {
        Bone.L_THIGH: at(138, 90),
        Bone.R_THIGH: at(150, -90),
        Bone.R_SHIN: at(150, -90),
    },
    "warrior2.back_arm_low": {
        Bone.R_UPPER_ARM: at(116, -90),
        Bone.R_FOREARM: at(116, -90),
        Bone.R_HAND: at(116, -90),
    },
    "goddess.too_high": {
        Bone.L_THIGH: at(138, 64),
        Bone.R_THIGH: at(138, -64),
        Bone.L_SHIN: at(176, 90),
        Bone.R_SHIN: at(176, -90),
    },
    "chair.arms_low": {bone: at(82) for bone in Bone if Bone.L_UPPER_ARM <= bone <= Bone.R_HAND},
    "tree.leaning": {
        Bone.TRUNK: at(16, -90),
        Bone.SHOULDERS: at(106, 90),
        Bone.HEAD: at(14, -90),
        Bone.L_UPPER_ARM: at(25, -90),
        Bone.R_UPPER_ARM: at(7, -90),
        Bone.L_FOREARM: at(33, -90),
        Bone.R_FOREARM: at(1, 90),
        Bone.L_HAND: at(33, -90),
        Bone.R_HAND: at(1, 90),
    },
}
"""By cue id, told for a left lead: the bones that are elsewhere than they should be."""

FAULTS: Final = tuple(sorted(_FAULTS))


def pose(id: str, side: Side | None = None, fault: str | None = None) -> Posture:
    """A pose of the library, led by the given side (left unless said), as it should be or with one of FAULTS.

    Raises KeyError for a pose or fault that is not here and ValueError for a fault of another pose.
    """
    held = _LEFT_LEAD.get(id) or _centred(posture_of(id))
    if fault is not None:
        if not fault.startswith(f"{id}."):
            raise ValueError(f"{fault} is no fault of {id}")
        held = _with(held, _FAULTS[fault])
    return mirrored(held) if side == "right" else held


def _with(held: Posture, moved: Mapping[Bone, Direction]) -> Posture:
    bones = held.bones.copy()
    for bone, direction in moved.items():
        bones[bone] = direction
    return _centred(replace(held, bones=bones))

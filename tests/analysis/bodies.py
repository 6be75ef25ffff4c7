"""Synthetic bodies: 33 landmarks built from the directions of limbs, with known truth.

Built in a frame of X forward, Y toward the practitioner's left, Z up; the lead side is the left.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from math import cos, radians, sin
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import MIRRORED, NAMES, Landmarks

Vector: TypeAlias = npt.NDArray[np.float64]
Put: TypeAlias = Callable[[str, Vector], Vector]
"""Sets a landmark by name and gives its place back."""

TRUNK, SHOULDER, HIP, UPPER_ARM, FOREARM, THIGH, SHIN = 0.50, 0.18, 0.11, 0.28, 0.25, 0.42, 0.42
"""Metres; SHOULDER and HIP are half widths."""

SIZE: Final = (1280, 720)


def to(inclination: float, azimuth: float = 0.0) -> Vector:
    """Unit vector by its angle from straight up and its turn from forward to the left, in degrees."""
    i, a = radians(inclination), radians(azimuth)
    return np.array([sin(i) * cos(a), sin(i) * sin(a), cos(i)])


UP, DOWN, FORWARD, LEFT = to(0), to(180), to(90), to(90, 90)
Limb: TypeAlias = tuple[Vector, Vector]
"""Directions of the upper and the lower part."""


def straight(inclination: float, azimuth: float = 0.0) -> Limb:
    return to(inclination, azimuth), to(inclination, azimuth)


@dataclass(frozen=True)
class Figure:
    """How somebody stands, sits or lies."""

    trunk: Vector = field(default_factory=lambda: UP)
    hips: Vector = field(default_factory=lambda: LEFT)
    shoulders: Vector = field(default_factory=lambda: LEFT)
    neck: Vector = field(default_factory=lambda: to(12))
    gaze: Vector = field(default_factory=lambda: FORWARD)
    arms: tuple[Limb, Limb] = (straight(172, 90), straight(172, -90))
    legs: tuple[Limb, Limb] = (straight(180), straight(180))
    feet: tuple[Vector, Vector] = (FORWARD, FORWARD)


def build(figure: Figure) -> Vector:
    """33 × 3 metres about the middle of the hips, in the building frame."""
    points = np.zeros((33, 3))

    def put(name: str, at: Vector) -> Vector:
        points[NAMES.index(name)] = at
        return at

    neck = TRUNK * _unit(figure.trunk)
    head = neck + 0.17 * _unit(figure.neck)
    nose = put("nose", head + 0.10 * _unit(figure.gaze))
    for n, side in enumerate(("left", "right")):
        out = 1.0 if n == 0 else -1.0
        put(f"{side}_ear", head + out * 0.07 * figure.shoulders)
        for part in ("eye_inner", "eye", "eye_outer"):
            put(f"{side}_{part}", nose + out * 0.02 * figure.shoulders)
        put(f"mouth_{side}", nose + out * 0.02 * figure.shoulders)
        _arm(put, side, neck + out * SHOULDER * _unit(figure.shoulders), figure.arms[n])
        _leg(put, side, out * HIP * _unit(figure.hips), figure.legs[n], figure.feet[n])
    return points


def _arm(put: Put, side: str, shoulder: Vector, limb: Limb) -> None:
    put(f"{side}_shoulder", shoulder)
    elbow = put(f"{side}_elbow", shoulder + UPPER_ARM * _unit(limb[0]))
    wrist = put(f"{side}_wrist", elbow + FOREARM * _unit(limb[1]))
    for finger in ("pinky", "index", "thumb"):
        put(f"{side}_{finger}", wrist + 0.08 * _unit(limb[1]))


def _leg(put: Put, side: str, hip: Vector, limb: Limb, foot: Vector) -> None:
    put(f"{side}_hip", hip)
    knee = put(f"{side}_knee", hip + THIGH * _unit(limb[0]))
    ankle = put(f"{side}_ankle", knee + SHIN * _unit(limb[1]))
    sole = _unit(limb[1]) - np.dot(_unit(limb[1]), foot) * foot
    sole = _unit(sole) if np.linalg.norm(sole) > 0.2 else np.zeros(3)
    put(f"{side}_heel", ankle + 0.06 * sole - 0.05 * foot)
    put(f"{side}_foot_index", ankle + 0.06 * sole + 0.15 * foot)


def _unit(vector: Vector) -> Vector:
    return np.asarray(vector / np.linalg.norm(vector))


FIGURES: Final[Mapping[str, Figure]] = {
    "mountain": Figure(),
    "t_pose": Figure(arms=(straight(90, 90), straight(90, -90))),
    "chair": Figure(
        trunk=to(33),
        neck=to(40),
        gaze=to(95),
        arms=(straight(30), straight(30)),
        legs=((to(113), to(162, 180)),) * 2,
    ),
    "goddess": Figure(
        arms=((LEFT, UP), (-LEFT, UP)),
        legs=((to(108, 50), DOWN), (to(108, -50), DOWN)),
        feet=(to(90, 50), to(90, -50)),
    ),
    "tree": Figure(
        arms=(straight(5, 90), straight(5, -90)),
        legs=((to(140, 65), np.array([-0.12, -0.42, 0.05])), straight(180)),
        feet=(to(165), FORWARD),
    ),
    "warrior2": Figure(
        gaze=LEFT,
        arms=(straight(90, 90), straight(90, -90)),
        legs=((to(100, 90), DOWN), straight(126, -90)),
        feet=(LEFT, FORWARD),
    ),
    "lowlung": Figure(
        arms=(straight(5, 90), straight(5, -90)),
        legs=((to(84), DOWN), (to(146, 180), to(92, 180))),
        feet=(FORWARD, to(95, 180)),
    ),
    "lord": Figure(
        trunk=to(16),
        neck=to(18),
        arms=((to(150, 160), to(125, 180)), straight(65)),
        legs=((to(115, 180), to(15, 20)), straight(180)),
        feet=(to(60, 180), FORWARD),
    ),
    "downdog": Figure(
        trunk=to(130),
        neck=to(145),
        gaze=to(140, 180),
        arms=(straight(130), straight(130)),
        legs=(straight(142, 180), straight(142, 180)),
        feet=(to(95), to(95)),
    ),
    "side_plank": Figure(
        trunk=to(68, 90),
        hips=to(158, 90),
        shoulders=to(158, 90),
        neck=to(68, 85),
        gaze=to(80),
        arms=(straight(180), straight(1)),
        legs=(straight(111, -90), straight(113, -90)),
    ),
    "staff": Figure(
        arms=(straight(176, 90), straight(176, -90)), legs=(straight(90), straight(90)), feet=(to(8), to(8))
    ),
}
"""The eleven founding poses as they are meant, lead side left."""

SIDED: Final = ("tree", "warrior2", "lowlung", "lord", "side_plank")
TURN: Final = {"chair": 90.0, "lowlung": 90.0, "lord": 90.0, "downdog": 90.0, "staff": 90.0}
"""How far somebody turns from facing the camera, for the poses that are seen from the side."""


def seen_by_camera(points: Vector, turn: float = 0.0) -> Vector:
    """World landmarks of a body turned by degrees from facing the camera: x right, y down, z away."""
    c, s = cos(radians(turn)), sin(radians(turn))
    x, y = points[:, 0] * c - points[:, 1] * s, points[:, 0] * s + points[:, 1] * c
    return np.stack([y, -points[:, 2], -x], axis=1)


def picture(
    world: Vector,
    *,
    seq: int = 0,
    t: float = 0.0,
    size: tuple[int, int] = SIZE,
    scale: float = 0.36,
    shift: tuple[float, float] = (0.5, 0.5),
    visibility: float = 0.99,
    people: int = 1,
) -> Landmarks:
    """Landmarks of a body whose metre is `scale` picture heights, its middle at `shift`."""
    middle = (world.min(axis=0) + world.max(axis=0)) / 2
    image = np.full((33, 4), visibility, dtype=np.float32)
    image[:, 0] = shift[0] + (world[:, 0] - middle[0]) * scale * size[1] / size[0]
    image[:, 1] = shift[1] + (world[:, 1] - middle[1]) * scale
    image[:, 2] = world[:, 2] * scale * size[1] / size[0]
    return Landmarks(seq, t, image, world.astype(np.float32), size, people)


def body(name: str, **changes: object) -> Vector:
    """World landmarks of a founding pose, turned to the view it is scored in; its figure may be changed."""
    return seen_by_camera(build(replace(FIGURES[name], **changes)), TURN.get(name, 0.0))  # type: ignore[arg-type]


def mirrored(world: Vector) -> Vector:
    """The same pose on the other side."""
    other: Vector = world[MIRRORED] * np.array([-1.0, 1.0, 1.0])
    return other

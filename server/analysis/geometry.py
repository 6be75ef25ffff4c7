"""What can be measured on a body: joint angles, inclinations and body-length ratios of 33 landmarks.

Angles between segments are read in the picture's plane, where landmarks are most exact, and whatever tells
the body's orientation is read from the world landmarks: depth errors would spoil the first, and the plane
cannot show the second. On 483 photos that reading named 96 % of poses, full depth 20 %.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import COUNT, MIRRORED, NAMES, Landmarks
from server.analysis.measuring import measure_points
from server.analysis.readings import READING
from server.analysis.vectors import Vectors

Measures: TypeAlias = npt.NDArray[np.float64]
"""One row per entry of `FEATURES`, one column per side (left, right); a whole-body feature has the same value
in both. Of many bodies there are as many of these."""

Unit: TypeAlias = Literal["deg", "ratio"]
View: TypeAlias = Literal["any", "front", "side"]
"""How somebody stands to the camera."""

DEPTH_TRUST: Final = 0.35
"""How much of the image z is believed where a source has no world landmarks; measured on the same photos."""


@dataclass(frozen=True, slots=True)
class Feature:
    """One thing that is measured, and what has to be seen for it."""

    name: str
    unit: Unit
    sided: bool
    joint: str
    """What a reader calls it: "knee", "trunk"."""

    needs: tuple[tuple[int, ...], tuple[int, ...]]
    """Landmarks that it is computed from, for the left and the right side."""

    rings: tuple[tuple[int, ...], tuple[int, ...]]
    """Landmarks to point at when it is off."""

    world: bool = False
    """Read from world landmarks; otherwise from the picture's plane."""

    noise: float = 0.0
    """Error of the reading in its own unit; no tolerance is finer."""

    reading: str = ""
    """Which reading of `measure_points` it is; mostly that of its name."""


def _points(words: str, side: str, other: str) -> tuple[int, ...]:
    """Landmark numbers of words such as "knee" (own side), "other_knee" and "both_knee"."""
    names: list[str] = []
    for word in words.split():
        if word.startswith("both_"):
            names += [f"left_{word[5:]}", f"right_{word[5:]}"]
        elif word.startswith("other_"):
            names.append(f"{other}_{word[6:]}")
        else:
            names.append(word if word in NAMES else f"{side}_{word}")
    return tuple(NAMES.index(name) for name in names)


def _feature(
    name: str,
    joint: str,
    needs: str,
    rings: str,
    *,
    unit: Unit = "deg",
    noise: float,
    world: bool = False,
    sided: bool = False,
    reading: str = "",
) -> Feature:
    def sides(words: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
        return _points(words, "left", "right"), _points(words, "right", "left")

    left, right = sides(needs)
    sided = sided or set(left) != set(right)
    return Feature(name, unit, sided, joint, (left, right), sides(rings), world, noise, reading or name)


_TRUNK = "both_shoulder both_hip"

FEATURES: Final[tuple[Feature, ...]] = (
    _feature("elbow", "elbow", "shoulder elbow wrist", "elbow", noise=12),
    _feature("shoulder", "shoulder", "hip shoulder elbow", "shoulder", noise=12),
    _feature("hip", "hip", "shoulder hip knee", "hip", noise=9),
    _feature("knee", "knee", "hip knee ankle", "knee", noise=9),
    _feature("knee_bend", "knee", "hip knee ankle", "knee", noise=14, world=True, reading="knee"),
    _feature("ankle", "ankle", "knee ankle foot_index", "ankle", noise=15),
    _feature("upper_arm_incl", "upper_arm", "shoulder elbow", "elbow", noise=7),
    _feature("forearm_incl", "forearm", "elbow wrist", "wrist", noise=7),
    _feature("arm_incl", "arm", "shoulder wrist", "wrist", noise=7),
    _feature("thigh_incl", "thigh", "hip knee", "knee", noise=7),
    _feature("shin_incl", "shin", "knee ankle", "knee", noise=7),
    _feature("leg_incl", "leg", "hip ankle", "ankle", noise=7),
    _feature("gaze_incl", "gaze_height", "nose both_ear", "nose", noise=15),
    _feature("thigh_split", "thighs", "both_hip both_knee", "both_knee", noise=9),
    _feature("trunk_incl", "trunk", _TRUNK, "both_shoulder", noise=5),
    _feature("chest_incl", "chest", _TRUNK, "both_shoulder", noise=7, world=True),
    _feature("head_flex", "head", f"nose {_TRUNK}", "nose", noise=15, world=True),
    _feature("hip_tilt", "hips", "both_hip", "both_hip", noise=5, world=True),
    _feature("shoulder_tilt", "shoulders", "both_shoulder", "both_shoulder", noise=5, world=True),
    _feature("hip_square", "hip_turn", "both_hip both_ankle", "both_hip", noise=15, world=True),
    _feature("arm_lat", "arm_reach", "both_shoulder wrist", "wrist", noise=12),
    _feature("thigh_lat", "thigh_turnout", "both_hip knee", "knee", noise=9, world=True),
    _feature("thigh_fwd", "thigh_lift", f"{_TRUNK} knee", "knee", noise=9, world=True),
    _feature("lean_lead", "lean", f"{_TRUNK} both_ankle", "both_shoulder", noise=5, sided=True),
    _feature("gaze_lead", "gaze", "nose both_ear both_ankle", "nose", noise=20, sided=True),
    _feature("side_bend", "side_bend", _TRUNK, "both_shoulder", noise=5, sided=True),
    _feature("twist", "twist", _TRUNK, "both_shoulder", noise=12, world=True, sided=True),
    _feature("stance", "stance", "both_ankle", "both_ankle", unit="ratio", noise=0.05),
    _feature("knee_gap", "knee_gap", "both_knee", "both_knee", unit="ratio", noise=0.05, world=True),
    _feature("cross_ankle", "feet_crossed", "both_hip both_ankle", "both_ankle", unit="ratio", noise=0.05),
    _feature("wrist_gap", "hands_gap", "both_wrist", "both_wrist", unit="ratio", noise=0.05),
    _feature("elbow_gap", "elbow_gap", "both_elbow", "both_elbow", unit="ratio", noise=0.05),
    _feature("heel_hip", "heel_to_hip", "ankle hip", "ankle", unit="ratio", noise=0.05),
    _feature("knee_arm", "knee_to_arm", "knee shoulder elbow", "knee", unit="ratio", noise=0.05),
    _feature("wrist_ankle", "hand_to_foot", "wrist ankle", "wrist", unit="ratio", noise=0.05),
    _feature("hands_feet", "hands_to_feet", "both_wrist both_ankle", "both_wrist", unit="ratio", noise=0.05),
    _feature(
        "foot_on_leg", "foot", "ankle other_hip other_knee other_ankle", "ankle", unit="ratio", noise=0.05
    ),
    _feature("foot_knee_dh", "foot_height", "ankle other_knee", "ankle", unit="ratio", noise=0.03),
    _feature("hip_h", "hip_height", "both_hip", "both_hip", unit="ratio", noise=0.05),
    _feature("shoulder_h", "shoulder_height", "both_shoulder", "both_shoulder", unit="ratio", noise=0.05),
    _feature("head_h", "head_height", "nose", "nose", unit="ratio", noise=0.05),
    _feature("elbow_h", "elbow_height", "elbow", "elbow", unit="ratio", noise=0.05),
    _feature("sh_below_el", "shoulder_drop", "shoulder elbow", "shoulder", unit="ratio", noise=0.05),
    _feature(
        "sh_over_wr",
        "shoulder_over_hand",
        "both_shoulder both_wrist both_hip",
        "both_shoulder",
        unit="ratio",
        noise=0.05,
    ),
    _feature("wrist_h", "hand_height", "wrist", "wrist", unit="ratio", noise=0.05),
    _feature("ankle_h", "ankle_height", "ankle", "ankle", unit="ratio", noise=0.05),
    _feature("knee_h", "knee_height", "knee", "knee", unit="ratio", noise=0.05),
    _feature("heel_lift", "heel", "heel foot_index", "heel", unit="ratio", noise=0.08),
    _feature("hip_line", "hip_line", f"{_TRUNK} both_ankle", "both_hip", unit="ratio", noise=0.05),
    _feature(
        "knee_travel",
        "knee_over_foot",
        "knee ankle heel foot_index other_ankle",
        "knee",
        unit="ratio",
        noise=0.06,
    ),
    _feature("knee_in", "knee_line", "both_hip knee ankle", "knee", unit="ratio", noise=0.08, world=True),
    _feature("knee_drop", "knee_drop", f"{_TRUNK} knee ankle", "knee", unit="ratio", noise=0.12, world=True),
)
"""Every feature, in the order of `Measures`. Noise of the full model: hip and knee about 8 degrees, elbow and
shoulder 12, a segment's inclination 7."""

INDEX: Final = {feature.name: row for row, feature in enumerate(FEATURES)}
NOISE: Final = np.array([feature.noise for feature in FEATURES])
_PLACES: Final = np.array([READING[f.reading] + f.world * len(READING) for f in FEATURES])
"""Where each feature is among the readings of the flat body and, after them, those of the deep one."""


def _needs() -> npt.NDArray[np.bool_]:
    table = np.zeros((len(FEATURES), 2, COUNT), dtype=bool)
    for row, feature in enumerate(FEATURES):
        for side in (0, 1):
            table[row, side, list(feature.needs[side])] = True
    return table


NEEDS: Final = _needs()
"""Features × side × landmark: what each reading is computed from."""

_NEEDED: Final = NEEDS.astype(np.float32).reshape(-1, COUNT)
_WHOLE_BODY: Final = np.array([not feature.sided for feature in FEATURES])[:, None]


@dataclass(frozen=True, slots=True)
class Sight:
    """Which measures (features × side) rest on landmarks that are seen."""

    plain: npt.NDArray[np.bool_]
    side_on: npt.NDArray[np.bool_]
    """For poses that are seen from the side: there the near one of a pair hides the far one, and either shows
    where the body's middle is."""

    either: npt.NDArray[np.bool_]
    """Whether one of each pair is seen, enough for naming a pose."""

    def of(self, view: View) -> npt.NDArray[np.bool_]:
        return self.side_on if view == "side" else self.plain


def sight_of(trusted: npt.NDArray[np.bool_]) -> Sight:
    """What can be measured on a body of which these landmarks are trusted; the same object for the same."""
    return _sight(trusted.tobytes())


@lru_cache(maxsize=256)
def _sight(pattern: bytes) -> Sight:
    trusted = np.frombuffer(pattern, dtype=bool)
    plain, either = readable(trusted), readable(trusted | trusted[MIRRORED])
    side_on = np.where(_WHOLE_BODY, either, plain)
    for table in (plain, side_on, either):
        table.setflags(write=False)
    return Sight(plain, side_on, either)


def readable(trusted: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
    """Which measures (features × side) rest on trusted landmarks alone."""
    hidden: npt.NDArray[np.float32] = _NEEDED @ ~trusted
    seen: npt.NDArray[np.bool_] = hidden == 0.0
    return seen.reshape(-1, 2)


def plane(landmarks: Landmarks) -> Vectors:
    """33 × (x, y, 0) in picture heights: the aspect ratio undone, so that angles are true."""
    width, height = landmarks.size
    points = np.zeros((COUNT, 3))
    points[:, 0] = landmarks.image[:, 0] * (width / height)
    points[:, 1] = landmarks.image[:, 1]
    return points


def space(landmarks: Landmarks) -> Vectors:
    """33 × (x, y, z): the world landmarks, else the picture with a part of its depth."""
    if landmarks.world is not None:
        return landmarks.world.astype(np.float64)
    width, height = landmarks.size
    points = plane(landmarks)
    points[:, 2] = landmarks.image[:, 2] * (DEPTH_TRUST * width / height)
    return points


Level: TypeAlias = Callable[[Vectors, Vectors], tuple[Vectors, Vectors]]
"""Turns a body, in the picture's plane and in space, so that down is down."""


@dataclass(frozen=True, slots=True)
class Shape:
    """One body as it is seen in one frame."""

    flat: Vectors
    """33 × 3 in the picture's plane."""

    deep: Vectors
    """33 × 3 in space."""

    measures: Measures
    seen: npt.NDArray[np.bool_]
    """Which landmarks are trusted."""

    sight: Sight


def shape_of(landmarks: Landmarks, trusted: npt.NDArray[np.bool_], level: Level | None = None) -> Shape:
    """A body measured, of which these landmarks are trusted, after it has been levelled."""
    flat, deep = plane(landmarks), space(landmarks)
    if level is not None:
        flat, deep = level(flat, deep)
    return Shape(flat, deep, measure_bodies(flat[None], deep[None])[0], trusted, sight_of(trusted))


def measure(landmarks: Landmarks) -> Measures:
    """Every feature of one body, each from the reading that shows it best."""
    measures: Measures = measure_bodies(plane(landmarks)[None], space(landmarks)[None])[0]
    return measures


def measure_bodies(flat: Vectors, deep: Vectors) -> Measures:
    """The same of many: bodies × 33 × 3 in the picture's plane and in space to bodies × features × sides."""
    both = np.empty((len(flat), 2, COUNT, 3))
    both[:, 0], both[:, 1] = flat, deep
    found = measure_points(both.reshape(-1, COUNT, 3)).reshape(len(flat), -1, 2)
    return found.take(_PLACES, 1)

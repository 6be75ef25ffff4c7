"""The geometry behind `server.analysis.geometry`: every measurement of a stack of bodies at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import NAMES

Vectors: TypeAlias = npt.NDArray[np.float64]

UP: Final = np.array([0.0, -1.0, 0.0])
"""Against gravity, for a level camera: image and world axes point down the picture."""

WIDE_STANCE: Final = 0.6
"""Feet further apart than this many leg lengths make a stance line; else a knee travels along its foot."""

_TINY: Final = 1e-9
_OUTWARD: Final = np.array([1.0, -1.0])[:, None]
"""The left side's outward axis is the lateral axis itself, the right side's its opposite."""

_PARTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
_PAIRS: Final = np.array([[NAMES.index(f"{side}_{part}") for side in ("left", "right")] for part in _PARTS])
_NOSE: Final = NAMES.index("nose")
_GROUND: Final = [_NOSE, *_PAIRS.ravel().tolist()]
"""Points whose lowest one stands for the floor; fingers and mouth are too noisy for it."""


@dataclass(frozen=True, slots=True)
class _Body:
    """Bodies × sides × 3 for what comes in pairs (left, right), bodies × 3 for the rest."""

    nose: Vectors
    ear: Vectors
    shoulder: Vectors
    elbow: Vectors
    wrist: Vectors
    hip: Vectors
    knee: Vectors
    ankle: Vectors
    heel: Vectors
    toe: Vectors
    mid_shoulder: Vectors
    mid_hip: Vectors
    mid_ankle: Vectors
    trunk: Vectors
    """Unit vector from the hips to the shoulders."""

    hips: Vectors
    """Unit vector from the right hip to the left."""

    shoulders: Vectors
    chest: Vectors
    """Unit vector out of the front of the chest."""

    stance: Vectors
    """Level unit vector from the other ankle to this one."""

    leg: Vectors
    """Mean leg length, bodies × 1: the unit of the ratios."""

    shin: Vectors
    """Shin lengths, bodies × sides."""

    floor: Vectors
    """Height of the lowest point, bodies × 1."""


def measure_points(points: Vectors) -> Mapping[str, Vectors]:
    """Measure a stack of bodies, bodies × 33 × 3 with y down.

    Gives bodies × sides (left, right) by feature name: degrees for angles, body lengths for the rest.
    """
    body = _body(points)
    return _angles(body) | _offsets(body) | _heights(body)


def _body(points: Vectors) -> _Body:
    ear, shoulder, elbow, wrist, hip, knee, ankle, heel, toe = np.moveaxis(points[:, _PAIRS], 1, 0)
    mid_shoulder, mid_hip = _middle(shoulder), _middle(hip)
    hips, shoulders = _unit(hip[:, 0] - hip[:, 1]), _unit(shoulder[:, 0] - shoulder[:, 1])
    trunk = _unit(mid_shoulder - mid_hip)
    shin = np.maximum(_length(ankle - knee), _TINY)
    return _Body(
        nose=points[:, _NOSE],
        ear=ear,
        shoulder=shoulder,
        elbow=elbow,
        wrist=wrist,
        hip=hip,
        knee=knee,
        ankle=ankle,
        heel=heel,
        toe=toe,
        mid_shoulder=mid_shoulder,
        mid_hip=mid_hip,
        mid_ankle=_middle(ankle),
        trunk=trunk,
        hips=hips,
        shoulders=shoulders,
        chest=_unit(_cross(_unit(hips + shoulders), trunk)),
        stance=_unit(_level(ankle - ankle[:, ::-1])),
        leg=(_length(knee - hip) + shin).mean(axis=1, keepdims=True),
        shin=shin,
        floor=(points[:, _GROUND] @ UP).min(axis=1, keepdims=True),
    )


def _angles(b: _Body) -> dict[str, Vectors]:
    thigh, arm = b.knee - b.hip, b.wrist - b.shoulder
    up, trunk, chest = np.broadcast_to(UP, thigh.shape), _each(b.trunk), _each(b.chest)
    pairs = {
        "elbow": (b.shoulder - b.elbow, b.wrist - b.elbow),
        "shoulder": (b.hip - b.shoulder, b.elbow - b.shoulder),
        "hip": (b.shoulder - b.hip, thigh),
        "knee": (-thigh, b.ankle - b.knee),
        "ankle": (b.knee - b.ankle, b.toe - b.ankle),
        "upper_arm_incl": (b.elbow - b.shoulder, up),
        "arm_incl": (arm, up),
        "thigh_incl": (thigh, up),
        "shin_incl": (b.ankle - b.knee, up),
        "leg_incl": (b.ankle - b.hip, up),
        "trunk_incl": (trunk, up),
        "chest_incl": (chest, up),
        "hip_axis": (_each(b.hips), up),
        "shoulder_axis": (_each(b.shoulders), up),
        "hip_turn": (_level(_each(b.hips)), b.stance),
        "arm_lat": (arm, _each(b.shoulders) * _OUTWARD),
        "thigh_lat": (thigh, _each(b.hips) * _OUTWARD),
        "thigh_chest": (thigh, chest),
        "lean": (trunk, b.stance),
        "gaze_lead": (_level(_each(b.nose - _middle(b.ear))), b.stance),
    }
    first, second = (np.stack(vectors) for vectors in zip(*pairs.values(), strict=True))
    found = dict(zip(pairs, _between(first, second), strict=True))
    head = b.nose - b.mid_shoulder
    return found | {
        "hip_tilt": np.abs(90.0 - found["hip_axis"]),
        "shoulder_tilt": np.abs(90.0 - found["shoulder_axis"]),
        "hip_square": np.minimum(found["hip_turn"], 180.0 - found["hip_turn"]),
        "thigh_fwd": 90.0 - found["thigh_chest"],
        "lean_lead": 90.0 - found["lean"],
        "head_flex": np.degrees(np.arctan2(_dot(head, b.chest), _dot(head, b.trunk)))[:, None],
    }


def _offsets(b: _Body) -> dict[str, Vectors]:
    """Distances in body lengths; signed ones say where a knee or the hips have gone."""
    shin, other = b.ankle - b.knee, np.s_[:, ::-1]
    feet = _unit(_level(b.toe - b.heel))
    wide = _length(_level(b.ankle - b.ankle[other])) > WIDE_STANCE * b.leg
    along = np.where(wide[..., None], b.stance, feet)
    thigh_of_other = _to_segment(b.ankle, b.hip[other], b.knee[other])
    shin_of_other = _to_segment(b.ankle, b.knee[other], b.ankle[other])
    return {
        "stance": _length(b.ankle[:, :1] - b.ankle[:, 1:]) / b.leg,
        "knee_gap": _length(b.knee[:, :1] - b.knee[:, 1:]) / b.leg,
        "wrist_ankle": _length(b.wrist - b.ankle) / b.leg,
        "hands_feet": _length(_middle(b.wrist) - b.mid_ankle)[:, None] / b.leg,
        "foot_on_leg": np.minimum(thigh_of_other, shin_of_other) / b.leg,
        "knee_travel": _dot(_level(-shin), along) / b.shin,
        "knee_in": _dot(shin, _unit(_level(_each(b.hips) * _OUTWARD))) / b.shin,
        "knee_drop": _dot(-shin, _each(_unit(_level(b.chest)))) / b.shin,
        "hip_line": _above_line(b.mid_hip, b.mid_shoulder, b.mid_ankle)[:, None] / b.leg,
    }


def _heights(b: _Body) -> dict[str, Vectors]:
    """Heights above the lowest point, in leg lengths."""

    def height(point: Vectors) -> Vectors:
        above: Vectors = (point @ UP - b.floor) / b.leg
        return above

    return {
        "hip_h": height(b.mid_hip[:, None]),
        "wrist_h": height(b.wrist),
        "ankle_h": height(b.ankle),
        "knee_h": height(b.knee),
        "foot_knee_dh": np.abs(height(b.ankle) - height(b.knee[:, ::-1])),
        "heel_lift": (b.heel - b.toe) @ UP / b.shin,
    }


def _each(vectors: Vectors) -> Vectors:
    """The same vector for both sides."""
    return np.repeat(vectors[:, None], 2, axis=1)


def _middle(pair: Vectors) -> Vectors:
    return (pair[:, 0] + pair[:, 1]) / 2


def _length(vectors: Vectors) -> Vectors:
    return np.sqrt(_dot(vectors, vectors))


def _unit(vectors: Vectors) -> Vectors:
    return vectors / np.maximum(_length(vectors), _TINY)[..., None]


def _dot(a: Vectors, b: Vectors) -> Vectors:
    product: Vectors = np.einsum("...i,...i->...", a, b)
    return product


def _cross(a: Vectors, b: Vectors) -> Vectors:
    """As np.cross, which spends more time on its arguments than on the product."""
    return a[..., [1, 2, 0]] * b[..., [2, 0, 1]] - a[..., [2, 0, 1]] * b[..., [1, 2, 0]]


def _between(a: Vectors, b: Vectors) -> Vectors:
    """Angles in degrees, 0..180; 90 where a vector has no length."""
    cosine = _dot(a, b) / np.maximum(_length(a) * _length(b), _TINY)
    angle: Vectors = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angle


def _level(vectors: Vectors) -> Vectors:
    """The part of a vector that lies level with the floor."""
    level: Vectors = vectors - (vectors @ UP)[..., None] * UP
    return level


def _to_segment(point: Vectors, start: Vectors, end: Vectors) -> Vectors:
    """Distance of a point to the nearest point of a segment."""
    along = end - start
    share = np.clip(_dot(point - start, along) / np.maximum(_dot(along, along), _TINY), 0.0, 1.0)
    return _length(point - start - share[..., None] * along)


def _above_line(point: Vectors, start: Vectors, end: Vectors) -> Vectors:
    """Height of a point above the line from start to end, at its own place along the floor."""
    along = _level(end - start)
    reach = _dot(along, along)
    share = np.clip(_dot(_level(point - start), along) / np.maximum(reach, _TINY), 0.0, 1.0)
    share = np.where(reach > _TINY, share, 0.5)
    above: Vectors = point @ UP - (start @ UP + share * ((end - start) @ UP))
    return above

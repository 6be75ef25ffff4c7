"""The parts, axes and lengths of a stack of bodies, from which everything else is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.landmarks import NAMES
from server.analysis.vectors import TINY, UP, Vectors, cross, length, level, middle, unit

_PARTS: Final = ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
_PAIRS: Final = np.array([[NAMES.index(f"{side}_{part}") for side in ("left", "right")] for part in _PARTS])
_NOSE: Final = NAMES.index("nose")
_GROUND: Final = [_NOSE, *_PAIRS.ravel().tolist()]
"""Points whose lowest one stands for the floor; fingers and mouth are too noisy for it."""


@dataclass(frozen=True, slots=True)
class Body:
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
    mid_wrist: Vectors
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

    arm: Vectors
    """Mean arm length, bodies × 1."""

    shin: Vectors
    """Shin lengths, bodies × sides."""

    floor: Vectors
    """Height of the lowest point, bodies × 1."""


def body_of(points: Vectors) -> Body:
    """The bodies of a stack of landmarks, bodies × 33 × 3 with y down."""
    ear, shoulder, elbow, wrist, hip, knee, ankle, heel, toe = np.moveaxis(points[:, _PAIRS], 1, 0)
    mid_shoulder, mid_hip = middle(shoulder), middle(hip)
    hips, shoulders = unit(hip[:, 0] - hip[:, 1]), unit(shoulder[:, 0] - shoulder[:, 1])
    trunk = unit(mid_shoulder - mid_hip)
    shin = np.maximum(length(ankle - knee), TINY)
    return Body(
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
        mid_wrist=middle(wrist),
        mid_ankle=middle(ankle),
        trunk=trunk,
        hips=hips,
        shoulders=shoulders,
        chest=unit(cross(unit(hips + shoulders), trunk)),
        stance=unit(level(ankle - ankle[:, ::-1])),
        leg=(length(knee - hip) + shin).mean(axis=1, keepdims=True),
        arm=np.maximum(length(elbow - shoulder) + length(wrist - elbow), TINY).mean(axis=1, keepdims=True),
        shin=shin,
        floor=(points[:, _GROUND] @ UP).min(axis=1, keepdims=True),
    )

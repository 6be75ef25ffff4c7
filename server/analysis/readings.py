"""Everything that can be measured on a stack of bodies, all at once: angles, distances and heights."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np

from server.analysis.body import Body, body_of
from server.analysis.vectors import (
    UP,
    Vectors,
    above_line,
    between,
    cross,
    dot,
    each,
    length,
    level,
    middle,
    to_segment,
    unit,
)

WIDE_STANCE: Final = 0.6
"""Feet further apart than this many leg lengths make a stance line; else a knee travels along its foot."""

_OUTWARD: Final = np.array([1.0, -1.0])[:, None]
"""The left side's outward axis is the lateral axis itself, the right side's its opposite."""

_OTHER: Final = np.s_[:, ::-1]
"""The same bodies with left and right exchanged."""


def measure_points(points: Vectors) -> Mapping[str, Vectors]:
    """Measure a stack of bodies, bodies × 33 × 3 with y down.

    Gives bodies × sides (left, right) by feature name: degrees for angles, body lengths for the rest.
    """
    body = body_of(points)
    return _angles(body) | _offsets(body) | _gaps(body) | _heights(body)


def _angles(b: Body) -> dict[str, Vectors]:
    thigh, arm = b.knee - b.hip, b.wrist - b.shoulder
    gaze = each(b.nose - middle(b.ear))
    up, trunk, chest = np.broadcast_to(UP, thigh.shape), each(b.trunk), each(b.chest)
    pairs = {
        "elbow": (b.shoulder - b.elbow, b.wrist - b.elbow),
        "shoulder": (b.hip - b.shoulder, b.elbow - b.shoulder),
        "hip": (b.shoulder - b.hip, thigh),
        "knee": (-thigh, b.ankle - b.knee),
        "ankle": (b.knee - b.ankle, b.toe - b.ankle),
        "upper_arm_incl": (b.elbow - b.shoulder, up),
        "forearm_incl": (b.wrist - b.elbow, up),
        "arm_incl": (arm, up),
        "thigh_incl": (thigh, up),
        "shin_incl": (b.ankle - b.knee, up),
        "leg_incl": (b.ankle - b.hip, up),
        "gaze_incl": (gaze, up),
        "thigh_split": (thigh, thigh[_OTHER]),
        "trunk_incl": (trunk, up),
        "chest_incl": (chest, up),
        "hip_axis": (each(b.hips), up),
        "shoulder_axis": (each(b.shoulders), up),
        "hip_turn": (level(each(b.hips)), b.stance),
        "arm_lat": (arm, each(b.shoulders) * _OUTWARD),
        "thigh_lat": (thigh, each(b.hips) * _OUTWARD),
        "thigh_chest": (thigh, chest),
        "bend": (trunk, level(each(b.hips) * _OUTWARD)),
        "lean": (trunk, b.stance),
        "gaze_lead": (level(gaze), b.stance),
    }
    first, second = (np.stack(vectors) for vectors in zip(*pairs.values(), strict=True))
    found = dict(zip(pairs, between(first, second), strict=True))
    head = b.nose - b.mid_shoulder
    return found | {
        "hip_tilt": np.abs(90.0 - found["hip_axis"]),
        "shoulder_tilt": np.abs(90.0 - found["shoulder_axis"]),
        "hip_square": np.minimum(found["hip_turn"], 180.0 - found["hip_turn"]),
        "thigh_fwd": 90.0 - found["thigh_chest"],
        "lean_lead": 90.0 - found["lean"],
        "side_bend": 90.0 - found["bend"],
        "twist": _twist(b),
        "head_flex": np.degrees(np.arctan2(dot(head, b.chest), dot(head, b.trunk)))[:, None],
    }


def _twist(b: Body) -> Vectors:
    """How far the shoulders are turned against the hips, positive toward each side; degrees."""
    shoulders, hips = unit(cross(b.shoulders, b.trunk)), unit(cross(b.hips, b.trunk))
    turned = np.degrees(np.arctan2(dot(shoulders, b.hips), dot(shoulders, hips)))
    return np.stack((turned, -turned), axis=1)


def _offsets(b: Body) -> dict[str, Vectors]:
    """Distances in body lengths; signed ones say where a knee or the hips have gone."""
    shin = b.ankle - b.knee
    feet = unit(level(b.toe - b.heel))
    wide = length(level(b.ankle - b.ankle[_OTHER])) > WIDE_STANCE * b.leg
    along = np.where(wide[..., None], b.stance, feet)
    ahead = unit(level(b.mid_shoulder - b.mid_hip))
    return {
        "knee_travel": dot(level(-shin), along) / b.shin,
        "knee_in": dot(shin, unit(level(each(b.hips) * _OUTWARD))) / b.shin,
        "knee_drop": dot(-shin, each(unit(level(b.chest)))) / b.shin,
        "hip_line": above_line(b.mid_hip, b.mid_shoulder, b.mid_ankle)[:, None] / b.leg,
        "cross_ankle": dot(b.ankle[:, 0] - b.ankle[:, 1], b.hips)[:, None] / b.leg,
        "sh_over_wr": dot(level(b.mid_shoulder - b.mid_wrist), ahead)[:, None] / b.arm,
    }


def _gaps(b: Body) -> dict[str, Vectors]:
    """How far one part of the body is from another, in leg lengths, between arms in arm lengths."""
    thigh_of_other = to_segment(b.ankle, b.hip[_OTHER], b.knee[_OTHER])
    shin_of_other = to_segment(b.ankle, b.knee[_OTHER], b.ankle[_OTHER])
    return {
        "stance": length(b.ankle[:, :1] - b.ankle[:, 1:]) / b.leg,
        "knee_gap": length(b.knee[:, :1] - b.knee[:, 1:]) / b.leg,
        "wrist_gap": length(b.wrist[:, :1] - b.wrist[:, 1:]) / b.arm,
        "elbow_gap": length(b.elbow[:, :1] - b.elbow[:, 1:]) / b.arm,
        "wrist_ankle": length(b.wrist - b.ankle) / b.leg,
        "heel_hip": length(b.ankle - b.hip) / b.leg,
        "hands_feet": length(b.mid_wrist - b.mid_ankle)[:, None] / b.leg,
        "foot_on_leg": np.minimum(thigh_of_other, shin_of_other) / b.leg,
        "knee_arm": to_segment(b.knee, b.shoulder, b.elbow) / b.leg,
    }


def _heights(b: Body) -> dict[str, Vectors]:
    """Heights above the lowest point, in leg lengths."""

    def height(point: Vectors) -> Vectors:
        above: Vectors = (point @ UP - b.floor) / b.leg
        return above

    return {
        "hip_h": height(b.mid_hip[:, None]),
        "shoulder_h": height(b.mid_shoulder[:, None]),
        "head_h": height(b.nose[:, None]),
        "elbow_h": height(b.elbow),
        "wrist_h": height(b.wrist),
        "ankle_h": height(b.ankle),
        "knee_h": height(b.knee),
        "foot_knee_dh": np.abs(height(b.ankle) - height(b.knee[:, ::-1])),
        "sh_below_el": (b.elbow - b.shoulder) @ UP / b.arm,
        "heel_lift": (b.heel - b.toe) @ UP / b.shin,
    }

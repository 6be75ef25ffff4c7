"""The bones, axes and distances of a stack of bodies as one table of vectors, all taken in one product."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import COUNT, NAMES
from server.analysis.vectors import TINY, UP, Vectors, cross, length

Rows: TypeAlias = npt.NDArray[np.intp]

_SIDES: Final = ("left", "right")

_SPANS: Final = {
    "thigh": "hip knee",
    "shin": "knee ankle",
    "leg": "hip ankle",
    "upper_arm": "shoulder elbow",
    "forearm": "elbow wrist",
    "arm": "shoulder wrist",
    "flank": "shoulder hip",
    "foot": "ankle foot_index",
    "sole": "heel foot_index",
    "trunk": "mid_hip mid_shoulder",
    "head": "mid_shoulder nose",
    "gaze": "mid_ear nose",
    "hips": "other_hip hip",
    "shoulders": "other_shoulder shoulder",
    "ankles": "other_ankle ankle",
    "knees": "other_knee knee",
    "elbows": "other_elbow elbow",
    "wrists": "other_wrist wrist",
    "left_hips": "right_hip left_hip",
    "left_shoulders": "right_shoulder left_shoulder",
    "left_ankles": "right_ankle left_ankle",
    "other_thigh": "other_hip other_knee",
    "other_shin": "other_knee other_ankle",
    "other_hip_to_ankle": "other_hip ankle",
    "other_knee_to_ankle": "other_knee ankle",
    "shoulder_to_knee": "shoulder knee",
    "hand_to_foot": "wrist ankle",
    "hands_to_feet": "mid_wrist mid_ankle",
    "hands_to_shoulders": "mid_wrist mid_shoulder",
    "shoulders_to_hips": "mid_shoulder mid_hip",
    "shoulders_to_feet": "mid_shoulder mid_ankle",
}
"""Vectors from one point to another. A word is a point of the own side; with `other_` of the other side, with
`mid_` the middle of both; with its side in it, or of no side, it is the same for both."""

_LEVEL: Final = ("gaze", "ankles", "sole", "hips", "left_hips", "trunk", "chest")
"""Of these the part level with the floor is taken too, as `level_…`."""

_MADE: Final = ("hip_front", "shoulder_front", "chest", "up")
"""Out of the front of hips and shoulders, as long as their axis and the trunk make it; of both together, the
chest; and against gravity."""

SPAN: Final = {name: row for row, name in enumerate((*_SPANS, *_MADE, *(f"level_{name}" for name in _LEVEL)))}
"""Row of each vector in `Body.vectors`."""

_GROUND: Final = np.array(
    [
        NAMES.index("nose"),
        *(
            NAMES.index(f"{side}_{part}")
            for part in ("ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
            for side in _SIDES
        ),
    ]
)
"""Points whose lowest one stands for the floor; fingers and mouth are too noisy for it."""


def weights_of(word: str, side: int) -> Vectors:
    """The 33 weights that make a point named as in `_SPANS` out of the landmarks, for a side (0 left)."""
    weights = np.zeros(COUNT)
    part = word.split("_", 1)[-1]
    if word.startswith("mid_"):
        weights[[NAMES.index(f"{name}_{part}") for name in _SIDES]] = 0.5
    elif word in NAMES:
        weights[NAMES.index(word)] = 1.0
    elif word.startswith("other_"):
        weights[NAMES.index(f"{_SIDES[1 - side]}_{part}")] = 1.0
    else:
        weights[NAMES.index(f"{_SIDES[side]}_{word}")] = 1.0
    return weights


def rows(names: Iterable[str]) -> Rows:
    """Rows of some vectors."""
    return np.array([SPAN[name] for name in names], dtype=np.intp)


def _span_weights() -> Vectors:
    table = np.zeros((len(SPAN), 2, COUNT))
    for row, words in enumerate(_SPANS.values()):
        start, end = words.split()
        for side in (0, 1):
            table[row, side] = weights_of(end, side) - weights_of(start, side)
    return table.reshape(-1, COUNT)


_WEIGHTS: Final = _span_weights()
_AXES: Final = rows(("left_hips", "left_shoulders"))
_LEVEL_OF, _LEVEL_FIRST = rows(_LEVEL), SPAN[f"level_{_LEVEL[0]}"]
_FRONTS: Final = slice(SPAN["hip_front"], SPAN["shoulder_front"] + 1)
_BONES: Final = rows(("thigh", "shin", "upper_arm", "forearm"))


@dataclass(frozen=True, slots=True)
class Body:
    """A stack of bodies, measured once."""

    points: Vectors
    """Bodies × 33 × 3."""

    vectors: Vectors
    """Bodies × rows of `SPAN` × sides (left, right) × 3."""

    lengths: Vectors
    """Of the vectors, bodies × rows × sides."""

    leg: Vectors
    """Mean leg length, bodies × 1: the unit of the ratios."""

    arm: Vectors
    """Mean arm length, bodies × 1."""

    shin: Vectors
    """Shin lengths, bodies × sides."""

    floor: Vectors
    """How far down the lowest point is, bodies × 1 × 1."""


def body_of(points: Vectors) -> Body:
    """The bodies of a stack of landmarks, bodies × 33 × 3 with y down."""
    vectors = (_WEIGHTS @ points).reshape(len(points), len(SPAN), 2, 3)
    _put_front(vectors)
    vectors[:, SPAN["up"]] = UP
    vectors[:, _LEVEL_FIRST:] = vectors.take(_LEVEL_OF, 1)
    vectors[:, _LEVEL_FIRST:, :, 1] = 0.0
    lengths = length(vectors)
    thigh, shin, upper_arm, forearm = lengths.take(_BONES, 1).swapaxes(0, 1)
    return Body(
        points=points,
        vectors=vectors,
        lengths=lengths,
        leg=_mean(thigh + shin),
        arm=_mean(upper_arm + forearm),
        shin=np.maximum(shin, TINY),
        floor=points[:, :, 1].take(_GROUND, 1).max(axis=1)[:, None, None],
    )


def _put_front(vectors: Vectors) -> None:
    axes = vectors[:, :, 0].take(_AXES, 1)
    fronts = cross(axes, vectors[:, SPAN["trunk"], :1])
    vectors[:, _FRONTS] = fronts[:, :, None]
    vectors[:, SPAN["chest"]] = (fronts / np.maximum(length(axes), TINY)[..., None]).sum(
        axis=1, keepdims=True
    )


def _mean(lengths: Vectors) -> Vectors:
    """Of both sides, bodies × 1; never nothing."""
    mean: Vectors = np.maximum((lengths[:, :1] + lengths[:, 1:]) / 2, TINY)
    return mean

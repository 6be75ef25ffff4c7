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
    "shin_up": "ankle knee",
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

_LEVELLED: Final = {
    f"level_{name}": _SPANS[name]
    for name in ("gaze", "ankles", "sole", "hips", "left_hips", "trunk", "shoulders_to_feet")
}
"""Of these the part level with the floor is taken too, as of the chest."""

_MADE: Final = ("hip_front", "shoulder_front", "up", "chest", "level_chest")
"""Out of the front of hips and shoulders, as long as their axis and the trunk make it; against gravity; and
of both fronts together, the chest."""

SPAN: Final = {name: row for row, name in enumerate((*_SPANS, *_MADE, *_LEVELLED))}
"""Row of each vector in `Body.vectors`."""


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


def span_weights(words: str, side: int) -> Vectors:
    """The 33 weights that make a vector out of the landmarks, named by its two points as in `_SPANS`."""
    start, end = words.split()
    return weights_of(end, side) - weights_of(start, side)


def _all_weights() -> Vectors:
    """Two rows for each of `SPAN`; of what is made otherwise they are zeros."""
    table = np.zeros((len(SPAN), 2, COUNT))
    for name, words in {**_SPANS, **_LEVELLED}.items():
        table[SPAN[name]] = [span_weights(words, side) for side in (0, 1)]
    return table.reshape(-1, COUNT)


_WEIGHTS: Final = _all_weights()
_AXES: Final = slice(SPAN["left_hips"], SPAN["left_shoulders"] + 1)
_FRONTS: Final = slice(SPAN["hip_front"], SPAN["shoulder_front"] + 1)
_CHESTS: Final = slice(SPAN["chest"], SPAN["level_chest"] + 1)
_LEVEL: Final = slice(SPAN["level_chest"], None)


@dataclass(frozen=True, slots=True)
class Body:
    """A stack of bodies, measured once."""

    vectors: Vectors
    """Bodies × rows of `SPAN` × sides (left, right) × 3."""

    lengths: Vectors
    """Of the vectors, bodies × rows × sides."""

    ways: Vectors
    """The vectors made one long, but for those of no length."""


def body_of(points: Vectors) -> Body:
    """The bodies of a stack of landmarks, bodies × 33 × 3 with y down."""
    vectors = (_WEIGHTS @ points).reshape(len(points), len(SPAN), 2, 3)
    _put_front(vectors)
    vectors[:, SPAN["up"]] = UP
    vectors[:, _LEVEL, :, 1] = 0.0
    lengths = length(vectors)
    return Body(vectors, lengths, vectors / np.maximum(lengths, TINY)[..., None])


def _put_front(vectors: Vectors) -> None:
    axes = vectors[:, _AXES, 0]
    fronts = cross(axes, vectors[:, SPAN["trunk"], 0])
    vectors[:, _FRONTS] = fronts[:, :, None]
    share = 1.0 / np.maximum(length(axes), TINY)
    vectors[:, _CHESTS] = (share[:, None] @ fronts)[:, None]

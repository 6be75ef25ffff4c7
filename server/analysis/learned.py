"""A second opinion about a pose: a small network over landmarks and measures, beside the library's rules."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.geometry import FEATURES, Measures, Shape
from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors, length

FILE: Final = "classifier.npz"
Singles = npt.NDArray[np.float32]

POINTS: Final = np.array([
    NAMES.index(name)
    for name in ("nose", *(f"{s}_{p}" for p in (
        "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index",
    ) for s in ("left", "right")))
])  # fmt: skip
"""What the network looks at; fingers and the rest of the face are left out."""

_HIPS: Final = [NAMES.index("left_hip"), NAMES.index("right_hip")]
_BONES: Final = [
    (NAMES.index(f"{side}_{start}"), NAMES.index(f"{side}_{end}"))
    for start, end in (("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"))
    for side in ("left", "right")
]
"""Their summed length is the unit, so that neither size nor distance matters."""

_EACH: Final = np.eye(len(NAMES))
_FROM_HIPS: Final = np.concatenate(
    (_EACH[POINTS] - _EACH[_HIPS].mean(axis=0), [_EACH[start] - _EACH[end] for start, end in _BONES])
)
"""What takes the points from the middle of the hips, and then the bones, out of the landmarks."""

_TOLD: Final = np.flatnonzero([told for feature in FEATURES for told in (True, feature.sided)])
_SCALE: Final = np.repeat([1.0 / 90.0 if f.unit == "deg" else 1.0 for f in FEATURES], 2)[_TOLD]
"""Every measure, once where both sides have the same."""

FARTHEST: Final = 3.0
"""Measures beyond this are of bodies that are not there."""


@dataclass(frozen=True, slots=True)
class Network:
    """A perceptron with rectified hidden layers and a softmax over poses; the last class is "none"."""

    poses: tuple[str, ...]
    mean: Singles
    spread: Singles
    layers: tuple[tuple[Singles, Singles], ...]
    """Weights and biases."""

    def __call__(self, inputs: Singles) -> Singles:
        """Chances, bodies × (poses and none), of inputs, bodies × features."""
        x = (inputs - self.mean) / self.spread
        for weights, bias in self.layers[:-1]:
            x = np.maximum(x @ weights + bias, 0.0)
        weights, bias = self.layers[-1]
        return softmax(x @ weights + bias)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the network makes of one body."""

    poses: tuple[str, ...]
    shares: Singles
    """Chances of the poses, and of none of them."""

    @property
    def none(self) -> float:
        return float(self.shares[-1])

    @property
    def best(self) -> str:
        return self.poses[int(self.shares[:-1].argmax())]

    def of(self, pose: str) -> float:
        """The chance of a pose; 0 of one that the network does not know."""
        return float(self.shares[self.poses.index(pose)]) if pose in self.poses else 0.0


def softmax(scores: npt.NDArray[np.floating]) -> Singles:
    grown = np.exp(scores - np.maximum.reduce(scores, axis=1, keepdims=True))
    shares: Singles = (grown / np.add.reduce(grown, axis=1, keepdims=True)).astype(np.float32, copy=False)
    return shares


def inputs_of(flat: Vectors, deep: Vectors, measures: Measures) -> Singles:
    """What the network sees: bodies in the picture's plane and in space, bodies × 33 × 3, and their measures.

    Place and size are undone; degrees are told in right angles, so that all numbers are about as large.
    """
    n, points = len(flat), _normal(np.concatenate((flat, deep)))
    told = np.minimum(np.maximum(measures.reshape(n, -1).take(_TOLD, 1) * _SCALE, -FARTHEST), FARTHEST)
    parts = (points[:n, :, :2].reshape(n, -1), points[n:].reshape(n, -1), told)
    return np.concatenate(parts, axis=1).astype(np.float32)


def _normal(points: Vectors) -> Vectors:
    taken = _FROM_HIPS @ points
    unit = np.add.reduce(length(taken[:, len(POINTS) :]), axis=1) / 3
    normal: Vectors = taken[:, : len(POINTS)] / np.maximum(unit, 1e-6)[:, None, None]
    return normal


def opinion(network: Network, shape: Shape) -> Opinion:
    """The network's opinion of one body."""
    inputs = inputs_of(shape.flat[None], shape.deep[None], shape.measures[None])
    return Opinion(network.poses, network(inputs)[0])


@functools.cache
def load_network() -> Network:
    """The network that is packed with the program."""
    file = resources.files("server.analysis") / "library" / FILE
    with file.open("rb") as stream, np.load(stream, allow_pickle=False) as stored:
        arrays = {name: stored[name] for name in stored.files}
    layers = sum(name.startswith("weights") for name in arrays)
    single = {name: array.astype(np.float32) for name, array in arrays.items() if name != "poses"}
    return Network(
        poses=tuple(str(pose) for pose in arrays["poses"]),
        mean=single["mean"],
        spread=single["spread"],
        layers=tuple((single[f"weights{n}"], single[f"bias{n}"]) for n in range(layers)),
    )

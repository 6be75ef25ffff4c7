"""A second opinion about a pose: a small network over normalised landmarks, beside the library's rules."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import resources
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.geometry import plane, space
from server.analysis.landmarks import NAMES, Landmarks
from server.analysis.vectors import Vectors

FILE: Final = "classifier.npz"
Singles = npt.NDArray[np.float32]

POINTS: Final = [
    NAMES.index(name)
    for name in ("nose", *(f"{s}_{p}" for p in (
        "ear", "shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index",
    ) for s in ("left", "right")))
]  # fmt: skip
"""What the network looks at; fingers and the rest of the face are left out."""

_HIPS: Final = [NAMES.index("left_hip"), NAMES.index("right_hip")]
_BONES: Final = np.array(
    [
        (NAMES.index(f"{side}_{start}"), NAMES.index(f"{side}_{end}"))
        for start, end in (("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"))
        for side in ("left", "right")
    ]
)
"""Their summed length is the unit, so that neither size nor distance matters."""


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

    chances: Mapping[str, float]
    none: float

    @property
    def best(self) -> str:
        return max(self.chances, key=self.chances.__getitem__)


def softmax(scores: npt.NDArray[np.floating]) -> Singles:
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares: Singles = (grown / grown.sum(axis=1, keepdims=True)).astype(np.float32)
    return shares


def inputs_of(flat: Vectors, deep: Vectors) -> Singles:
    """Features of bodies in the picture's plane and in space, bodies × 33 × 3; place and size undone."""
    parts = [_normal(flat)[:, :, :2], _normal(deep)]
    return np.concatenate([part.reshape(len(part), -1) for part in parts], axis=1).astype(np.float32)


def _normal(points: Vectors) -> Vectors:
    middle = points[:, _HIPS].mean(axis=1, keepdims=True)
    bones = points[:, _BONES[:, 0]] - points[:, _BONES[:, 1]]
    unit = np.sqrt((bones**2).sum(axis=2)).sum(axis=1) / 3
    normal: Vectors = (points[:, POINTS] - middle) / np.maximum(unit, 1e-6)[:, None, None]
    return normal


def opinion(network: Network, landmarks: Landmarks) -> Opinion:
    """The network's opinion of one body."""
    chances = network(inputs_of(plane(landmarks)[None], space(landmarks)[None]))[0]
    named = {pose: float(chance) for pose, chance in zip(network.poses, chances, strict=False)}
    return Opinion(named, float(chances[-1]))


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

"""Trains the network of `server.analysis.learned` on generated bodies alone, reproducibly from a seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.everyday import everyday, mixed, wild
from server.analysis.figures import load_figures, mirrored
from server.analysis.generation import Generator, Seen, look, vary
from server.analysis.geometry import measure_bodies
from server.analysis.learned import Network, Singles, inputs_of, softmax
from server.analysis.poses import Library
from server.analysis.recognition import EXIT, likeness
from server.analysis.variants import variants_of
from server.analysis.vectors import Vectors

NEGATIVES: Final = 0.35
"""Share of bodies in no pose."""

HIDDEN: Final = (112, 112)
BATCH: Final = 256
RATE, DECAY = 2e-3, 1e-4
FIRST, SECOND, TINY = 0.9, 0.999, 1e-8
"""Adam's constants (Kingma and Ba, 2015), with weight decay apart and a cosine to rest."""

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Examples:
    inputs: Singles
    answers: npt.NDArray[np.intp]
    """Number of the pose; the number of poses for none."""


def examples(library: Library, rng: Generator, n: int) -> Examples:
    """About n generated bodies with their poses; negatives that happen to be a pose are left out."""
    poses = [pose for pose in library.poses.values() if not pose.select_only]
    ids, figures = list(library.poses), load_figures()
    chosen = rng.integers(len(poses), size=round(n * (1 - NEGATIVES)))
    starts = np.stack([figures[pose.id] for pose in poses])[chosen]
    starts = np.where(rng.random((len(starts), 1, 1)) < 0.5, mirrored(starts), starts)
    views = np.array([pose.view for pose in poses])[chosen]
    seen = look(rng, vary(rng, starts, starts), views)
    others = _negatives(library, rng, figures, n - len(chosen))
    answers = np.array([ids.index(pose.id) for pose in poses])[chosen]
    return Examples(
        np.concatenate([inputs_of(seen.flat, seen.deep), inputs_of(others.flat, others.deep)]),
        np.concatenate([answers, np.full(len(others.flat), len(ids))]),
    )


def _negatives(library: Library, rng: Generator, figures: Mapping[str, Vectors], n: int) -> Seen:
    known = np.stack([figures[pose] for pose in library.poses])
    known = np.concatenate([known, mirrored(known)])
    parts = (
        everyday(rng, figures, n * 45 // 100),
        mixed(rng, known, n * 40 // 100),
        wild(rng, known, n * 15 // 100),
    )
    bodies = np.concatenate(parts)
    views = np.where(
        np.arange(len(bodies)) < len(parts[0]), "any", rng.choice(["front", "side", "any"], len(bodies))
    )
    seen = look(rng, bodies, views)
    keep = ~_meets_rules(library, seen)
    return Seen(seen.flat[keep], seen.deep[keep])


def _meets_rules(library: Library, seen: Seen) -> npt.NDArray[np.bool_]:
    """Which bodies look like some pose to the rules."""
    like = likeness(variants_of(library), measure_bodies(seen.flat, seen.deep))
    meets: npt.NDArray[np.bool_] = like.max(axis=1) >= EXIT
    return meets


def train(library: Library, *, seed: int, bodies: int, rounds: int, tell: Tell) -> Network:
    """A network for the library's poses."""
    rng = np.random.default_rng(seed)
    tell("Generating bodies")
    data = examples(library, rng, bodies)
    mean, spread = data.inputs.mean(axis=0), data.inputs.std(axis=0) + 1e-3
    inputs = (data.inputs - mean) / spread
    layers = _layers(rng, (inputs.shape[1], *HIDDEN, len(library.poses) + 1))
    steps = rounds * (len(inputs) // BATCH)
    adam = Adam([array for layer in layers for array in layer], steps)
    for n in range(rounds):
        order = rng.permutation(len(inputs))
        for start in range(0, len(inputs) - BATCH + 1, BATCH):
            rows = order[start : start + BATCH]
            adam.step(_slopes(layers, inputs[rows], data.answers[rows]))
        tell(f"Round {n + 1} of {rounds}")
    return Network(tuple(library.poses), mean, spread, tuple(layers))


def _layers(rng: Generator, sizes: tuple[int, ...]) -> list[tuple[Singles, Singles]]:
    return [
        (
            rng.normal(0.0, np.sqrt(2.0 / before), (before, after)).astype(np.float32),
            np.zeros(after, dtype=np.float32),
        )
        for before, after in pairwise(sizes)
    ]


def _slopes(
    layers: list[tuple[Singles, Singles]], inputs: Singles, answers: npt.NDArray[np.intp]
) -> list[Singles]:
    """Slopes of the mean cross-entropy by every array of every layer (back-propagation)."""
    outputs = [inputs]
    for weights, bias in layers[:-1]:
        outputs.append(np.maximum(outputs[-1] @ weights + bias, 0.0))
    error = softmax(outputs[-1] @ layers[-1][0] + layers[-1][1])
    error[np.arange(len(answers)), answers] -= 1.0
    error /= len(answers)
    slopes: list[Singles] = []
    for (weights, _), output in zip(reversed(layers), reversed(outputs), strict=True):
        slopes[:0] = [output.T @ error, error.sum(axis=0)]
        error = (error @ weights.T) * (output > 0.0)
    return slopes


class Adam:
    """Steps down a slope, arrays changed in place."""

    def __init__(self, arrays: list[Singles], steps: int) -> None:
        self._arrays, self._steps, self._done = arrays, steps, 0
        self._mean = [np.zeros_like(array) for array in arrays]
        self._square = [np.zeros_like(array) for array in arrays]

    def step(self, slopes: list[Singles]) -> None:
        self._done += 1
        rate = RATE * 0.5 * (1.0 + np.cos(np.pi * self._done / self._steps))
        grown, squared = 1.0 - FIRST**self._done, 1.0 - SECOND**self._done
        for array, slope, mean, square in zip(self._arrays, slopes, self._mean, self._square, strict=True):
            mean[:] = FIRST * mean + (1.0 - FIRST) * slope
            square[:] = SECOND * square + (1.0 - SECOND) * slope**2
            array[:] -= rate * ((mean / grown) / (np.sqrt(square / squared) + TINY) + DECAY * array)


def save(network: Network, path: Path) -> None:
    """Write a network in half precision; it is read by `load_network`."""
    arrays: dict[str, npt.NDArray[np.float16]] = {
        "mean": network.mean.astype(np.float16),
        "spread": network.spread.astype(np.float16),
    }
    for n, (weights, bias) in enumerate(network.layers):
        arrays |= {f"weights{n}": weights.astype(np.float16), f"bias{n}": bias.astype(np.float16)}
    np.savez_compressed(path, poses=np.array(network.poses), **arrays)  # type: ignore[arg-type]

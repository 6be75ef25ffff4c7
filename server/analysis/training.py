"""Trains the network of `server.analysis.learned` on generated bodies alone, reproducibly from a seed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np
import numpy.typing as npt

from server.analysis.everyday import between, everyday, mixed, with_free_arms
from server.analysis.figures import load_figures, mirrored
from server.analysis.generation import Generator, look, vary, yaws
from server.analysis.geometry import measure_bodies
from server.analysis.learned import Network, Singles, inputs_of, softmax
from server.analysis.people import people
from server.analysis.poses import Library
from server.analysis.recognition import expectation, likeness
from server.analysis.slips import with_one_slip
from server.analysis.variants import variants_of
from server.analysis.vectors import Vectors

OTHERS, WAYS, FREE_ARMS = 0.30, 0.13, 0.12
"""Shares of the bodies that are in no pose, on the way from one to another, and in one but for the arms."""

OFF_DEG: Final = (4.0, 26.0)
"""How far the joints of a body are from its pose's figure, one standard deviation, least and most."""

SLIPS: Final = 0.4
"""Share of the bodies made from a pose that have one thing off, as somebody who needs a cue."""

SLIP_DEG, SLIP_OFF_DEG = 50.0, 5.0
"""How far it is off at most, and how far the other joints are."""

IS_POSE: Final = 0.60
IS_NONE: Final = 0.30
"""The true body is the pose that the rules find it like to the first, and in no pose below the second.
Between them nobody could say, and it is left out."""

IS_STILL: Final = 0.45
"""A body made from a pose is that pose from here on, if it is like no other more."""

AT_ONCE: Final = 10_000
"""Bodies made together: a bound for memory."""

HIDDEN: Final = (144, 112)
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
    """About n generated bodies: what the rules say of the body as it is, and how a camera sees it.

    So the network learns to say what the rules would say if the landmarks were right.
    """
    parts = [_some(library, rng, min(AT_ONCE, n - start)) for start in range(0, n, AT_ONCE)]
    return Examples(
        np.concatenate([part.inputs for part in parts]), np.concatenate([part.answers for part in parts])
    )


def _some(library: Library, rng: Generator, n: int) -> Examples:
    bodies, views, made_from = _bodies(library, rng, n)
    answers = told(library, bodies, made_from)
    clear = answers >= 0
    seen = look(rng, bodies[clear], yaws(rng, views[clear]))
    measures = measure_bodies(seen.flat, seen.deep)
    return Examples(inputs_of(seen.flat, seen.deep, measures), answers[clear])


def _bodies(library: Library, rng: Generator, n: int) -> _Lot:
    others, ways, free = (round(share * n) for share in (OTHERS, WAYS, FREE_ARMS))
    lots = (
        _in_poses(library, rng, n - others - ways - free),
        _near_poses(library, rng, ways, free),
        _in_no_pose(rng, others),
    )
    bodies, views, made_from = (np.concatenate(part) for part in zip(*lots, strict=True))
    return _Lot(bodies, views, made_from)


class _Lot(NamedTuple):
    bodies: Vectors
    views: npt.NDArray[np.str_]
    """The view that each is seen in."""

    made_from: npt.NDArray[np.intp]
    """Number of the pose that it was made from; -1 for none."""


def _figures(library: Library) -> tuple[Vectors, npt.NDArray[np.str_], npt.NDArray[np.intp]]:
    """The figures that are learned, their poses' views, and the numbers of the poses."""
    figures = load_figures()
    poses = [
        (k, pose)
        for k, pose in enumerate(library.poses.values())
        if not pose.select_only and pose.id in figures
    ]
    return (
        np.stack([figures[pose.id] for _, pose in poses]),
        np.array([pose.view for _, pose in poses]),
        np.array([k for k, _ in poses]),
    )


def _in_poses(library: Library, rng: Generator, n: int) -> _Lot:
    figures, views, numbers = _figures(library)
    chosen = rng.integers(len(figures), size=n)
    starts = figures[chosen]
    starts = np.where(rng.random((n, 1, 1)) < 0.5, mirrored(starts), starts)
    slips = round(SLIPS * n)
    slipped = with_one_slip(rng, starts[:slips], SLIP_DEG)
    off_deg = np.concatenate([np.full(slips, SLIP_OFF_DEG), rng.uniform(*OFF_DEG, n - slips)])
    starts = np.concatenate([slipped, starts[slips:]])
    return _Lot(vary(rng, starts, starts, off_deg), views[chosen], numbers[chosen])


def _near_poses(library: Library, rng: Generator, ways: int, free: int) -> _Lot:
    """What poses are mistaken for: the way to the next one, and their legs and trunk with other arms."""
    figures, views, _ = _figures(library)
    figures, views = np.concatenate([figures, mirrored(figures)]), np.concatenate([views, views])
    on_the_way, start = between(rng, figures, ways)
    chosen = rng.integers(len(figures), size=free)
    return _Lot(
        np.concatenate([on_the_way, with_free_arms(rng, figures[chosen])]),
        views[np.concatenate([start, chosen])],
        np.full(ways + free, -1),
    )


def _in_no_pose(rng: Generator, n: int) -> _Lot:
    figures = load_figures()
    known = np.stack(list(figures.values()))
    known = np.concatenate([known, mirrored(known)])
    parts = (
        people(rng, n * 40 // 100),
        everyday(rng, figures, n * 35 // 100),
        mixed(rng, known, n - n * 40 // 100 - n * 35 // 100),
    )
    views = [np.full(len(part), "any") for part in parts[:2]]
    views.append(rng.choice(["front", "side", "any"], len(parts[2])))
    return _Lot(np.concatenate(parts), np.concatenate(views), np.full(n, -1))


def told(library: Library, bodies: Vectors, made_from: npt.NDArray[np.intp]) -> npt.NDArray[np.intp]:
    """Number of the pose that each body is in; the number of poses for none, -1 where nobody could say."""
    variants = variants_of(library)
    like = likeness(variants, measure_bodies(bodies, bodies)) * expectation(variants, None).prior
    by_pose = np.zeros((len(bodies), len(library.poses)))
    for variant, number in enumerate(variants.pose_of):
        np.maximum(by_pose[:, number], like[:, variant], out=by_pose[:, number])
    best, top = by_pose.argmax(axis=1), by_pose.max(axis=1)
    enough = np.where(best == made_from, IS_STILL, IS_POSE)
    answers: npt.NDArray[np.intp] = np.where(
        top >= enough, best, np.where(top < IS_NONE, len(library.poses), -1)
    )
    return answers


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

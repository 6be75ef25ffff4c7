"""Generated bodies with one fault of the library each, or as meant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from bench.accuracy.bodies import AS_MEANT, pictures, poses
from bench.accuracy.resting import rest
from server.analysis.figures import load_figures
from server.analysis.generation import Generator, look, vary
from server.analysis.geometry import INDEX, NOISE, Measures, measure_bodies
from server.analysis.landmarks import Landmarks
from server.analysis.poses import Condition, Fault, Library, Pose
from server.analysis.recognition import likeness
from server.analysis.slips import with_one_slip
from server.analysis.training import IS_POSE
from server.analysis.variants import columns, variants_of
from server.analysis.vectors import Vectors

TRIED: Final = 3000
"""Bodies of each pose with one joint, or one pair of them, turned somewhere."""

MOST_DEG: Final = 55.0
ASIDE_DEG: Final = 15.0
"""How far the camera stands from the pose's view at most."""

OFF_DEG: Final = 2.0
MOST_MEANT: Final = 4
"""Bodies made for each one that has no fault."""

CLEARLY: Final = 1.0
"""A fault is there when it is past its limit by this many times the noise of the measure."""

CLEAR_OF: Final = 0.5
"""Another is not there when it keeps this far from its limit, or its own ideal does not."""


@dataclass(frozen=True, slots=True)
class Example:
    """Somebody in a pose, as a landmarker sees them."""

    pose: Pose
    fault: str | None
    """What is off, if anything."""

    landmarks: Landmarks
    chance: Generator
    """For the jitter of a film; its own, so that what is said of one body changes nothing for the next."""


def with_faults(library: Library, *, each: int, seed: int, floating: bool = False) -> Iterator[Example]:
    """Up to `each` bodies with each fault that can be made alone.

    The body that is shown has the fault, and rests on the floor unless the fault is one that leaves it.
    With `floating` a figure is chosen that has the fault, and varied after.
    """
    rng = np.random.default_rng(seed)
    for pose in poses(library):
        for fault, bodies in _bodies_with(library, pose, rng, each, floating):
            for body in bodies:
                yield _seen(pose, fault.id, _varied(rng, body) if floating else body, rng)


def as_meant(library: Library, *, each: int, seed: int, floating: bool = False) -> Iterator[Example]:
    """Bodies that nothing is wrong with; some `floating` ones have a fault by chance."""
    rng = np.random.default_rng(seed)
    for pose in poses(library):
        figure = load_figures()[pose.id]
        bodies = _varied(rng, figure, each if floating else MOST_MEANT * each)
        if not floating:
            bodies, rests = rest(figure, bodies)
            bodies = bodies[rests & ~_any_fault(pose, _as_seen(pose, bodies))]
        for body in bodies[:each]:
            yield _seen(pose, None, body, rng)


def _varied(rng: Generator, body: Vectors, n: int = 1) -> Vectors:
    """One body in n proportions, its joints a little off."""
    bodies = np.repeat(body[None], n, axis=0)
    varied = vary(rng, bodies, bodies, OFF_DEG)
    return varied[0] if n == 1 else varied


def _seen(pose: Pose, fault: str | None, body: Vectors, rng: Generator) -> Example:
    aside = rng.uniform(-ASIDE_DEG, ASIDE_DEG, 1)
    yaw = aside + (0.0 if pose.view != "side" else rng.choice([-90.0, 90.0]))
    conditions = replace(AS_MEANT.conditions, seen_m=0.008, depth_m=0.03, hidden=0.0)
    return Example(pose, fault, pictures(look(rng, body[None], yaw, conditions))[0], rng.spawn(1)[0])


def _bodies_with(
    library: Library, pose: Pose, rng: Generator, each: int, floating: bool
) -> Iterator[tuple[Fault, list[Vectors]]]:
    """For each fault bodies that have it clearly and no other, and are still in the pose.

    Clearly to somebody who looks from the pose's own view: a knee that bends toward the camera is not.
    """
    figure = load_figures()[pose.id]
    bodies = with_one_slip(rng, np.repeat(figure[None], TRIED, axis=0), MOST_DEG)
    rests = np.ones(TRIED, dtype=bool)
    if not floating:
        bodies, rests = rest(figure, vary(rng, bodies, bodies, OFF_DEG))
    measures = _as_seen(pose, np.concatenate([figure[None], bodies]))
    alone = _alone(pose, measures)
    still = _still_in(library, pose, measures)
    for fault in pose.faults:
        fit = (alone[fault.id] & still)[1:]
        chosen = np.flatnonzero(fit & rests if (fit & rests).any() else fit)[:each]
        if len(chosen):
            yield fault, [bodies[n] for n in chosen]


def _any_fault(pose: Pose, measures: Measures) -> npt.NDArray[np.bool_]:
    found = [_has(fault, measures, 0.0) for fault in pose.faults]
    some: npt.NDArray[np.bool_] = np.any([np.zeros(len(measures)), *found], axis=0)
    return some


def _as_seen(pose: Pose, bodies: Vectors) -> Measures:
    """Measured from the pose's own view, without error."""
    flat = bodies if pose.view != "side" else bodies[:, :, [2, 1, 0]]
    return measure_bodies(flat * [1.0, 1.0, 0.0], bodies)


def _still_in(library: Library, pose: Pose, measures: Measures) -> npt.NDArray[np.bool_]:
    variants = variants_of(library)
    lead = next(v for v in variants.all if v.pose.id == pose.id)
    still: npt.NDArray[np.bool_] = likeness(variants, measures)[:, lead.number] >= IS_POSE
    return still


def _alone(pose: Pose, measures: Measures) -> dict[str, npt.NDArray[np.bool_]]:
    """By fault, which bodies have it clearly and no other; body 0, the figure, may be near some limit."""
    near = {fault.id: _has(fault, measures, -CLEAR_OF) for fault in pose.faults}
    there = {
        fault.id: _has(fault, measures, 0.0) if near[fault.id][0] else near[fault.id] for fault in pose.faults
    }
    return {
        fault.id: _has(fault, measures, CLEARLY)
        & ~np.any([np.zeros(len(measures)), *(there[other] for other in there if other != fault.id)], axis=0)
        for fault in pose.faults
    }


def _has(fault: Fault, measures: Measures, by: float) -> npt.NDArray[np.bool_]:
    """Whether each body has a fault, by at least so many times the noise; the left side leads."""
    occasions = (0, 1) if any(c.side == "both" for c in fault.when) else (0,)
    found = [
        np.all([_past(condition, measures, side) > by for condition in fault.when], axis=0)
        for side in occasions
    ]
    has: npt.NDArray[np.bool_] = np.any(found, axis=0)
    return has


def _past(condition: Condition, measures: Measures, side: int) -> Vectors:
    """How far beyond its limit a condition is, in times the noise of its measure."""
    column = side if condition.side == "both" else columns(condition.side, 0)[0]
    row = INDEX[condition.feature]
    past: Vectors = (measures[:, row, column] - condition.limit) / NOISE[row]
    return past if condition.above else -past

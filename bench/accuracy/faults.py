"""Generated faults, one at a time: does its cue come first, and does a body without fault get none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
import numpy.typing as npt

from bench.accuracy.bodies import AS_MEANT, film, pictures, poses
from bench.photos import Share
from server.analysis.coach import Coach
from server.analysis.figures import load_figures
from server.analysis.generation import Generator, look, vary
from server.analysis.geometry import INDEX, NOISE, Measures, measure_bodies
from server.analysis.poses import Condition, Fault, Library, Pose
from server.analysis.recognition import likeness
from server.analysis.slips import with_one_slip
from server.analysis.training import IS_POSE
from server.analysis.variants import columns, variants_of
from server.analysis.vectors import Vectors

FPS: Final = 15.0
SECONDS: Final = 7.0
"""Long enough for the first cue, which waits until somebody has settled."""

TRIED: Final = 3000
"""Bodies of each pose with one joint, or one pair of them, turned somewhere."""

MOST_DEG: Final = 55.0
ASIDE_DEG: Final = 15.0
"""How far the camera stands from the pose's view at most."""

OFF_DEG: Final = 2.0
CLEARLY: Final = 1.0
"""A fault is there when it is past its limit by this many times the noise of the measure."""

CLEAR_OF: Final = 0.5
"""Another is not there when it keeps this far from its limit, or its own ideal does not."""


@dataclass(frozen=True, slots=True)
class Cued:
    """How often the right cue came first."""

    first: Share
    """Of all bodies with a fault."""

    precision: Share
    """Of the first cues that came."""

    nothing: int
    """Bodies that got no cue."""

    unnamed: int
    """Of them, those whose pose was not named."""

    faults: Share
    """Faults of the library that could be generated alone."""

    missed: list[tuple[str, str, int]]
    """(fault, cue that came or "none", how often), most often first."""


def faults(library: Library, *, each: int, seed: int) -> Cued:
    """Show up to `each` bodies with each fault that can be made alone."""
    rng = np.random.default_rng(seed)
    outcomes: list[tuple[str, str | None, bool]] = []
    made: set[str] = set()
    for pose in poses(library):
        for fault, bodies in _bodies_with(library, pose, rng, each):
            made.add(fault.id)
            outcomes += [(fault.id, *_first_cue(library, pose, rng, body)) for body in bodies]
    cued = [(fault, cue) for fault, cue, _ in outcomes if cue is not None]
    wrong = Counter((fault, cue or "none") for fault, cue, _ in outcomes if cue != fault)
    return Cued(
        first=Share(sum(fault == cue for fault, cue, _ in outcomes), len(outcomes)),
        precision=Share(sum(fault == cue for fault, cue in cued), len(cued)),
        nothing=len(outcomes) - len(cued),
        unnamed=sum(cue is None and not named for _, cue, named in outcomes),
        faults=Share(len(made), sum(len(pose.faults) for pose in poses(library))),
        missed=[(fault, cue, n) for (fault, cue), n in wrong.most_common()],
    )


def perfect(library: Library, *, each: int, seed: int) -> tuple[Share, dict[str, int]]:
    """Bodies as meant that get a cue all the same, and which."""
    rng = np.random.default_rng(seed)
    cues: list[str | None] = []
    for pose in poses(library):
        bodies = [load_figures()[pose.id]] * each
        cues += [_first_cue(library, pose, rng, body)[0] for body in bodies]
    given = Counter(cue for cue in cues if cue is not None)
    return Share(given.total(), len(cues)), dict(given.most_common())


def _first_cue(library: Library, pose: Pose, rng: Generator, body: Vectors) -> tuple[str | None, bool]:
    """The first cue that somebody gets, and whether their pose was named."""
    bodies = vary(rng, body[None], body[None], OFF_DEG)
    aside = rng.uniform(-ASIDE_DEG, ASIDE_DEG, 1)
    yaw = aside + (0.0 if pose.view != "side" else rng.choice([-90.0, 90.0]))
    conditions = replace(AS_MEANT.conditions, seen_m=0.008, depth_m=0.03, hidden=0.0)
    landmarks = pictures(look(rng, bodies, yaw, conditions))[0]
    coach, named = Coach(library), False
    for frame in film(rng, landmarks, SECONDS, FPS):
        feedback = coach.observe(frame)
        named = named or (feedback.pose is not None and feedback.pose.id == pose.id)
        if feedback.cue is not None:
            return feedback.cue.id, named
    return None, named


def _bodies_with(
    library: Library, pose: Pose, rng: Generator, each: int
) -> Iterator[tuple[Fault, list[Vectors]]]:
    """For each fault bodies that have it clearly and no other, and are still in the pose.

    Clearly to somebody who looks from the pose's own view: a knee that bends toward the camera is not.
    """
    figure = load_figures()[pose.id][None]
    bodies = np.concatenate([figure, with_one_slip(rng, np.repeat(figure, TRIED, axis=0), MOST_DEG)])
    flat = bodies if pose.view != "side" else bodies[:, :, [2, 1, 0]]
    measures = measure_bodies(flat * [1.0, 1.0, 0.0], bodies)
    variants = variants_of(library)
    lead = next(v for v in variants.all if v.pose.id == pose.id)
    still = likeness(variants, measures)[:, lead.number] >= IS_POSE
    there = {fault.id: _has(fault, measures, CLEARLY) for fault in pose.faults}
    near = {fault.id: _has(fault, measures, -CLEAR_OF) for fault in pose.faults}
    usual = {
        fault.id: bool(_has(fault, measures[:1], -CLEAR_OF)[0]) for fault in pose.faults
    }  # body 0 is the figure
    for fault in pose.faults:
        others = [
            ~(there_or_near if not usual[other] else _has(_by(pose, other), measures, 0.0))
            for other, there_or_near in near.items()
            if other != fault.id
        ]
        alone = np.flatnonzero(there[fault.id] & still & np.all([*others, still], axis=0))
        if len(alone):
            yield fault, [bodies[n] for n in alone[:each]]


def _by(pose: Pose, fault: str) -> Fault:
    return next(f for f in pose.faults if f.id == fault)


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

"""The demo practitioner, whose joints are known: angle errors through the engine, and delays until a name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.accuracy.bodies import AS_MEANT, film, pictures, poses
from bench.accuracy.seen import Cache
from server.analysis.coach import Coach
from server.analysis.engines.base import Engine
from server.analysis.figures import load_figures
from server.analysis.generation import Generator, look
from server.analysis.geometry import FEATURES, INDEX, measure
from server.analysis.landmarks import Detection, Frame, Landmarks
from server.analysis.poses import Library, Pose
from server.demo.choreography import all_poses, eased
from server.demo.film import shot
from server.demo.practitioner import Practitioner

FPS: Final = 15.0
HELD_S, MOVE_S = 3.0, 1.5
WAITED_S: Final = 4.0
"""A pose that is not named within this time counts as this late."""


@dataclass(frozen=True, slots=True)
class Error:
    """How far a measure is from the truth, in its own unit."""

    name: str
    readings: int
    bias: float
    median: float
    p90: float


@dataclass(frozen=True, slots=True)
class Followed:
    errors: list[Error]
    delays_s: list[float]
    """From a pose being reached to its name."""


async def followed(library: Library, cache: Cache, engine: Engine) -> Followed:
    """Every founding pose once, drawn, found by the engine and coached at 15 frames a second."""
    practitioner = Practitioner(all_poses())
    drawn = [practitioner.frame(n / FPS, n) for n in range(round(practitioner.choreography.duration_s * FPS))]

    async def find() -> list[Detection]:
        async with engine.landmarker() as landmarker:
            return [await landmarker.detect(Frame(n, n / FPS, shot(one))) for n, one in enumerate(drawn)]

    found = await cache.get(f"all poses {FPS:g}", find)
    away: dict[str, list[float]] = {}
    for one, seen in zip(drawn, found, strict=True):
        if one.pose is not None and isinstance(seen, Landmarks):
            _compare(library.poses[one.pose], seen, one.landmarks, away)
    held = [one.pose for one in drawn]
    return Followed(_errors(away), _delays(library, found, held))


def _compare(pose: Pose, seen: Landmarks, truth: Landmarks, away: dict[str, list[float]]) -> None:
    apart = measure(seen) - measure(truth)
    for name in {target.feature for target in pose.targets}:
        away.setdefault(name, []).extend(apart[INDEX[name]][: 1 + FEATURES[INDEX[name]].sided].tolist())


def _errors(away: dict[str, list[float]]) -> list[Error]:
    return [
        Error(
            name,
            len(apart),
            float(np.median(apart)),
            float(np.median(np.abs(apart))),
            float(np.percentile(np.abs(apart), 90)),
        )
        for name, apart in sorted(away.items(), key=lambda item: INDEX[item[0]])
    ]


def _delays(library: Library, found: Sequence[Detection], held: Sequence[str | None]) -> list[float]:
    """For each pose that is reached: how long until it is named; 0 where it was named on the way."""
    coach, delays = Coach(library), []
    reached, waiting = 0.0, None
    before: str | None = None
    for one, pose in zip(found, held, strict=True):
        feedback = coach.observe(one)
        if pose is not None and before is None:
            reached, waiting = one.t, pose
        if waiting is not None and pose is None:
            delays.append(WAITED_S)
            waiting = None
        if waiting is not None and feedback.pose is not None and feedback.pose.id == waiting:
            delays.append(one.t - reached)
            waiting = None
        before = pose
    return delays


def changes(library: Library, *, pairs: int, seed: int) -> list[float]:
    """Delays of generated changes from one pose to another, both seen by the same camera."""
    rng = np.random.default_rng(seed)
    delays: list[float] = []
    for _ in range(pairs):
        found, held = _change(library, rng)
        delays += _delays(library, found, held)
    return delays


def _change(library: Library, rng: Generator) -> tuple[list[Detection], list[str | None]]:
    first, second = _pair(library, rng)
    figures = load_figures()
    yaw = np.repeat(rng.uniform(-15.0, 15.0) + (90.0 if first.view == "side" else 0.0), 1)
    state = rng.integers(2**32)
    conditions = replace(AS_MEANT.conditions, seen_m=0.008, depth_m=0.03, hidden=0.0)
    found: list[Detection] = []
    held: list[str | None] = []
    for n in range(round((2 * HELD_S + MOVE_S) * FPS)):
        t = n / FPS
        share = eased((t - HELD_S) / MOVE_S)
        body = (1.0 - share) * figures[first.id] + share * figures[second.id]
        # the same generator again: a camera and a landmarker's mistakes stay as they are for a while
        landmarks = pictures(look(np.random.default_rng(state), body[None], yaw, conditions))[0]
        found.append(replace(next(film(rng, landmarks, 1.0, FPS)), seq=n, t=t))
        held.append(None if t < HELD_S + MOVE_S else second.id)
    return found, held


def _pair(library: Library, rng: Generator) -> tuple[Pose, Pose]:
    """Two poses that the same camera shows and that landmarks can tell apart."""
    known = poses(library)
    while True:
        first, second = (known[n] for n in rng.choice(len(known), 2, replace=False))
        if first.view == second.view and first.id not in second.confusable:
            return first, second

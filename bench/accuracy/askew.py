"""A camera that stands askew: what poses are named and scored, uncorrected, estimated and told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from bench.accuracy.bodies import AS_MEANT, film, pictures, poses
from bench.photos import Share
from server.analysis.coach import Coach
from server.analysis.feedback import Feedback
from server.analysis.figures import load_figures
from server.analysis.generation import Generator, Seen, look, rotations
from server.analysis.horizon import Down, Wish
from server.analysis.landmarks import Landmarks
from server.analysis.poses import Library, Pose
from server.analysis.vectors import Vectors

ROLLS: Final = (0.0, 5.0, 10.0, 15.0)
FPS: Final = 15.0
STANDS_S, HOLDS_S = 4.0, 3.0
"""Somebody stands before the camera first, as people do, and then takes the pose."""


@dataclass(frozen=True, slots=True)
class Askew:
    """What the poses of the library came to in a picture rolled so far."""

    roll: float
    way: str
    named: Share
    score: float
    """Mean of those that were named."""


def askew(library: Library, *, seed: int) -> list[Askew]:
    """Each pose once for each roll, with the correction off, estimated, and told."""
    found = []
    for roll in ROLLS:
        ways: dict[str, Wish] = {"off": "off", "estimated": "estimate", "told": Down(roll)}
        found += [_count(library, roll, way, wish, seed) for way, wish in ways.items()]
    return found


def _count(library: Library, roll: float, way: str, wish: Wish, seed: int) -> Askew:
    rng = np.random.default_rng(seed)
    ends = [(pose, _last(library, pose, roll, wish, rng)) for pose in poses(library)]
    right = [end for pose, end in ends if end.pose is not None and end.pose.id == pose.id]
    scores = [end.score for end in right if end.score is not None]
    return Askew(roll, way, Share(len(right), len(ends)), float(np.mean(scores)))


def _last(library: Library, pose: Pose, roll: float, wish: Wish, rng: Generator) -> Feedback:
    """What is said at the end of somebody's standing and holding a pose."""
    coach = Coach(library)
    coach.configure(horizon=wish)
    for one in _filmed(rng, pose, roll):
        feedback = coach.observe(one)
    return feedback


def _filmed(rng: Generator, pose: Pose, roll: float) -> Iterator[Landmarks]:
    yaw = 90.0 if pose.view == "side" else 0.0
    shown = ((load_figures()["mountain"], 0.0, STANDS_S), (load_figures()[pose.id], yaw, HOLDS_S))
    n = 0
    for figure, turn, seconds in shown:
        seen = _rolled(look(rng, figure[None], np.array([turn]), _STRAIGHT), roll)
        for one in film(rng, pictures(seen)[0], seconds, FPS):
            yield replace(one, seq=n, t=n / FPS)
            n += 1


_STRAIGHT: Final = replace(
    AS_MEANT.conditions, pitch_deg=0.0, roll_deg=0.0, seen_m=0.005, depth_m=0.02, hidden=0.0
)
"""Hardly anything else is wrong, so that what a roll costs is seen."""


def _rolled(seen: Seen, degrees: float) -> Seen:
    """Down is turned so far toward the right of the picture."""
    turn: Vectors = rotations(np.array([[0.0, 0.0, -np.radians(degrees)]]))[0]
    return Seen(seen.flat @ turn.T, seen.deep @ turn.T)

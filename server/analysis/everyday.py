"""Generated bodies in no pose, or nearly: people who stand, sit, lie or bend, arms anywhere or at rest, poses
mixed up, and people on the way from one to another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.generation import JITTER_DEG, Generator, vary
from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

SHARES: Final[Mapping[str, float]] = {
    "mountain": 0.22, "chair": 0.08, "five_pointed_star": 0.08, "lowlung": 0.05, "half_lift": 0.12,
    "corpse": 0.10, "staff": 0.03, "goddess": 0.05, "thunderbolt": 0.03, "plank": 0.03, "warrior2": 0.03,
    "high_lunge": 0.03, "bridge": 0.03, "sitting": 0.12,
}  # fmt: skip
"""What bodies of people who do something else are made of, and how often; "sitting" is on a chair."""

SHARED_ARMS: Final = 0.7
"""How often both arms do the same."""

PRAYER, HANDS_ON_HIPS = 0.25, 0.1
"""Of arms that may be anywhere: how often palms are together before the chest, and hands on the hips."""

NEIGHBOURS: Final = 8
"""From a figure the way leads to one of so many that are nearest to it."""

WAY_OFF_DEG: Final = 5.0
ARMS_OFF_DEG: Final = 9.0
"""How far the joints of bodies on the way, and of those with free arms, are off besides."""

_UPPER_M, _LOWER_M, _HAND_M = 0.28, 0.25, 0.07
_MIRROR: Final = np.array([-1.0, 1.0, 1.0])
_ARMS: Final = [
    [NAMES.index(f"{side}_{part}") for part in ("shoulder", "elbow", "wrist", "pinky", "index", "thumb")]
    for side in ("left", "right")
]
_SHOULDERS, _HIPS = (
    [NAMES.index(f"{side}_{part}") for side in ("left", "right")] for part in ("shoulder", "hip")
)


def everyday(rng: Generator, figures: Mapping[str, Vectors], n: int) -> Vectors:
    """Bodies whose legs and trunk are of some figure, with arms anywhere."""
    kinds = np.stack([sitting(figures) if name == "sitting" else figures[name] for name in SHARES])
    lower = kinds[rng.choice(len(kinds), n, p=list(SHARES.values()))]
    return vary(rng, with_arms_anywhere(rng, lower), lower)


def mixed(rng: Generator, figures: Vectors, n: int) -> Vectors:
    """The arms of one pose on another, or the upper body of one on the legs of another."""
    upper, other = (figures[rng.integers(len(figures), size=n)] for _ in range(2))
    swapped = upper.copy()
    for shoulder, *arm in _ARMS:
        swapped[:, arm] = upper[:, [shoulder]] + other[:, arm] - other[:, [shoulder]]
    arms_only = rng.random((n, 1, 1)) < 0.6
    return vary(rng, np.where(arms_only, swapped, upper), np.where(arms_only, upper, other), JITTER_DEG)


def between(rng: Generator, figures: Vectors, n: int) -> tuple[Vectors, npt.NDArray[np.intp]]:
    """Bodies somewhere on the way from one figure to one near it, and the number of the first."""
    apart = np.linalg.norm(figures[:, None] - figures[None], axis=-1).mean(axis=-1)
    near = apart.argsort(axis=1)[:, 1 : NEIGHBOURS + 1]
    start = rng.integers(len(figures), size=n)
    end = near[start, rng.integers(NEIGHBOURS, size=n)]
    way = rng.random((n, 1, 1))
    bodies = (1.0 - way) * figures[start] + way * figures[end]
    return vary(rng, bodies, bodies, WAY_OFF_DEG), start


def with_free_arms(rng: Generator, figures: Vectors) -> Vectors:
    """The figures with their arms anywhere: whether that is still the pose, its rules know."""
    return vary(rng, with_arms_anywhere(rng, figures), figures, ARMS_OFF_DEG)


def sitting(figures: Mapping[str, Vectors]) -> Vectors:
    """Mountain's figure on a chair: thighs level, shins upright."""
    figure = figures["mountain"].copy()
    ahead = figure[NAMES.index("left_foot_index")] - figure[NAMES.index("left_heel")]
    ahead = ahead * [1.0, 0.0, 1.0] / np.linalg.norm(ahead[[0, 2]])
    for side in ("left", "right"):
        hip, knee, *foot = (
            NAMES.index(f"{side}_{part}") for part in ("hip", "knee", "ankle", "heel", "foot_index")
        )
        moved = figure[hip] + 0.42 * ahead - figure[knee]
        figure[[knee, *foot]] += moved
    return figure


def with_arms_anywhere(rng: Generator, figures: Vectors) -> Vectors:
    """Bodies with the trunk and legs of some figures, and arms that point anywhere, mostly both alike."""
    bodies, alike = figures.copy(), rng.random((len(figures), 1)) < SHARED_ARMS
    first: list[Vectors] = []
    for shoulder, elbow, wrist, *fingers in _ARMS:
        upper = _directions(rng.normal(size=(len(bodies), 3)))
        fold = upper * rng.uniform(-0.2, 1.5, (len(bodies), 1))
        lower = _directions(_directions(rng.normal(size=upper.shape)) + fold)
        first = first or [upper, lower]
        if upper is not first[0]:
            upper, lower = (
                np.where(alike, one * _MIRROR, own) for one, own in zip(first, (upper, lower), strict=True)
            )
        bodies[:, elbow] = bodies[:, shoulder] + upper * _UPPER_M
        bodies[:, wrist] = bodies[:, elbow] + lower * _LOWER_M
        bodies[:, fingers] = (bodies[:, wrist] + lower * _HAND_M)[:, None]
    return with_hands_at_rest(rng, bodies)


def with_hands_at_rest(rng: Generator, bodies: Vectors) -> Vectors:
    """The same bodies, some with their palms together before the chest or their hands on their hips."""
    rested, kind = bodies.copy(), rng.random(len(bodies))
    shoulders, hips = bodies[:, _SHOULDERS], bodies[:, _HIPS]
    chest = shoulders.mean(axis=1)
    across = _directions(shoulders[:, 0] - shoulders[:, 1])
    down = _directions(hips.mean(axis=1) - chest)
    ahead = _directions(np.cross(down, across))
    for arm, hip, out in zip(_ARMS, _HIPS, (across, -across), strict=True):
        palm = chest + 0.16 * down + 0.16 * ahead + 0.02 * out
        prayer = 0.45 * out + 0.85 * down + 0.15 * ahead, palm
        _put_hands(rested, kind < PRAYER, arm, prayer)
        on_hip = 0.7 * out + 0.7 * down - 0.2 * ahead, bodies[:, hip] + 0.06 * (out - down)
        _put_hands(rested, (kind >= PRAYER) & (kind < PRAYER + HANDS_ON_HIPS), arm, on_hip)
    return rested


def _put_hands(
    bodies: Vectors, chosen: npt.NDArray[np.bool_], arm: list[int], how: tuple[Vectors, Vectors]
) -> None:
    """Put one hand of the chosen bodies somewhere; `how` is where the upper arm points, and the hand is."""
    shoulder, elbow, wrist, *fingers = arm
    upper, hand = (part[chosen] for part in how)
    at = bodies[chosen, shoulder] + _directions(upper) * _UPPER_M
    bodies[chosen, elbow], bodies[chosen, wrist] = at, hand
    tips = hand + _directions(hand - at) * _HAND_M
    bodies[np.ix_(np.flatnonzero(chosen), np.array(fingers))] = tips[:, None]


def _directions(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit

"""Generated people put together joint by joint: they stand, sit, lie, bend and reach, in no pose meant."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.everyday import with_arms_anywhere
from server.analysis.generation import Generator, vary
from server.analysis.landmarks import COUNT, NAMES
from server.analysis.vectors import UP, Vectors

Degrees = npt.NDArray[np.float64]

ALIKE: Final = 0.75
"""How often both legs do the same."""

SEATED: Final = 0.5
"""How often lifted thighs mean that somebody sits, shins upright."""

JITTER_DEG: Final = 6.0

TRUNK_M, THIGH_M, SHIN_M, SHOULDER_M, HIP_M = 0.50, 0.42, 0.42, 0.18, 0.10
AHEAD: Final = np.array([0.0, 0.0, -1.0])
LEFT: Final = np.array([1.0, 0.0, 0.0])


def people(rng: Generator, n: int) -> Vectors:
    """Bodies × 33 × 3 metres about the middle of the hips, facing the camera."""
    bodies = np.zeros((n, COUNT, 3))
    lean = _trunks(rng, n)
    _put_trunk(bodies, lean)
    legs = [_legs(rng, n), _legs(rng, n)]
    alike = rng.random(n) < ALIKE
    for side, out, own in (("left", 1.0, legs[0]), ("right", -1.0, legs[1])):
        thigh, spread, knee = (np.where(alike, both, one) for both, one in zip(legs[0], own, strict=True))
        sits = (rng.random(n) < SEATED) & (thigh > 50.0)
        shin = np.where(sits, rng.normal(0.0, 12.0, n), thigh - knee)
        _put_leg(bodies, side, out, (thigh, shin), spread)
    bodies = with_arms_anywhere(rng, bodies)
    return vary(rng, bodies, bodies, JITTER_DEG)


def _trunks(rng: Generator, n: int) -> Degrees:
    """Forward lean: upright, leaning or lying back, bent forward."""
    return _one_of(
        rng,
        n,
        (4.0, rng.normal(0.0, 8.0, n)),
        (2.0, rng.uniform(-100, -15, n)),
        (3.0, rng.uniform(15, 110, n)),
    )


def _legs(rng: Generator, n: int) -> tuple[Degrees, Degrees, Degrees]:
    """Lift of the thigh, how far it is spread, and how far the knee is bent."""
    lift = _one_of(
        rng,
        n,
        (3.0, rng.normal(0.0, 10.0, n)),
        (3.0, rng.normal(85.0, 14.0, n)),
        (2.0, rng.uniform(0.0, 120.0, n)),
        (0.7, rng.uniform(-40.0, 0.0, n)),
    )
    spread = _one_of(rng, n, (1.0, np.abs(rng.normal(4.0, 5.0, n))), (1.0, rng.uniform(0.0, 50.0, n)))
    knee = _one_of(rng, n, (1.0, np.abs(rng.normal(6.0, 6.0, n))), (1.0, rng.uniform(0.0, 130.0, n)))
    return lift, spread, knee


def _one_of(rng: Generator, n: int, *choices: tuple[float, Degrees]) -> Degrees:
    """For each body one of the choices, as often as their weights say."""
    weights = np.array([weight for weight, _ in choices])
    chosen: Degrees = np.choose(
        rng.choice(len(choices), n, p=weights / weights.sum()), [values for _, values in choices]
    )
    return chosen


def _put_trunk(bodies: Vectors, lean: Degrees) -> None:
    spine, chest = _toward(UP, AHEAD, lean), _toward(AHEAD, -UP, lean)
    neck = TRUNK_M * spine
    head = neck + 0.17 * spine
    nose = bodies[:, NAMES.index("nose")] = head + 0.10 * chest
    for side, out in (("left", 1.0), ("right", -1.0)):
        bodies[:, NAMES.index(f"{side}_hip")] = out * HIP_M * LEFT
        bodies[:, NAMES.index(f"{side}_shoulder")] = neck + out * SHOULDER_M * LEFT
        bodies[:, NAMES.index(f"{side}_ear")] = head + out * 0.07 * LEFT
        bodies[:, NAMES.index(f"mouth_{side}")] = nose + out * 0.02 * LEFT - 0.03 * spine
        for part in ("eye_inner", "eye", "eye_outer"):
            bodies[:, NAMES.index(f"{side}_{part}")] = nose + out * 0.02 * LEFT + 0.03 * spine


def _put_leg(bodies: Vectors, side: str, out: float, bent: tuple[Degrees, Degrees], spread: Degrees) -> None:
    """`bent` is how far thigh and shin are lifted forward of hanging down."""
    aside, (thigh, shin) = np.radians(spread)[:, None], bent
    hip, knee, ankle, heel, toe = (
        NAMES.index(f"{side}_{part}") for part in ("hip", "knee", "ankle", "heel", "foot_index")
    )

    def along(lift: Degrees) -> Vectors:
        direction: Vectors = np.cos(aside) * _toward(-UP, AHEAD, lift) + out * np.sin(aside) * LEFT
        return direction

    sole, foot = along(shin), along(shin + 90.0)
    bodies[:, knee] = bodies[:, hip] + THIGH_M * along(thigh)
    bodies[:, ankle] = bodies[:, knee] + SHIN_M * sole
    bodies[:, heel] = bodies[:, ankle] + 0.06 * sole - 0.05 * foot
    bodies[:, toe] = bodies[:, ankle] + 0.06 * sole + 0.15 * foot


def _toward(start: Vectors, end: Vectors, degrees: Degrees) -> Vectors:
    """Unit vectors on the way from one direction to another at right angles to it."""
    turn = np.radians(degrees)[:, None]
    direction: Vectors = np.cos(turn) * start + np.sin(turn) * end
    return direction

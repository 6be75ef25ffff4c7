"""How sure each measure is: the errors of landmarks carried through to it, in the view at hand.

A knee that points at the camera, or a hip turned in depth, moves far when its landmarks move a little. So the
body is shaken as a landmarker errs, and each measure's answer to that is its uncertainty.
"""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.geometry import NOISE, Shape, measure_bodies
from server.analysis.landmarks import COUNT
from server.analysis.variants import Flags, Floats
from server.analysis.vectors import TINY, Vectors

ACROSS_M, DEPTH_M = 0.024, 0.07
"""Errors of a landmark across the picture and in depth. With the first a straight knee seen from its best
side reads 8 degrees wrong and an elbow 13, as was measured of the full model."""

GUESSED: Final = 2.0
"""A landmark of no visibility errs this many times more; visibility tells little, so it counts little."""

PATTERNS: Final = 16
"""Ways to shake, over and over; each is used with its opposite."""

FIRST, LIVE = 4, 1
"""Patterns for the first look at somebody, and for each further one of a film."""

EVERY: Final = 4
"""Frames from one look of a film to the next: how somebody stands to the camera changes slowly."""

MEMORY: Final = 6.0
"""Looks that a film's uncertainty is taken over."""

SHOWN: Final = 3.0
"""A measure this many times as unsure as it is at best is not shown by this view: neither scored nor cued."""

_AROUND: Final = np.array([ACROSS_M, ACROSS_M, DEPTH_M])
_PLANE: Final = np.array([1.0, 1.0, 0.0])
_SHAKES: Final = np.random.default_rng(7).normal(size=(PATTERNS, COUNT, 3))


class Doubt:
    """Follows how sure the measures of one body are; no chance is in it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._variance: Floats | None = None
        self._frames = self._used = self._looks = 0
        self.spread: Floats | None = None
        """What was given last."""

    def follow(self, shape: Shape, visibility: npt.NDArray[np.float32]) -> Floats:
        """Take in one frame of a film; gives features × sides, in their units."""
        self._frames += 1
        if self.spread is None:
            return self.look(shape, visibility, FIRST)
        return self.spread if self._frames % EVERY else self.look(shape, visibility, LIVE)

    def look(self, shape: Shape, visibility: npt.NDArray[np.float32], patterns: int = PATTERNS) -> Floats:
        """Take in one body and how visible its 33 landmarks are, shaken in so many ways."""
        variance = _variance(shape, visibility, _SHAKES[self._used : self._used + patterns])
        self._used = (self._used + patterns) % PATTERNS
        self._looks += 1
        if self._variance is not None:
            variance = self._variance + (variance - self._variance) / min(float(self._looks), MEMORY)
        self._variance = variance
        self.spread = np.sqrt(variance)
        return self.spread


def _variance(shape: Shape, visibility: npt.NDArray[np.float32], shakes: Vectors) -> Floats:
    """Mean squared way from the measures to those of the body shaken one way and the opposite way."""
    error = (GUESSED - (GUESSED - 1.0) * visibility)[:, None] * np.concatenate((shakes, -shakes))
    across = error * (ACROSS_M * _per_metre(shape) * _PLANE)
    away = measure_bodies(shape.flat + across, shape.deep + error * _AROUND) - shape.measures
    variance: Floats = (away * away).mean(axis=0)
    return variance


def _per_metre(shape: Shape) -> float:
    """How large a metre of the body is in the picture, in picture heights."""
    seen, true = (points[:, :2] - points[:, :2].mean(axis=0) for points in (shape.flat, shape.deep))
    return float(np.sqrt((seen * seen).sum() / max(float((true * true).sum()), TINY)))


def shown(uncertainty: Floats) -> Flags:
    """Which measures (features × sides) the view shows well enough to be used."""
    sure: Flags = uncertainty <= SHOWN * NOISE[:, None]
    return sure

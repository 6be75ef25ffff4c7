"""Smoothing over time as MediaPipe does it: the One-Euro filter, and a slow mean of the visibility."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import Points

VISIBILITY_WEIGHT: Final = np.float32(0.1)
"""Of the new value, in the mean of the visibility."""


@dataclass(frozen=True, slots=True)
class Cutoffs:
    """Of a One-Euro filter (Casiez, Roussel, Vogel, CHI 2012), in Hz; `slope` is its beta."""

    least: float
    slope: float
    speed: float = 1.0


IMAGE: Final = Cutoffs(0.05, 80.0)
WORLD: Final = Cutoffs(0.1, 40.0)
"""Both from MediaPipe's pose_landmarks_detector_graph.cc."""


@dataclass(frozen=True, slots=True)
class Smoothed:
    """What a One-Euro filter remembers, and its value."""

    t: float
    """Seconds."""
    given: Points
    value: Points
    speed: Points


def one_euro(
    before: Smoothed | None, t: float, given: Points, cutoffs: Cutoffs, scale: float = 1.0
) -> Smoothed:
    """Smooth 33 × 3 values; `scale` makes their speed comparable across sizes of the body.

    MediaPipe's one_euro_filter.cc with its number types. `t` is later than before's.
    """
    if before is None:
        return Smoothed(t, given, given, np.zeros_like(given))
    rate = 1.0 / (t - before.t)
    speed = ((given.astype(np.float64) - before.given) * (scale * rate)).astype(np.float32)
    speed = _mean(speed, before.speed, np.float32(_weight(cutoffs.speed, rate)))
    cutoff = cutoffs.least + cutoffs.slope * np.abs(speed.astype(np.float64))
    weight = (1.0 / (1.0 + rate / (2.0 * math.pi * cutoff))).astype(np.float32)
    return Smoothed(t, given, _mean(given, before.value, weight), speed)


def slow_mean(before: Points | None, given: Points) -> Points:
    """The visibility, so that a point does not flicker in and out of sight."""
    return given if before is None else _mean(given, before, VISIBILITY_WEIGHT)


def _weight(cutoff: float, rate: float) -> float:
    return 1.0 / (1.0 + rate / (2.0 * math.pi * cutoff))


def _mean(new: Points, old: Points, weight: np.float32 | npt.NDArray[np.float32]) -> Points:
    """Weighted, summed in double precision: rounding would feed back."""
    return ((weight * new).astype(np.float64) + (1.0 - np.float64(weight)) * old).astype(np.float32)

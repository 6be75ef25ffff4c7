"""Filters over time for readings and scores; landmark points come smoothed from the engine already."""

from __future__ import annotations

import math
from typing import Final

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]

MIN_CUTOFF: Final = 1.0
"""Hz; what is left of jitter at rest."""

SPEED_COEFFICIENT: Final = 0.02
"""Hz per degree a second: the faster a joint moves, the less it is smoothed."""

SPEED_CUTOFF: Final = 1.0
"""Hz, for the speed itself. One Euro filter: Casiez, Roussel and Vogel, CHI 2012."""


class OneEuro:
    """One Euro filter over an array of readings, one value of each at a time."""

    def __init__(self) -> None:
        self._t = 0.0
        self._value: Floats | None = None
        self._speed: Floats = np.zeros(0)

    def reset(self) -> None:
        self._value = None

    def __call__(self, value: Floats, t: float) -> Floats:
        if self._value is None or t <= self._t:
            self._value, self._speed, self._t = value, np.zeros_like(value), t
            return value
        dt, step = t - self._t, value - self._value
        self._speed = self._speed + _share(SPEED_CUTOFF, dt) * (step / dt - self._speed)
        turn = 2.0 * math.pi * dt
        rate = turn * MIN_CUTOFF + turn * SPEED_COEFFICIENT * np.abs(self._speed)
        self._value = self._value + rate / (1.0 + rate) * step
        self._t = t
        return self._value


class Ema:
    """Exponential moving average with a time constant, for frames that come unevenly."""

    def __init__(self, tau: float) -> None:
        self._tau = tau
        self._t = 0.0
        self.value: Floats | None = None
        """What was given last."""

    def reset(self) -> None:
        self.value = None

    def __call__(self, value: Floats, t: float) -> Floats:
        if self.value is None:
            self.value = value
        else:
            share = 1.0 - math.exp(-max(t - self._t, 0.0) / self._tau)
            self.value = self.value + share * (value - self.value)
        self._t = t
        return self.value


def _share(cutoff: float, dt: float) -> float:
    rate = 2.0 * math.pi * cutoff * dt
    return rate / (1.0 + rate)

"""How much of its workers' time an engine has used lately."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from typing import Final

SPAN_S: Final = 3.0
"""Time constant: what was done this long ago counts a third."""

FIRST_FRAME_S: Final = 0.012
"""What a frame is taken to cost until some were measured."""
FRAME_WEIGHT: Final = 0.02


class Meter:
    """Sums what workers were busy with, forgetting it exponentially."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.frame_s = FIRST_FRAME_S
        """Mean time of one worker for one frame."""
        self.replaced = 0
        """Workers that were lost or worn, and have a successor."""
        self._clock = clock
        self._began = self._at = clock()
        self._sum_s = 0.0

    def add(self, seconds: float) -> None:
        """One frame kept one worker busy for so long."""
        self._forget()
        self._sum_s += seconds
        self.frame_s += FRAME_WEIGHT * (seconds - self.frame_s)

    def busy(self) -> float:
        """Workers that were busy on average, 0 to their number."""
        self._forget()
        # Just after the start there is less than a span to divide by.
        span = SPAN_S * -math.expm1((self._began - self._at) / SPAN_S)
        return self._sum_s / span if span else 0.0

    def _forget(self) -> None:
        now = self._clock()
        self._sum_s *= math.exp((self._at - now) / SPAN_S)
        self._at = now

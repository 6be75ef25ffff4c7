"""Counting what was sent and what came back."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

import numpy as np

from server.stream.wire import FeedbackMessage

KEPT: Final = 100_000
"""Latencies kept: an hour at 30 frames per second, some megabytes."""


class Tally:
    """Figures of one stream on the client's monotonic clock."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self.sent = 0
        self.position_s = 0.0
        """Time of the last frame sent, on the source's own clock."""

        self.answered = 0
        self.dropped = 0
        """Frames that the server says it did not analyse."""

        self.latencies: deque[float] = deque(maxlen=KEPT)
        """Milliseconds from a frame's capture to its feedback."""

        self._answers: deque[float] = deque(maxlen=60)

    def count_sent(self, t: float) -> None:
        self.position_s = t
        self.sent += 1

    def count(self, feedback: FeedbackMessage) -> None:
        now = self._clock()
        self.answered += 1
        self.dropped = feedback.dropped
        self._answers.append(now)
        if feedback.captured_us is not None:
            self.latencies.append(1000.0 * now - feedback.captured_us / 1000.0)

    @property
    def rate(self) -> float:
        """Answers per second over the last ones."""
        if len(self._answers) < 2:
            return 0.0
        span = self._answers[-1] - self._answers[0]
        return (len(self._answers) - 1) / span if span > 0 else 0.0

    def latency_ms(self, percentile: float) -> float | None:
        return float(np.percentile(self.latencies, percentile)) if self.latencies else None

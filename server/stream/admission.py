"""Whether the machine has room for one more practice, as far as it was measured."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable
from typing import Final

from server.analysis.engines.base import Load
from server.errors import Busy

TRY_AGAIN_S: Final = 20.0

EXPECTED_FPS: Final = 10.0
"""What a session is taken to send until its own frames were measured."""
SETTLED_S: Final = 5.0
"""After this long a session's frames are part of what was measured."""

TICK_S: Final = 0.1
TICK_WEIGHT: Final = 0.2
"""Of one tick in the mean: a single late one says little, a second of them a lot."""


class Admission:
    """Turns new sessions away while the workers or the event loop have too much to do.

    Those that run keep their rate: what they send is measured and stays taken, and the newly let in count as
    expected until they are measured too.
    """

    def __init__(
        self,
        load: Callable[[], Load],
        *,
        most_load: float,
        most_lag_s: float,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.lag_s = 0.0
        """How late the event loop's ticks are, a running mean."""
        self._load = load
        self._most_load = most_load
        self._most_lag_s = most_lag_s
        self._clock = clock
        self._new: deque[float] = deque()

    def check(self, *, pictures: bool) -> None:
        """Let one more session in, which sends pictures or needs no worker. Raises Busy."""
        if self.lag_s > self._most_lag_s:
            raise Busy("The coach has too much to do right now.", retry_after_s=TRY_AGAIN_S)
        if not pictures:
            return
        if self.expected() > self._most_load:
            raise Busy("The coach has as many people to watch as it can.", retry_after_s=TRY_AGAIN_S)
        self._new.append(self._clock())

    def expected(self) -> float:
        """The share of the workers' time that would be in use with one more session."""
        while self._new and self._new[0] < self._clock() - SETTLED_S:
            self._new.popleft()
        load = self._load()
        return load.busy + (len(self._new) + 1) * EXPECTED_FPS * load.frame

    async def watch(self) -> None:
        """Measure for ever how late the event loop is."""
        while True:
            due = self._clock() + TICK_S
            await asyncio.sleep(TICK_S)
            self.tick(self._clock() - due)

    def tick(self, late_s: float) -> None:
        """Take note of one tick that came so late."""
        self.lag_s += TICK_WEIGHT * (late_s - self.lag_s)

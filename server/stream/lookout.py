"""Has a frame looked at while the one before is coached, so that no worker waits for the coach (SPEC 3.2)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import TypeAlias

from server.analysis.landmarks import Detection, Frame
from server.errors import EngineFailed, FrameLost, FrameTooOld
from server.stream.choice import Choice
from server.stream.intake import Arrival
from server.stream.latest import Latest

Detect: TypeAlias = Callable[[Frame, Callable[[Frame], Frame]], Awaitable[Detection]]
"""Given a frame, and what says which to take instead once the work can begin."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of one frame."""

    arrival: Arrival
    started: float
    """When it was given to the engine, in monotonic seconds."""
    found: Detection | FrameLost | EngineFailed


class Lookout:
    """One frame with the engine, and one answer that waits to be taken, at most."""

    def __init__(
        self, latest: Latest[Arrival], detect: Detect, blind: Callable[[], bool], most_age_s: float
    ) -> None:
        self.unanswered = 0
        """Frames that were taken up and came to nothing."""
        self._latest = latest
        self._detect = detect
        self._blind = blind
        self._most_age_s = most_age_s
        self._seen: asyncio.Queue[Seen] = asyncio.Queue(1)

    async def watch(self) -> None:
        """Look at the newest frame, one after another, until the engine has failed."""
        async for arrival in self._latest:
            if self._blind():
                self.unanswered += 1
                continue
            seen = await self._look(Choice(arrival, self._latest, self._most_age_s))
            self.unanswered += isinstance(seen.found, FrameLost)
            if not isinstance(seen.found, FrameTooOld):  # which is counted, and no error of its own
                await self._seen.put(seen)
            if isinstance(seen.found, EngineFailed):
                return

    async def __aiter__(self) -> AsyncIterator[Seen]:
        """What was seen, in order."""
        while True:
            seen = await self._seen.get()
            # The coach does not let go while it works: first the next frame is on its way to a worker.
            await asyncio.sleep(0)
            yield seen

    async def _look(self, choice: Choice) -> Seen:
        started, item = time.monotonic(), choice.arrival.item
        try:
            found = await self._detect(item, choice.newest) if isinstance(item, Frame) else item
        except (FrameLost, EngineFailed) as error:
            return Seen(choice.arrival, started, error)
        return Seen(choice.arrival, started, found)

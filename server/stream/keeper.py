"""When the totals of a session are stored: at its first scored frame, every few seconds, and at its end."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, Final

import structlog

from server.analysis.summary import Ending, Summary
from server.errors import StoreUnavailable
from server.stream.shield import to_the_end

logger = structlog.get_logger(__name__)

Save = Callable[[Summary, Ending | None], Coroutine[Any, Any, int | None]]
"""Store totals, final where an ending is given; returns the row's number, None where nothing is kept."""

PATIENCE_S: Final = 3.0
"""How long the final save is tried again before the client is told; the store keeps it and goes on trying."""


class Keeper:
    """Store what `summarise` says: nothing before the first scored frame, nothing after the end."""

    def __init__(self, session_id: str, save: Save, summarise: Callable[[], Summary], every_s: float) -> None:
        self.row: int | None = None
        self._log = logger.bind(session=session_id)
        self._save = save
        self._summarise = summarise
        self._every_s = every_s
        self._scored = asyncio.Event()

    def scored(self) -> None:
        """There is something to keep."""
        self._scored.set()

    async def run(self, saved: Callable[[int], Awaitable[None]]) -> None:
        """Store while there is something new, and tell `saved` up to which seq it is safe."""
        await self._scored.wait()
        safe = -1
        while True:
            summary = self._summarise()
            if summary.last_seq != safe and await self._checkpoint(summary):
                safe = summary.last_seq
                if self.row is not None:
                    await saved(safe)
            await asyncio.sleep(self._every_s)

    async def finish(self, ending: Ending) -> int | None:
        """Make it final; where the database stays away, the store does that when it is back."""
        if not self._scored.is_set():
            return None
        deadline, pause = time.monotonic() + PATIENCE_S, 0.1
        while True:
            try:
                return await self._save(self._summarise(), ending)
            except StoreUnavailable as error:
                if time.monotonic() + pause > deadline:
                    self._log.error("summary not final", reason=error.message)
                    return self.row
            await asyncio.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - jitter, no secret
            pause *= 2

    async def _checkpoint(self, summary: Summary) -> bool:
        try:
            self.row = await to_the_end(self._save(summary, None))
        except StoreUnavailable as error:
            self._log.warning("checkpoint failed", reason=error.message)
            return False
        return True

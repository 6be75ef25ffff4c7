"""A place for one worker after another, which takes its turns from the queue that all lanes share."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import structlog

from server.analysis.engines.exchange import MakeParts, Reply
from server.analysis.engines.line import WorkerGone
from server.analysis.engines.meter import Meter
from server.analysis.engines.pool.nursery import Hand, dismissed

LOOK_EVERY: Final = 500
"""Frames between two looks at a worker's memory."""
GROWN: Final = 1.5
"""Times the memory at the first look, at which a worker is replaced. MediaPipe's own networks have leaked
before (google-ai-edge/mediapipe, issues 5652 and 6351)."""

PAGE_BYTES: Final = 4096

log = structlog.get_logger(__name__)


@dataclass(order=True, slots=True)
class Turn:
    """One picture that waits for a worker. Whose landmarker was served longest ago is first."""

    served: float
    number: int
    parts: MakeParts = field(compare=False)
    """Asked when a worker is free, so that it can give the newest frame; what it raises is the answer."""
    done: asyncio.Future[Reply] = field(
        compare=False, default_factory=lambda: asyncio.get_running_loop().create_future()
    )

    def fail(self, error: Exception) -> None:
        """Tell whoever still waits."""
        if not self.done.done():
            self.done.set_exception(error)


Turns = asyncio.PriorityQueue[Turn]
"""Each landmarker has one frame and one count of people in it at most, so it needs no bound of its own."""


@dataclass(frozen=True, slots=True)
class Rules:
    """When a worker is replaced."""

    deadline_s: float
    """Without an answer for this long."""
    frames: int
    """After so many."""


class Lane:
    def __init__(
        self, first: Hand, start: Callable[[], Awaitable[Hand]], turns: Turns, rules: Rules, meter: Meter
    ) -> None:
        self.hand: Hand | None = first
        self._start = start
        self._turns = turns
        self._rules = rules
        self._meter = meter
        self._asking = False
        self._next: asyncio.Task[Hand] | None = None

    async def run(self) -> None:
        """Serve for ever, with a new worker whenever one is gone or worn."""
        try:
            while True:
                hand = self.hand = self.hand or await self._another()
                try:
                    await self._employ(hand)
                except WorkerGone as gone:
                    log.warning("worker replaced", pid=hand.pid, reason=str(gone))
                finally:
                    self.hand = None
                    await hand.stop()
        finally:
            if self._next is not None:
                await dismissed(self._next)

    async def _employ(self, hand: Hand) -> None:
        """Let the worker serve until it is gone (WorkerGone), or until one is ready that takes its place."""
        serving = asyncio.create_task(self._serve(hand))
        try:
            waited: set[asyncio.Future[Any]] = {serving, hand.exited}
            await asyncio.wait(waited, return_when=asyncio.FIRST_COMPLETED)
            if not serving.done() and not self._asking:
                raise WorkerGone("it ended", taken=False)
            await serving
        finally:
            serving.cancel()
            await asyncio.wait({serving})

    async def _serve(self, hand: Hand) -> None:
        wear = _Wear(hand.pid, self._rules.frames)
        while self._next is None or not self._next.done():
            turn = await self._turns.get()
            if hand.exited.done():
                self._turns.put_nowait(turn)
                raise WorkerGone("it ended", taken=False)
            if not turn.done.done():
                await self._answer(hand, turn)
                if wear.after_one_more() and self._next is None:
                    log.info("worker is worn", pid=hand.pid)
                    self._next = asyncio.create_task(self._fresh())

    async def _answer(self, hand: Hand, turn: Turn) -> None:
        try:
            parts = turn.parts()
        except Exception as error:  # the landmarker's own word, whatever it is: raised there, not here
            turn.fail(error)
            return
        self._asking, began = True, time.monotonic()
        try:
            reply = await hand.ask(parts, self._rules.deadline_s)
        except BaseException as error:  # a cancellation too: who waits for the answer hears of it
            gone = error if isinstance(error, WorkerGone) else WorkerGone("it was stopped")
            turn.fail(gone)
            raise
        finally:
            self._asking = False
            self._meter.add(time.monotonic() - began)
        if not turn.done.done():
            turn.done.set_result(reply)

    async def _another(self) -> Hand:
        if self._next is None:
            return await self._fresh()
        hand = await asyncio.shield(self._next)
        self._next = None
        return hand

    async def _fresh(self) -> Hand:
        hand = await self._start()
        self._meter.replaced += 1
        return hand


class _Wear:
    """Counts a worker's frames and watches its memory."""

    def __init__(self, pid: int, frames: int) -> None:
        self._pid = pid
        self._left = frames
        self._count = 0
        self._first = 0

    def after_one_more(self) -> bool:
        """Whether it is time for another."""
        self._count += 1
        if self._count >= self._left:
            return True
        return self._count % LOOK_EVERY == 0 and self._pid > 0 and self._grown()

    def _grown(self) -> bool:
        now = resident_bytes(self._pid)
        self._first = self._first or now
        return now > GROWN * self._first


def resident_bytes(pid: int) -> int:
    """Of a process, 0 when it has ended."""
    with contextlib.suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE_BYTES
    return 0

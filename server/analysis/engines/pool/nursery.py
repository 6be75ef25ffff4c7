"""Where a lane's next worker comes from: one that stands ready, or one that is started now."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol, TypeAlias

import structlog

from server.analysis.engines.exchange import Parts, Reply
from server.analysis.engines.workers import RETRY_S
from server.errors import EngineFailed

log = structlog.get_logger(__name__)


class Hand(Protocol):
    """Whatever answers: a process, a thread, or one day another machine. Asked one thing at a time."""

    @property
    def exited(self) -> asyncio.Future[int]:
        """Done when it has ended."""

    @property
    def halted(self) -> bool:
        """Whether somebody has stopped it (SIGSTOP), so that it lives and answers nothing."""

    @property
    def pid(self) -> int:
        """Of its process; 0 where it has none of its own."""

    async def ask(self, request: Parts, deadline_s: float) -> Reply:
        """Raises WorkerGone."""

    async def stop(self) -> None: ...


Start: TypeAlias = Callable[[], Awaitable[Hand]]
"""Raises EngineFailed or OSError where it does not start."""


class Nursery:
    """Starts workers for all lanes, and where wanted one ahead of need (docs/decisions/0084)."""

    def __init__(self, start: Start, *, spare: bool) -> None:
        self._start = start
        self._spare = spare
        self._ready: asyncio.Task[Hand] | None = None
        self._burials: set[asyncio.Task[None]] = set()

    def prepare(self) -> None:
        """Begin to start a spare, where there is none."""
        if self._spare and self._ready is None:
            self._ready = asyncio.create_task(self._raise_spare())

    async def take(self) -> Hand:
        """The spare if it is fit, else a new one; it is tried until one starts."""
        ready, self._ready = self._ready, None
        hand = await _given(ready) if ready is not None else None
        if hand is not None and (hand.halted or hand.exited.done()):
            await hand.stop()
            hand = None
        hand = hand or await started(self._start)
        self.prepare()
        return hand

    async def close(self) -> None:
        ready, self._ready, self._spare = self._ready, None, False
        if ready is not None:
            await dismissed(ready)
        await asyncio.gather(*self._burials)

    async def _raise_spare(self) -> Hand:
        hand = await started(self._start)
        hand.exited.add_done_callback(lambda _: self._lost(hand))
        return hand

    def _lost(self, hand: Hand) -> None:
        """A worker has ended: if it was the spare, it needs a successor too."""
        ready = self._ready
        if ready is None or not ready.done() or ready.cancelled() or ready.result() is not hand:
            return
        burial = asyncio.create_task(hand.stop())
        self._burials.add(burial)
        burial.add_done_callback(self._burials.discard)
        self._ready = None
        self.prepare()


async def started(start: Start) -> Hand:
    """A new worker; where it does not start it is tried again, for ever."""
    wait, longest = RETRY_S
    while True:
        try:
            return await start()
        except (EngineFailed, OSError) as error:
            log.error("worker not started", reason=str(error), again_in_s=wait)
        await asyncio.sleep(wait)
        wait = min(2 * wait, longest)


async def dismissed(coming: asyncio.Task[Hand]) -> None:
    """Wait for no worker any more; one that has come is stopped."""
    coming.cancel()
    await asyncio.wait({coming})
    if not coming.cancelled() and coming.exception() is None:
        await coming.result().stop()


async def _given(coming: asyncio.Task[Hand]) -> Hand:
    waiting: asyncio.Future[Any] = asyncio.shield(coming)
    try:
        await waiting
    except asyncio.CancelledError:  # nobody else knows of it
        await dismissed(coming)
        raise
    return coming.result()

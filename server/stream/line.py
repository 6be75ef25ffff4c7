"""The line between a session and the peer that carries it now (SPEC 7.1, 7.5): the newest attach wins."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from server.errors import Replaced
from server.stream.peer import Item, Peer
from server.stream.wire import ServerMessage

Hear = Callable[[Item], Awaitable[None]]


class Line:
    """Listens to one peer at a time; `lost` is called when it goes and no other has taken over."""

    def __init__(self, hear: Hear, lost: Callable[[], None], send_timeout_s: float) -> None:
        self.peer: Peer | None = None
        self.heard = time.monotonic()
        self.spoken = False
        """Whether this peer has said anything, and so has read its welcome."""

        self._hear = hear
        self._lost = lost
        self._send_timeout_s = send_timeout_s
        self.jobs: set[asyncio.Task[None]] = set()
        """Listening to this peer, and dismissing the one before."""

        self._listening: asyncio.Task[None] | None = None
        self._departures: dict[Peer, asyncio.Event] = {}
        """Those whose owner waits for them to leave."""

    def attach(self, peer: Peer, tasks: asyncio.TaskGroup) -> None:
        """Listen to this peer from now on."""
        former, self.peer = self.peer, peer
        self._departures.setdefault(peer, asyncio.Event())
        self.heard, self.spoken = time.monotonic(), False
        if self._listening is not None:
            self._listening.cancel()
        self._listening = self._start(tasks, self._listen(peer))
        if former is not None:
            self._start(tasks, self._dismiss(former))

    async def left(self, peer: Peer) -> None:
        """Wait until this peer carries the session no longer; one whose owner gives up is lost."""
        try:
            await self._departures.setdefault(peer, asyncio.Event()).wait()
        except asyncio.CancelledError:
            self._lose(peer)
            raise
        finally:
            del self._departures[peer]

    async def send(self, message: ServerMessage) -> None:
        """Say it to whoever is there. One that takes nothing for a while is gone (SPEC 6.8)."""
        peer = self.peer
        if peer is not None and not await self.say(peer, message):
            self._lose(peer)

    async def say(self, peer: Peer, message: ServerMessage) -> bool:
        """Say it to this peer, attached or not; False where it was not taken in time."""
        try:
            async with asyncio.timeout(self._send_timeout_s):
                await peer.send(message)
        except TimeoutError:
            return False
        return True

    async def hang_up(self, code: int, reason: str) -> None:
        """The session is over: close whoever is there."""
        peer, self.peer = self.peer, None
        if peer is not None:
            await self._close(peer, code, reason)
            self._let_go(peer)

    async def _listen(self, peer: Peer) -> None:
        # Reads as fast as the client sends, so that nothing queues up below us.
        async for item in peer.incoming():
            self.heard, self.spoken = time.monotonic(), True
            await self._hear(item)
        self._lose(peer)

    def _lose(self, peer: Peer) -> None:
        if self.peer is peer:
            self.peer = None
            self._lost()
        self._let_go(peer)

    async def _dismiss(self, former: Peer) -> None:
        try:
            await self._close(former, Replaced.close, "a newer connection took over")
        finally:
            self._let_go(former)

    def _start(self, tasks: asyncio.TaskGroup, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = tasks.create_task(work)
        self.jobs.add(task)
        task.add_done_callback(self.jobs.discard)
        return task

    async def _close(self, peer: Peer, code: int, reason: str) -> None:
        try:
            async with asyncio.timeout(self._send_timeout_s):
                await peer.close(code, reason)
        except TimeoutError:
            return  # its network is gone; whoever owns the transport drops it

    def _let_go(self, peer: Peer) -> None:
        if (departure := self._departures.get(peer)) is not None:
            departure.set()

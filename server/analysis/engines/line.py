"""The server's end of the line to a worker process: questions go out at once, replies come back whole."""

from __future__ import annotations

import asyncio
from typing import Final, cast

from server.analysis.engines import exchange
from server.analysis.engines.exchange import BODY_BYTES, MEMORY_BYTES, REPLY, Parts, Reply
from server.errors import FrameHarmful, FrameLost

MOST_BYTES: Final = REPLY.size + BODY_BYTES + MEMORY_BYTES


class WorkerGone(Exception):
    """The process died, hung or talked nonsense; the frame it had taken up, if any, has no answer."""

    def __init__(self, message: str, *, taken: bool = True, at_fault: bool = False) -> None:
        super().__init__(message)
        self.taken = taken
        self.at_fault = at_fault
        """Whether the frame broke it: it crashed or computed till the deadline, by itself."""


def lost_with(gone: WorkerGone) -> FrameLost:
    """What the session is told of the frame in hand."""
    kind = FrameHarmful if gone.at_fault else FrameLost
    return kind(f"The worker was lost with this frame: {gone}.")


class Line(asyncio.Protocol):
    """One reply is waited for at a time. A stream with its locks and timeouts costs twice as much a frame."""

    def __init__(self) -> None:
        self._come = bytearray()
        self.closed = False
        """Whether the worker's end has gone."""

        self._awaited: asyncio.Future[Reply] | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)
        # Without a buffer uvloop writes at once, and not after all else that is due in its turn.
        self._transport.set_write_buffer_limits(0)

    def connection_lost(self, exc: Exception | None) -> None:
        self.closed = True
        self._fail("it ended")

    def data_received(self, data: bytes) -> None:
        self._come += data
        if len(self._come) > MOST_BYTES:
            self._transport.abort()
        self._read()

    def say(self, parts: Parts) -> None:
        """Send them; into a line that has ended, nothing."""
        if not self._transport.is_closing():
            self._transport.writelines(parts)

    async def hear(self, deadline_s: float) -> Reply:
        """The next reply. Raises WorkerGone."""
        loop = asyncio.get_running_loop()
        self._awaited = loop.create_future()
        timer = loop.call_later(deadline_s, self._fail, f"no answer within {deadline_s:g} s")
        try:
            self._read()
            if self.closed:
                self._fail("it ended")
            return await self._awaited
        finally:
            timer.cancel()
            self._awaited = None

    def close(self) -> None:
        self._transport.close()

    def _read(self) -> None:
        """Hand over a reply that is there as a whole."""
        if self._awaited is None or self._awaited.done():
            return
        try:
            reply = exchange.take_reply(self._come)
        except ValueError as error:
            self._fail(str(error))
            return
        if reply is not None:
            self._awaited.set_result(reply)

    def _fail(self, why: str) -> None:
        if self._awaited is not None and not self._awaited.done():
            self._awaited.set_exception(WorkerGone(why))

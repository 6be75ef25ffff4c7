"""One whole practice: connect, stream a source, say stop, and bring home the summary."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager, aclosing, suppress
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from websockets.exceptions import ConnectionClosed

from server.client.address import Address
from server.client.call import Call, call
from server.client.connection import Connection, connect, turned_away
from server.client.errors import ClientError, ConnectionLost
from server.client.pacing import Due, paced
from server.client.sources import Source
from server.client.tally import Tally
from server.stream.wire import (
    ErrorMessage,
    FeedbackMessage,
    GoingAway,
    Hello,
    Picture,
    ServerMessage,
    Stop,
    SummaryMessage,
    Welcome,
)

SUMMARY_TIMEOUT_S: Final = 10.0
"""The server answers `stop` within 2 s (SPEC 6.1); the rest is for a slow network."""

RESTART_CLOSE: Final = 1012
Transport: TypeAlias = Literal["ws", "whip"]
Connect: TypeAlias = Callable[[Address, Hello], AbstractAsyncContextManager[Connection | Call]]
_CONNECT: Final[dict[Transport, Connect]] = {"ws": connect, "whip": call}
Watch = Callable[[ServerMessage], None]


@dataclass(frozen=True, slots=True)
class Outcome:
    welcome: Welcome
    summary: SummaryMessage
    tally: Tally
    cut_short: ClientError | None
    """Why the server ended it; None where it ended as the client asked."""


class Practice:
    """Streams one source. `watch` is called with every message, `stop` may be called at any time."""

    def __init__(
        self,
        server: Address,
        hello: Hello,
        source: Source,
        *,
        speed: float = 1.0,
        transport: Transport = "ws",
    ) -> None:
        self._connect = _CONNECT[transport]
        self._server = server
        self._hello = hello
        self._source = source
        self._speed = speed
        self._stopped = False
        self._last_words: ErrorMessage | GoingAway | None = None
        self.tally = Tally()

    def stop(self) -> None:
        """Send no more frames and ask for the summary."""
        self._stopped = True

    async def run(self, watch: Watch = lambda _message: None) -> Outcome:
        """Raises Unreachable, TurnedAway, ConnectionLost, or SourceUnusable."""
        async with self._connect(self._server, self._hello) as connection:
            watch(connection.welcome)
            summary = await self._converse(connection, watch)
        cut_short = None if self._last_words is None else _goodbye(self._last_words)
        return Outcome(connection.welcome, summary, self.tally, cut_short)

    async def _converse(self, connection: Connection | Call, watch: Watch) -> SummaryMessage:
        sender = asyncio.create_task(self._send(connection))
        receiver = asyncio.create_task(self._receive(connection, watch))
        try:
            await asyncio.wait({sender, receiver}, return_when=asyncio.FIRST_COMPLETED)
            if not receiver.done():
                sender.result()  # a source that failed ends the practice here
            return await asyncio.wait_for(receiver, SUMMARY_TIMEOUT_S)
        except TimeoutError:
            raise ConnectionLost("The server did not send the summary.") from None
        finally:
            sender.cancel()
            receiver.cancel()
            await asyncio.gather(sender, receiver, return_exceptions=True)

    async def _send(self, connection: Connection | Call) -> None:
        # A connection that closes under the sender is the receiver's to explain.
        with suppress(ConnectionClosed):
            async with aclosing(paced(self._source.frames(), speed=self._speed)) as due_frames:
                async for due in due_frames:
                    if self._stopped:
                        break
                    await self._send_frame(connection, due)
            await connection.send(Stop(type="stop"))

    async def _send_frame(self, connection: Connection | Call, due: Due) -> None:
        await connection.send_picture(Picture(due.frame.seq, round(due.captured_s * 1e6), due.frame.picture))
        self.tally.count_sent(due.frame.t)

    async def _receive(self, connection: Connection | Call, watch: Watch) -> SummaryMessage:
        summary: SummaryMessage | None = None
        async for message in connection:
            watch(message)
            match message:
                case FeedbackMessage():
                    self.tally.count(message)
                case SummaryMessage():
                    summary = message
                case ErrorMessage(fatal=True) | GoingAway():
                    self._last_words = message
        if summary is not None:
            return summary
        raise _goodbye(self._last_words)


def _goodbye(last_words: ErrorMessage | GoingAway | None) -> ClientError:
    match last_words:
        case ErrorMessage():
            return turned_away(last_words)
        case GoingAway():
            return ConnectionLost("The server is restarting; what was practised so far is stored.")
        case None:
            return ConnectionLost("The connection to the server was lost.")

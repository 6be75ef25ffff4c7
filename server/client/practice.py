"""One whole practice: connect, stream a source, come again after a loss, and bring home the summary."""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Callable
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from server.analysis.feedback import FlowChange, FlowProgress
from server.client.address import Address
from server.client.call import Call
from server.client.connection import Connection, turned_away
from server.client.errors import ClientError, ConnectionLost, TurnedAway, Unreachable
from server.client.pacing import Due, paced
from server.client.sources import Source
from server.client.tally import Tally
from server.client.transport import CONNECT, Transport
from server.errors import Busy, NotAuthenticated, Stopping, TooFast
from server.stream.wire import (
    ErrorMessage,
    Event,
    FeedbackMessage,
    Flow,
    GoingAway,
    Hello,
    Picture,
    Reauth,
    ServerMessage,
    Status,
    Stop,
    SummaryMessage,
    Welcome,
)

SUMMARY_TIMEOUT_S: Final = 10.0
"""The server answers `stop` within 2 s (SPEC 6.1); the rest is for a slow network."""

FIRST_RETRY_S: Final = 0.5
LONGEST_RETRY_S: Final = 8.0
FOR_NOW: Final = (Busy.code, TooFast.code, Stopping.code)
"""Who is turned away so, and has a session to come back to, tries again."""

AWAY: Final = "The connection is lost; trying to go on."

Watch = Callable[[ServerMessage], None]
Renew = Callable[[], str | None]
"""A fresh access token, or None where there is none to be had. May block: it runs in a thread."""


@dataclass(frozen=True, slots=True)
class Outcome:
    welcome: Welcome
    """The last one: a practice that was lost may have been welcomed again."""

    summary: SummaryMessage
    tally: Tally
    cut_short: ClientError | None
    """Why the server ended it; None where it ended as the client asked."""


class Practice:
    """Streams one source, until it ends or its flow is finished.

    `watch` is called with every message, `stop` may be called at any time.
    """

    def __init__(
        self,
        server: Address,
        hello: Hello,
        source: Source,
        *,
        speed: float = 1.0,
        transport: Transport = "ws",
        renew: Renew = lambda: None,
        flow: Flow | None = None,
    ) -> None:
        self._connect = CONNECT[transport]
        self._server = server
        self._hello = hello
        self._source = source
        self._speed = speed
        self._renew = renew
        self._flow = flow
        self._stopped = asyncio.Event()
        self._begun = asyncio.Event()
        self.connection: Connection | Call | None = None
        """None while there is none: before the first welcome, and after a loss."""

        self._welcome: Welcome | None = None
        self._last_words: ErrorMessage | GoingAway | None = None
        self._lost_at: float | None = None
        self._attempts = 0
        self._renewed = False
        self.tally = Tally()

    def stop(self) -> None:
        """Send no more frames and ask for the summary."""
        self._stopped.set()

    async def run(self, watch: Watch = lambda _message: None) -> Outcome:
        """Raises Unreachable, TurnedAway, ConnectionLost, or SourceUnusable."""
        sending = asyncio.create_task(self._send())
        try:
            while True:
                try:
                    return await self._until_lost(sending, watch)
                except (ConnectionLost, Unreachable, TurnedAway) as error:
                    await self._come_again(error, watch)
        finally:
            sending.cancel()
            await asyncio.gather(sending, return_exceptions=True)

    # ------------------------------------------------------------ one connection

    async def _until_lost(self, sending: asyncio.Task[None], watch: Watch) -> Outcome:
        async with self._connect(self._server, self._hello) as connection:
            watch(connection.welcome)
            self._welcomed(connection)
            if self._flow is not None and not connection.welcome.resumed:
                await connection.send(self._flow)
            try:
                summary = await self._converse(connection, sending, watch)
            finally:
                self.connection = None
        cut_short = None if self._last_words is None else _goodbye(self._last_words)
        return Outcome(connection.welcome, summary, self.tally, cut_short)

    def _welcomed(self, connection: Connection | Call) -> None:
        self.connection, self._welcome = connection, connection.welcome
        self._lost_at, self._attempts, self._renewed = None, 0, False
        self._begun.set()

    async def _converse(
        self, connection: Connection | Call, sending: asyncio.Task[None], watch: Watch
    ) -> SummaryMessage:
        receiving = asyncio.create_task(self._receive(connection, watch))
        stopped = asyncio.create_task(self._stopped.wait())  # the source's next picture may never come
        try:
            await asyncio.wait({sending, receiving, stopped}, return_when=asyncio.FIRST_COMPLETED)
            if not receiving.done():
                if sending.done():
                    sending.result()  # a source that failed ends the practice here
                await connection.send(Stop(type="stop"))
            return await asyncio.wait_for(receiving, SUMMARY_TIMEOUT_S)
        except TimeoutError:
            raise ConnectionLost("The server did not send the summary.") from None
        finally:
            receiving.cancel()
            stopped.cancel()
            await asyncio.gather(receiving, stopped, return_exceptions=True)

    async def _receive(self, connection: Connection | Call, watch: Watch) -> SummaryMessage:
        summary: SummaryMessage | None = None
        async for message in connection:
            watch(message)
            match message:
                case FeedbackMessage():
                    self.tally.count(message)
                    self._note_place(message.flow)
                case Event(flow=FlowChange(change="finished")):
                    self.stop()
                case SummaryMessage():
                    summary = message
                case Event(event="reauth"):
                    await self._show_fresh_token(connection)
                case ErrorMessage(fatal=True) | GoingAway():
                    self._last_words = message
        if summary is not None:
            return summary
        raise _goodbye(self._last_words)

    def _note_place(self, progress: FlowProgress | None) -> None:
        """Where the flow goes on, should this session be lost and another one begin."""
        if self._flow is not None and progress is not None and progress.step != self._flow.step:
            self._flow = self._flow.model_copy(update={"step": progress.step})

    # ------------------------------------------------------------ the whole practice

    async def _send(self) -> None:
        await self._begun.wait()
        async with aclosing(paced(self._source.frames(), speed=self._speed)) as due_frames:
            async for due in due_frames:
                if self._stopped.is_set():
                    break
                await self._send_frame(due)

    async def _send_frame(self, due: Due) -> None:
        if self.connection is None:
            return  # what a camera sees while nobody listens is lost
        picture = Picture(due.frame.seq, round(due.captured_s * 1e6), due.frame.picture)
        await self.connection.send_picture(picture)
        self.tally.count_sent(due.frame.t)

    async def _come_again(self, error: ClientError, watch: Watch) -> None:
        """Wait until the next attempt is due; raises the error where there is to be none."""
        if isinstance(error, TurnedAway) and not (self._lost_at is not None and error.code in FOR_NOW):
            if error.code != NotAuthenticated.code or self._renewed or not await self._fresh_token():
                raise error
            self._renewed = True
            return
        if self._welcome is None or self._welcome.resume is None or self._last_words is not None:
            raise error
        now = time.monotonic()
        if self._lost_at is None:
            self._lost_at = now
            watch(_away(self._welcome))
        if now - self._lost_at > self._welcome.limits.resume_window_s:
            raise error
        self._hello = self._hello.model_copy(update={"resume": self._welcome.resume})
        pause = min(FIRST_RETRY_S * 2**self._attempts, LONGEST_RETRY_S)
        self._attempts += 1
        await asyncio.sleep(pause * random.uniform(0.5, 1))  # noqa: S311 - jitter, no secret

    async def _show_fresh_token(self, connection: Connection | Call) -> None:
        if (token := await self._fresh_token()) is not None:
            await connection.send(Reauth(type="reauth", token=token))

    async def _fresh_token(self) -> str | None:
        token = await asyncio.to_thread(self._renew)
        if token is not None:
            self._hello = self._hello.model_copy(update={"token": token})
        return token


def _away(welcome: Welcome) -> Status:
    """Ours, not the server's: for whoever watches."""
    return Status(
        state="away", pose=welcome.pose, level=welcome.level, language=welcome.language, message=AWAY
    )


def _goodbye(last_words: ErrorMessage | GoingAway | None) -> ClientError:
    match last_words:
        case ErrorMessage():
            return turned_away(last_words)
        case GoingAway():
            return ConnectionLost("The server is restarting; what was practised so far is stored.")
        case None:
            return ConnectionLost("The connection to the server was lost.")

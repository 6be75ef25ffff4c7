"""Who is practising now: admission by number, and everybody out before the server stops."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import structlog

from server.analysis.summary import Ending
from server.errors import Busy, Stopping, TooFast
from server.stream.life import Over
from server.stream.peer import Peer
from server.stream.session import Session

logger = structlog.get_logger(__name__)

TRY_AGAIN_S: Final = 20.0


class Roster:
    """The live sessions of this process.

    It owns their tasks: a web server forgets the handlers it cancels, and a session must store its summary
    before the database closes.
    """

    def __init__(self, most: int, most_per_user: int, most_per_address: int) -> None:
        self._most = most
        self._most_of = {"user": most_per_user, "address": most_per_address}
        self._places: Counter[tuple[str, str]] = Counter()
        self._live: dict[Session, asyncio.Task[Over]] = {}
        self._stopping = False

    def __len__(self) -> int:
        return self._places.total()

    @contextmanager
    def place(self, kind: str, name: str) -> Iterator[None]:
        """Hold a place for one session of a "user" or of a guest's "address".

        Raises Stopping, Busy when all places are taken, TooFast when this one has enough.
        """
        if self._stopping:
            raise Stopping("The server is restarting.", retry_after_s=2.0)
        if len(self) >= self._most:
            raise Busy("The coach is full right now.", retry_after_s=TRY_AGAIN_S)
        who = (kind, name)
        if self._places[who] >= self._most_of[kind]:
            raise TooFast(
                f"There are as many live sessions of this {kind} as there may be.", retry_after_s=TRY_AGAIN_S
            )
        self._places[who] += 1
        try:
            yield
        finally:
            self._places[who] -= 1
            self._places += Counter()  # forget those at zero

    async def host(self, session: Session, peer: Peer) -> Over:
        """Run the session in a task of our own; where the caller is cancelled, it ends as interrupted."""
        task = asyncio.create_task(session.run(peer), name=f"session {session.id}")
        self._live[session] = task
        task.add_done_callback(lambda _: self._live.pop(session, None))
        try:
            return await asyncio.shield(task)
        except asyncio.CancelledError:
            session.end(Ending.INTERRUPTED)
            await asyncio.wait({task})
            raise

    async def stop(self, patience_s: float) -> None:
        """Ask every session to leave, wait, then cancel, and wait for that too. Idempotent."""
        self._stopping = True
        for session in list(self._live):
            session.end(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
        tasks = set(self._live.values())
        if not tasks:
            return
        logger.info("sessions are leaving", count=len(tasks))
        _left, late = await asyncio.wait(tasks, timeout=patience_s)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

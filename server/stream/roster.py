"""Who is practising now: admission by number, and everybody out before the server stops."""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Final

import structlog

from server.analysis.summary import Ending
from server.errors import Busy, Harmful, Stopping, TooFast
from server.stream.counts import Counts
from server.stream.harm import Bans
from server.stream.life import State
from server.stream.peer import Peer
from server.stream.resume import ResumeKeys
from server.stream.session import Session

logger = structlog.get_logger(__name__)

TRY_AGAIN_S: Final = 20.0


@dataclass(eq=False)
class Place:
    """Room for one session of a "user" or of a guest's "address"; given back once."""

    roster: Roster
    who: tuple[str, str]
    taken: bool = True

    def __enter__(self) -> Place:
        return self

    def __exit__(self, *exc: object) -> None:
        self.give_back()

    def give_back(self) -> None:
        if self.taken:
            self.taken = False
            self.roster.places[self.who] -= 1
            self.roster.places += Counter()  # forget those at zero


class Roster:
    """The live sessions of this process.

    It owns their tasks: a web server forgets the handlers it cancels, and a session outlives its connection
    and must store its summary before the database closes.
    """

    def __init__(self, most: int, most_per_user: int, most_per_address: int) -> None:
        self.keys = ResumeKeys()
        self.counts = Counts()
        self.bans = Bans()
        self.places: Counter[tuple[str, str]] = Counter()
        self._most = most
        self._most_of = {"user": most_per_user, "address": most_per_address}
        self._live: dict[Session, tuple[Place, asyncio.Task[None]]] = {}
        self._stopping = False

    @property
    def stopping(self) -> bool:
        """Whether nobody is let in any more."""
        return self._stopping

    def __len__(self) -> int:
        return self.places.total()

    def place(self, kind: str, name: str) -> Place:
        """Hold a place; a session whose client is away yields its own to the next.

        Raises Stopping, Harmful for one who is banned, Busy when all places are taken, TooFast when this one
        has enough.
        """
        if self._stopping:
            raise Stopping("The server is restarting.", retry_after_s=2.0)
        who = (kind, name)
        self.bans.check(who)
        if self.places[who] >= self._most_of[kind] and not self._yield_one(who):
            raise TooFast(
                f"There are as many live sessions of this {kind} as there may be.", retry_after_s=TRY_AGAIN_S
            )
        if len(self) >= self._most and not self._yield_one():
            raise Busy("The coach is full right now.", retry_after_s=TRY_AGAIN_S)
        self.places[who] += 1
        return Place(self, who)

    def host(self, session: Session, peer: Peer, place: Place, belongings: AsyncExitStack) -> None:
        """Run the session in a task of our own; what belongs to it is given back at its end."""
        self.counts.begun[session.source] += 1
        task = asyncio.create_task(self._run(session, peer, place, belongings), name=f"session {session.id}")
        self._live[session] = (place, task)
        task.add_done_callback(lambda _: self._live.pop(session, None))

    def all(self) -> list[tuple[Session, Place]]:
        """Every session that runs or may be resumed, in the order in which they began."""
        return [(session, place) for session, (place, _) in self._live.items()]

    def is_away(self, public_id: str | None) -> bool:
        """Whether this session has lost its client and may be resumed."""
        return any(session.id == public_id and session.state is State.AWAY for session in self._live)

    async def stop(self, patience_s: float) -> None:
        """Ask every session to leave, wait, then cancel, and wait for that too. Idempotent."""
        self._stopping = True
        for session in list(self._live):
            session.end(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
        tasks = {task for _, task in self._live.values()}
        if not tasks:
            return
        logger.info("sessions are leaving", count=len(tasks))
        _left, late = await asyncio.wait(tasks, timeout=patience_s)
        for task in late:
            task.cancel()
        if late:
            await asyncio.wait(late)

    async def _run(self, session: Session, peer: Peer, place: Place, belongings: AsyncExitStack) -> None:
        async with belongings:
            over = await session.run(peer)
        if isinstance(over.error, Harmful):
            self.bans.ban(place.who)
        self.counts.ended[over.ending.value] += 1
        logger.info("session ends", session=session.id, ending=over.ending.value)

    def _yield_one(self, who: tuple[str, str] | None = None) -> bool:
        """End the session that has been away longest, of this one if given; False where none is away."""
        away = [
            (session, place)
            for session, (place, _) in self._live.items()
            if session.state is State.AWAY and place.taken and who in (None, place.who)
        ]
        if not away:
            return False
        session, place = min(away, key=lambda pair: pair[0].heard)
        place.give_back()
        session.end(Ending.INTERRUPTED)
        return True

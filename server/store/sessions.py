"""Sessions: saved while they run, final once, read by their owner only."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

import sqlalchemy as sa
import structlog

from server.analysis.summary import Ending, Summary
from server.errors import StoreUnavailable
from server.store.database import Conflict, Database, Row, Transaction
from server.store.filters import EVERYTHING, Filter, Place
from server.store.records import (
    Owner,
    StoredPose,
    StoredSession,
    hold_values,
    session_values,
    stored_pose,
    stored_session,
)
from server.store.schema import session_poses, sessions, users
from server.store.spool import Owed, Spool

__all__ = ["Owner", "SessionStore"]

logger = structlog.get_logger(__name__)

SETTLE_S: Final = 2.0

LARGE = (sessions.c.scores, sessions.c.best_landmarks, sessions.c.flows)
"""Left out of a list; NULL stands in their place."""


class SessionStore:
    """What the database does not take is kept in the `spool`, where there is one, until it does."""

    def __init__(self, database: Database, spool: Spool | None = None) -> None:
        self._database = database
        self._spool = spool

    @property
    def owed(self) -> int:
        """Sessions that the database has not taken yet."""
        return len(self._spool or ())

    async def save(self, public_id: str, owner: Owner, summary: Summary, ending: Ending | None) -> int | None:
        """Keep the totals so far in one transaction; with an `ending` they are final.

        Returns the session's number in history, or None where no frame was scored or the account is gone,
        which leaves no row. A row that is final never changes again, whoever asks and however often, and an
        older checkpoint never replaces a newer one. Raises StoreUnavailable; the same save may be tried
        again, and will be.
        """
        try:
            row = await self._save(public_id, owner, summary, ending)
        except StoreUnavailable:
            if self._spool is not None and summary.frames_scored:
                await asyncio.to_thread(self._spool.keep, Owed(public_id, owner, summary, ending))
            raise
        if self._spool is not None and public_id in self._spool:
            await asyncio.to_thread(self._spool.forget, public_id)
        return row

    async def _save(
        self, public_id: str, owner: Owner, summary: Summary, ending: Ending | None
    ) -> int | None:

        async def work(transaction: Transaction) -> int | None:
            row = await transaction.one(_by_public_id(public_id, owner.user_id))
            if row is None:
                return await _insert(transaction, public_id, owner, summary, ending)
            if row["ending"] is None and (ending is not None or summary.last_seq >= row["last_seq"]):
                await _refresh(transaction, row["id"], owner, summary, ending)
            return int(row["id"])

        return await self._database.transact(work)

    async def settle(self, *, running: bool = False) -> None:
        """Save what is owed: sessions that are over, and at start those that a dead server left `running`.

        Raises StoreUnavailable.
        """
        for owed in self._spool or ():
            if not running and owed.ending is None:
                continue
            try:
                await self.save(owed.public_id, owed.owner, owed.summary, owed.ending)
            except Conflict:  # it would conflict for ever
                logger.error("what was kept of a session is somebody else's", session=owed.public_id)

    async def settle_ever(self) -> None:
        """Do so again and again, until cancelled."""
        while True:
            await asyncio.sleep(SETTLE_S)
            with suppress(StoreUnavailable):  # told where it matters; the next try may succeed
                await self.settle()

    async def recover(self, now: datetime) -> int:
        """Make the rows final that a dead server left running; returns how many.

        Called at start, before any session runs.
        """

        async def work(transaction: Transaction) -> int:
            rows = await transaction.all(
                sa.select(sessions.c.id, sessions.c.started_at, sessions.c.duration_s).where(
                    sessions.c.public_id.is_not(None), sessions.c.ending.is_(None)
                )
            )
            for row in rows:
                ended_at = min(now, row["started_at"] + timedelta(seconds=row["duration_s"]))
                await transaction.run(
                    sessions.update()
                    .where(sessions.c.id == row["id"])
                    .values(ending=Ending.RECOVERED.value, ended_at=ended_at)
                )
            return len(rows)

        return await self._database.transact(work)

    async def get(self, user_id: int, session_id: int) -> StoredSession | None:
        """One session of this user; None for a missing one and for another user's alike."""
        row = await self._database.one(
            sa.select(sessions).where(sessions.c.id == session_id, sessions.c.user_id == user_id)
        )
        return None if row is None else (await self._with_poses([row]))[0]

    async def place(self, user_id: int, session_id: int) -> Place | None:
        """Where a session stands in its owner's history; None where this user has none of that number."""
        row = await self._database.one(
            sa.select(sessions.c.date, sessions.c.id).where(
                sessions.c.id == session_id, sessions.c.user_id == user_id
            )
        )
        return None if row is None else Place(row["date"], row["id"])

    async def page(
        self,
        user_id: int,
        limit: int,
        before: Place | None = None,
        wanted: Filter = EVERYTHING,
        *,
        whole: bool = False,
    ) -> list[StoredSession]:
        """Sessions of this user, newest first, at most `limit`; those older than `before`.

        What is large is left out, unless they are wanted `whole`.
        """
        light = [sa.null().label(c.name) if c in LARGE and not whole else c for c in sessions.c]
        query = (
            sa.select(*light)
            .where(sessions.c.user_id == user_id, *wanted.conditions())
            .order_by(sessions.c.date.desc(), sessions.c.id.desc())
            .limit(limit)
        )
        if before is not None:
            query = query.where(before.older())
        return await self._with_poses(await self._database.all(query))

    async def _with_poses(self, rows: list[Row]) -> list[StoredSession]:
        poses: dict[int, list[StoredPose]] = {row["id"]: [] for row in rows}
        if rows:
            query = (
                sa.select(session_poses)
                .where(session_poses.c.session_id.in_(list(poses)))
                .order_by(session_poses.c.id)
            )
            for row in await self._database.all(query):
                poses[row["session_id"]].append(stored_pose(row))
        return [stored_session(row, tuple(poses[row["id"]])) for row in rows]


def _by_public_id(public_id: str, user_id: int) -> sa.Select[tuple[int, str, int]]:
    return (
        sa.select(sessions.c.id, sessions.c.ending, sessions.c.last_seq)
        .where(sessions.c.public_id == public_id, sessions.c.user_id == user_id)
        .with_for_update()  # SQLite, which locks the whole database, leaves it out
    )


async def _insert(
    transaction: Transaction, public_id: str, owner: Owner, summary: Summary, ending: Ending | None
) -> int | None:
    if summary.frames_scored == 0 or not await _is_there(transaction, owner.user_id):
        return None
    row = await transaction.one(
        sessions.insert()
        .values(
            user_id=owner.user_id,
            public_id=public_id,
            date=owner.started_at,
            created_at=owner.started_at,
            started_at=owner.started_at,
            **session_values(owner, summary, ending),
        )
        .returning(sessions.c.id)
    )
    session_id = int(row["id"])  # type: ignore[index]  # an insert that returns has a row
    await _write_holds(transaction, session_id, owner, summary)
    return session_id


async def _is_there(transaction: Transaction, user_id: int) -> bool:
    """An account may be deleted while a session of it still ends."""
    query = sa.select(users.c.id).where(users.c.id == user_id).with_for_update(read=True, key_share=True)
    return await transaction.one(query) is not None


async def _refresh(
    transaction: Transaction, session_id: int, owner: Owner, summary: Summary, ending: Ending | None
) -> None:
    await transaction.run(
        sessions.update().where(sessions.c.id == session_id).values(**session_values(owner, summary, ending))
    )
    await transaction.run(session_poses.delete().where(session_poses.c.session_id == session_id))
    await _write_holds(transaction, session_id, owner, summary)


async def _write_holds(transaction: Transaction, session_id: int, owner: Owner, summary: Summary) -> None:
    await transaction.add(session_poses, [hold_values(session_id, owner, hold) for hold in summary.holds])

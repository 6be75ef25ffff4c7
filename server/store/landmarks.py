"""How bodies moved: kept in pieces while their owner agrees, for some time, and read again."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final

import sqlalchemy as sa
import structlog

from server.analysis.movement import Moment, pack, unpack
from server.errors import StillLive, StoreUnavailable
from server.store.database import Conflict, Database, Transaction
from server.store.preferences import agrees
from server.store.schema import session_landmarks, sessions

log = structlog.get_logger(__name__)

LOOK_S: Final = 3600.0
"""How often what is too old is looked for; the first time at start."""


class LandmarkStore:
    def __init__(self, database: Database, days: int) -> None:
        self._database = database
        self._keeps = timedelta(days=days)

    async def keep(self, user_id: int, session_id: int, moments: tuple[Moment, ...]) -> bool:
        """Keep one piece, unless its owner does not agree (any more) or is gone; say whether it is kept."""
        if not await agrees(self._database, user_id):
            return False
        piece = {
            "session_id": session_id,
            "start_ms": round(moments[0].t * 1000),
            "frames": pack(moments),
            "kept_until": datetime.now(UTC) + self._keeps,
        }

        async def work(transaction: Transaction) -> bool:
            if not await agrees(transaction, user_id):
                return False
            await transaction.run(session_landmarks.insert().values(piece))
            return True

        try:
            return await self._database.transact(work)
        except Conflict:  # the session was deleted meanwhile
            return False

    async def kept_until(self, user_id: int, session_id: int) -> datetime | None:
        """None where nothing of this session is kept."""
        until = session_landmarks.c.kept_until
        row = await self._database.one(
            sa.select(sa.func.min(until, type_=until.type).label("until")).where(*_of(user_id, session_id))
        )
        return None if row is None else row["until"]

    async def of(self, session_ids: list[int]) -> set[int]:
        """Those of these sessions of which something is kept."""
        column = session_landmarks.c.session_id
        rows = await self._database.all(sa.select(column).where(column.in_(session_ids)).distinct())
        return {row["session_id"] for row in rows}

    async def read(
        self, user_id: int, session_id: int, since_s: float, until_s: float
    ) -> tuple[list[Moment], float | None]:
        """Moments of a session of this user in a stretch of its time, and when the next one after it is."""
        start = session_landmarks.c.start_ms
        mine = _of(user_id, session_id)
        first = sa.select(sa.func.max(start)).where(*mine, start <= round(since_s * 1000)).scalar_subquery()
        rows = await self._database.all(
            sa.select(session_landmarks.c.frames)
            .where(*mine, start >= sa.func.coalesce(first, 0), start < round(until_s * 1000))
            .order_by(start)
        )
        found = [one for row in rows for one in unpack(row["frames"]) if one.t >= since_s]
        within = [one for one in found if one.t < until_s]
        if len(within) < len(found):
            return within, found[len(within)].t
        row = await self._database.one(
            sa.select(sa.func.min(start).label("next")).where(*mine, start >= round(until_s * 1000))
        )
        later = None if row is None else row["next"]
        return within, None if later is None else later / 1000

    async def delete(self, user_id: int, session_id: int) -> None:
        """Raises StillLive for a session that would go on to be recorded."""

        async def work(transaction: Transaction) -> None:
            row = await transaction.one(
                sa.select(sessions.c.public_id, sessions.c.ending).where(
                    sessions.c.id == session_id, sessions.c.user_id == user_id
                )
            )
            if row is not None and row["public_id"] is not None and row["ending"] is None:
                raise StillLive("This session is still running; stop it first.")
            await transaction.run(session_landmarks.delete().where(*_of(user_id, session_id)))

        await self._database.transact(work)

    async def prune(self, now: datetime) -> int:
        """Delete what has been kept long enough; returns how many pieces."""
        query = (
            session_landmarks.delete()
            .where(session_landmarks.c.kept_until <= now)
            .returning(session_landmarks.c.session_id)
        )
        return len(await self._database.transact(lambda transaction: transaction.all(query)))

    async def prune_ever(self) -> None:
        """Again and again, until cancelled."""
        while True:
            try:
                if pieces := await self.prune(datetime.now(UTC)):
                    log.info("landmarks were kept long enough and are deleted", pieces=pieces)
            except StoreUnavailable as error:  # the next look may succeed
                log.warning("landmarks were not looked through", reason=error.message)
            await asyncio.sleep(LOOK_S)


def _of(user_id: int, session_id: int) -> tuple[sa.ColumnElement[bool], sa.ColumnElement[bool]]:
    own = sa.select(sessions.c.id).where(sessions.c.id == session_id, sessions.c.user_id == user_id)
    return session_landmarks.c.session_id == session_id, sa.exists(own)

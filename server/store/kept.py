"""Sessions of somebody who had no account yet, brought into it later by their browser."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import sqlalchemy as sa

from server.analysis.summary import Ending, Summary
from server.store.database import Database, Transaction
from server.store.records import Owner, hold_values, session_values
from server.store.schema import session_poses, sessions

Known = Callable[[str], str | None]
"""A pose's id by what a client calls it; None where the library has no such pose."""


async def add(
    database: Database,
    user_id: int,
    guest_id: str,
    *,
    summary: Summary,
    ending: Ending,
    ended_at: datetime,
    known: Known,
) -> int:
    """Keep a guest's session, once; returns its number.

    It has no `public_id` and no `source`: this server cannot say that it was there.
    """
    owner = Owner(user_id, ended_at - timedelta(seconds=summary.duration_s))
    key = f"guest:{guest_id}"
    best_pose_id = known(summary.best_pose_id) if summary.best_pose_id else None

    async def work(transaction: Transaction) -> int:
        row = await transaction.one(
            sa.select(sessions.c.id).where(sessions.c.user_id == user_id, sessions.c.request_key == key)
        )
        if row is not None:
            return int(row["id"])
        row = await transaction.one(
            sessions.insert()
            .values(
                user_id=user_id,
                date=owner.started_at,
                created_at=owner.started_at,
                started_at=owner.started_at,
                request_key=key,
                **session_values(owner, summary, ending) | {"best_pose_id": best_pose_id},
            )
            .returning(sessions.c.id)
        )
        session_id = int(row["id"])  # type: ignore[index]  # an insert that returns has a row
        holds = [
            hold_values(session_id, owner, hold) | {"pose_id": known(hold.pose_id)} for hold in summary.holds
        ]
        if holds:
            await transaction.run(session_poses.insert().values(holds))
        return session_id

    return await database.transact(work)

"""Sessions that a client tells of in its own words, after the practice; nobody measured them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from server.errors import KeyReused, StillLive
from server.store.database import Database, Transaction
from server.store.schema import session_poses, sessions


@dataclass(frozen=True, slots=True)
class PostedPose:
    pose_name: str
    """As it was written."""

    accuracy: float
    """0..100."""

    feedback: tuple[str, ...]
    improvements: tuple[str, ...]
    pose_id: str | None
    """Of the library, where it knows the name."""


@dataclass(frozen=True, slots=True)
class PostedSession:
    duration: int
    """Whole minutes."""

    avg_accuracy: float
    """0..100."""

    poses: tuple[PostedPose, ...]


@dataclass(frozen=True, slots=True)
class RequestKey:
    """What makes a repeated request known: its key, and a digest of what it said."""

    key: str
    digest: str


async def add(
    database: Database, user_id: int, posted: PostedSession, now: datetime, request: RequestKey | None = None
) -> int:
    """Keep a new session and return its number; under a known key, that of the one already kept.

    Raises KeyReused where the key came with other words before.
    """

    async def work(transaction: Transaction) -> int:
        if request is not None and (known := await _known(transaction, user_id, request)) is not None:
            return known
        row = await transaction.one(
            sessions.insert()
            .values(
                user_id=user_id,
                date=now,
                created_at=now,
                request_key=request.key if request else None,
                request_digest=request.digest if request else None,
                **_totals(posted),
            )
            .returning(sessions.c.id)
        )
        session_id = int(row["id"])  # type: ignore[index]  # an insert that returns has a row
        await _write_poses(transaction, user_id, session_id, posted, now)
        return session_id

    return await database.transact(work)


async def replace(
    database: Database, user_id: int, session_id: int, posted: PostedSession, now: datetime
) -> bool:
    """Put other poses and totals in the place of a session's; False where this user has none of that number.

    Raises StillLive for a session whose next checkpoint would undo it.
    """

    async def work(transaction: Transaction) -> bool:
        if not await _settled(transaction, user_id, session_id):
            return False
        # The exact length was of what stood there before, and no server saw what stands there now.
        values = _totals(posted) | {"duration_s": None, "source": None}
        await transaction.run(sessions.update().where(sessions.c.id == session_id).values(**values))
        await transaction.run(session_poses.delete().where(session_poses.c.session_id == session_id))
        await _write_poses(transaction, user_id, session_id, posted, now)
        return True

    return await database.transact(work)


async def delete(database: Database, user_id: int, session_id: int) -> bool:
    """Forget a session; False where this user has none of that number. Raises StillLive."""

    async def work(transaction: Transaction) -> bool:
        if not await _settled(transaction, user_id, session_id):
            return False
        await transaction.run(sessions.delete().where(sessions.c.id == session_id))
        return True

    return await database.transact(work)


async def _known(transaction: Transaction, user_id: int, request: RequestKey) -> int | None:
    row = await transaction.one(
        sa.select(sessions.c.id, sessions.c.request_digest).where(
            sessions.c.user_id == user_id, sessions.c.request_key == request.key
        )
    )
    if row is None:
        return None
    if row["request_digest"] != request.digest:
        raise KeyReused("This Idempotency-Key came with another session before.")
    return int(row["id"])


async def _settled(transaction: Transaction, user_id: int, session_id: int) -> bool:
    row = await transaction.one(
        sa.select(sessions.c.public_id, sessions.c.ending)
        .where(sessions.c.id == session_id, sessions.c.user_id == user_id)
        .with_for_update()
    )
    if row is not None and row["public_id"] is not None and row["ending"] is None:
        raise StillLive("This session is still running; stop it first.")
    return row is not None


def _totals(posted: PostedSession) -> dict[str, Any]:
    return {
        "duration": posted.duration,
        "avg_accuracy": posted.avg_accuracy,
        "total_poses": len(posted.poses),
    }


async def _write_poses(
    transaction: Transaction, user_id: int, session_id: int, posted: PostedSession, now: datetime
) -> None:
    rows = [
        {
            "session_id": session_id,
            "user_id": user_id,
            "pose_name": pose.pose_name,
            "accuracy": pose.accuracy,
            "feedback": pose.feedback,
            "improvements": pose.improvements,
            "timestamp": now,
            "pose_id": pose.pose_id,
            "mean_score": pose.accuracy,
        }
        for pose in posted.poses
    ]
    await transaction.add(session_poses, rows)

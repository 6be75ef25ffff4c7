"""Who practised most, of those with a display name; what this server scored from pictures counts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

import sqlalchemy as sa

from server.store.database import Database, Row
from server.store.schema import length_s, preferences, sessions

FROM_PICTURES: Final = ("jpeg", "video")
"""A client that finds the points itself could tell of any practice."""


@dataclass(frozen=True, slots=True)
class Entry:
    rank: int
    user_id: int
    display_name: str
    sessions: int
    seconds: float


async def board(database: Database, user_id: int, since: datetime | None, most: int) -> list[Entry]:
    """The first of the board, and this user where they are on it; whoever is level has the same rank."""
    seconds = sa.func.sum(length_s)
    in_order = (seconds.desc(), preferences.c.user_id)
    counted = (
        sa.select(
            sa.func.rank().over(order_by=seconds.desc()).label("rank"),
            sa.func.row_number().over(order_by=in_order).label("line"),
            preferences.c.user_id,
            preferences.c.display_name,
            sa.func.count().label("sessions"),
            seconds.label("seconds"),
        )
        .join(sessions, sessions.c.user_id == preferences.c.user_id)
        .where(
            preferences.c.display_name.is_not(None),
            sessions.c.source.in_(FROM_PICTURES),
            *([] if since is None else [sessions.c.date >= since]),
        )
        .group_by(preferences.c.user_id, preferences.c.display_name)
        .subquery()
    )
    first = (
        sa.select(counted)
        .where(sa.or_(counted.c.line <= most, counted.c.user_id == user_id))
        .order_by(counted.c.line)
    )
    return [_entry(row) for row in await database.all(first)]


def _entry(row: Row) -> Entry:
    return Entry(row["rank"], row["user_id"], row["display_name"], row["sessions"], row["seconds"])

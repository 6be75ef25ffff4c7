"""What a user's history adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

import sqlalchemy as sa

from server.store.database import Database, Row
from server.store.schema import length_s, sessions

FIRST_LOOK: Final = timedelta(days=100)
"""Most streaks begin no longer ago; for the others all of history is looked at."""


@dataclass(frozen=True, slots=True)
class Statistics:
    sessions_this_week: int
    """Since Monday, in the user's time zone."""

    mindful_minutes: int
    """Total of durations: of streamed sessions to the second, rounded once, halves up."""

    current_streak: int
    """Consecutive days with practice, the last being today or yesterday, in the user's time zone."""

    total_avg_accuracy: float
    """Mean over sessions, 0..100; 0 without one."""


async def statistics(database: Database, user_id: int, zone: tzinfo, now: datetime) -> Statistics:
    today = now.astimezone(zone).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(), zone).astimezone(UTC)
    (row,) = await database.all(  # an aggregate without GROUP BY has one row
        sa.select(
            sa.func.count().filter(sessions.c.date >= monday).label("this_week"),
            sa.func.sum(length_s).label("seconds"),
            sa.func.avg(sessions.c.avg_accuracy).label("accuracy"),
        ).where(sessions.c.user_id == user_id)
    )
    streak = await _streak(database, user_id, zone, today)
    return Statistics(
        sessions_this_week=row["this_week"],
        mindful_minutes=int((row["seconds"] or 0.0) / 60 + 0.5),
        current_streak=streak,
        total_avg_accuracy=round(row["accuracy"] or 0.0, 1),
    )


async def _streak(database: Database, user_id: int, zone: tzinfo, today: date) -> int:
    since = datetime.combine(today, time(), zone).astimezone(UTC) - FIRST_LOOK
    streak = _in_a_row(await database.all(_practised(user_id).where(sessions.c.date >= since)), zone, today)
    if timedelta(days=streak + 1) < FIRST_LOOK:  # it ended within
        return streak
    return _in_a_row(await database.all(_practised(user_id)), zone, today)


def _in_a_row(rows: list[Row], zone: tzinfo, today: date) -> int:
    """Walk back in time until a day is missing."""
    streak, expected = 0, today
    for day in (moment.astimezone(zone).date() for row in rows for moment in (row["last"], row["first"])):
        if day > expected:  # the same day again, or a clock that was ahead
            continue
        if day == expected or (streak == 0 and day == today - timedelta(days=1)):
            streak, expected = streak + 1, day - timedelta(days=1)
        else:
            break
    return streak


def _practised(user_id: int) -> sa.Select[tuple[datetime, datetime]]:
    """First and last session of each day of UTC, newest first.

    A day of UTC touches two days of any zone, one after the other: these two tell which have practice.
    """
    first = sa.func.min(sessions.c.date, type_=sessions.c.date.type).label("first")
    last = sa.func.max(sessions.c.date, type_=sessions.c.date.type).label("last")
    return (
        sa.select(first, last)
        .where(sessions.c.user_id == user_id)
        .group_by(sa.func.date(sessions.c.date))
        .order_by(first.desc())
    )

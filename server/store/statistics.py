"""What a user's history adds up to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

import sqlalchemy as sa

from server.store.database import Database
from server.store.schema import sessions

STREAK_PAGE: Final = 200
"""Sessions read at a time while a streak lasts; most streaks end within the first."""


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
            sa.func.sum(sa.func.coalesce(sessions.c.duration_s, sessions.c.duration * 60.0)).label("seconds"),
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
    """Walk back in time, a page at a time, until a day is missing."""
    streak, expected, offset = 0, today, 0
    while True:
        rows = await database.all(
            sa.select(sessions.c.date)
            .where(sessions.c.user_id == user_id)
            .order_by(sessions.c.date.desc(), sessions.c.id.desc())
            .limit(STREAK_PAGE)
            .offset(offset)
        )
        for row in rows:
            day = row["date"].astimezone(zone).date()
            if day > expected:  # the same day again, or a clock that was ahead
                continue
            if day == expected or (streak == 0 and day == today - timedelta(days=1)):
                streak, expected = streak + 1, day - timedelta(days=1)
            else:
                return streak
        if len(rows) < STREAK_PAGE:
            return streak
        offset += STREAK_PAGE

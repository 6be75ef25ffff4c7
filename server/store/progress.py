"""How a user's practice goes: week by week, and pose by pose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

import sqlalchemy as sa

from server.analysis.feedback import Level, Side
from server.store.database import Database
from server.store.schema import length_s, session_poses, sessions

LAST: Final = 200
"""Most points of a pose's history."""


@dataclass(frozen=True, slots=True)
class Week:
    monday: date
    sessions: int
    minutes: float
    days: int
    """Different days with practice."""


@dataclass(frozen=True, slots=True)
class PoseRecord:
    """A pose over all of history."""

    pose_id: str
    times: int
    mean_score: float | None
    """0..100; None where it was only timed."""

    best_score: float | None
    longest_hold_s: float | None
    last_at: datetime


@dataclass(frozen=True, slots=True)
class PosePoint:
    """A pose once."""

    at: datetime
    session_id: int
    score: float | None
    hold_s: float | None
    side: Side | None
    level: Level | None
    """Scoring was as strict as that."""


async def weeks(database: Database, user_id: int, zone: tzinfo, now: datetime, count: int) -> list[Week]:
    """The last weeks, Monday to Sunday in the user's time zone, oldest first, those without practice too."""
    today = now.astimezone(zone).date()
    this = today - timedelta(days=today.weekday())
    mondays = [this - timedelta(weeks=back) for back in reversed(range(count))]
    since = datetime.combine(mondays[0], time(), zone).astimezone(UTC)
    rows = await database.all(
        sa.select(sessions.c.date, length_s.label("seconds")).where(
            sessions.c.user_id == user_id, sessions.c.date >= since
        )
    )
    practised: dict[date, list[tuple[date, float]]] = {monday: [] for monday in mondays}
    for row in rows:
        day = row["date"].astimezone(zone).date()
        monday = day - timedelta(days=day.weekday())
        if monday in practised:  # a clock that was ahead is not of these weeks
            practised[monday].append((day, row["seconds"]))
    return [_week(monday, sessions) for monday, sessions in practised.items()]


def _week(monday: date, sessions: list[tuple[date, float]]) -> Week:
    """Of the day and the seconds of each session."""
    minutes = sum(seconds for _, seconds in sessions) / 60
    return Week(monday, len(sessions), minutes, len({day for day, _ in sessions}))


async def poses(database: Database, user_id: int) -> list[PoseRecord]:
    """Every pose of the library that was practised, most often first."""
    columns = session_poses.c
    rows = await database.all(
        sa.select(
            columns.pose_id,
            sa.func.count().label("times"),
            sa.func.avg(columns.mean_score).label("mean"),
            sa.func.max(sa.func.coalesce(columns.best, columns.mean_score)).label("best"),
            sa.func.max(columns.hold_s).label("longest"),
            sa.func.max(columns.timestamp, type_=columns.timestamp.type).label("last"),
        )
        .where(columns.user_id == user_id, columns.pose_id.is_not(None))
        .group_by(columns.pose_id)
        .order_by(sa.desc("times"), columns.pose_id)
    )
    return [
        PoseRecord(row["pose_id"], row["times"], row["mean"], row["best"], row["longest"], row["last"])
        for row in rows
    ]


async def pose(database: Database, user_id: int, pose_id: str) -> list[PosePoint]:
    """The last times of one pose, oldest first."""
    columns = session_poses.c
    last = (  # by the index alone; the rest is read of these only
        sa.select(columns.id)
        .where(columns.user_id == user_id, columns.pose_id == pose_id)
        .order_by(columns.timestamp.desc(), columns.id.desc())
        .limit(LAST)
    )
    rows = await database.all(
        sa.select(
            columns.timestamp,
            columns.session_id,
            columns.mean_score,
            columns.hold_s,
            columns.side,
            sessions.c.level,
        )
        .join(sessions, sessions.c.id == columns.session_id)
        .where(columns.id.in_(last))
        .order_by(columns.timestamp.desc(), columns.id.desc())
    )
    return [
        PosePoint(
            row["timestamp"],
            row["session_id"],
            row["mean_score"],
            row["hold_s"],
            row["side"],
            row["level"],
        )
        for row in reversed(rows)
    ]

"""Deeds of a user, dated, computed from the history each time: nothing of them is stored."""

from __future__ import annotations

import functools
import tomllib
from datetime import date, datetime, tzinfo
from importlib import resources
from typing import Any, Final

import sqlalchemy as sa

from server.store.database import Database
from server.store.deeds import RULES, Achievement, Day, Held, History, Progress, Words
from server.store.schema import length_s, session_poses, sessions

FILE: Final = "achievements.toml"


@functools.cache
def load_achievements() -> tuple[Achievement, ...]:
    """In the order of the file. Raises KeyError, TypeError or ValueError for a mistake in it."""
    text = (resources.files("server.store") / FILE).read_text(encoding="utf-8")
    return tuple(_achievement(name, dict(told)) for name, told in tomllib.loads(text).items())


def _achievement(name: str, told: dict[str, Any]) -> Achievement:
    title, description = told.pop("title"), told.pop("description")
    others = {key: Words(**told.pop(key)) for key, value in list(told.items()) if isinstance(value, dict)}
    ((rule, target),) = told.items()
    if rule not in RULES:
        raise ValueError(f"{FILE}: {name}: there is no rule '{rule}'")
    return Achievement(name, title, description, rule, float(target), others)


async def achieved(database: Database, user_id: int, zone: tzinfo) -> list[tuple[Achievement, Progress]]:
    """Every achievement and how far this user is, in the order of the file; days are those of `zone`."""
    wanted = load_achievements()
    history = History(await _days(database, user_id, zone), await _held(database, user_id, zone, wanted))
    return [(one, RULES[one.rule](history, one)) for one in wanted]


async def _days(database: Database, user_id: int, zone: tzinfo) -> tuple[Day, ...]:
    at = sessions.c.date
    first, last = (
        f(at, type_=at.type).label(name) for f, name in ((sa.func.min, "first"), (sa.func.max, "last"))
    )
    rows = await database.all(
        sa.select(first, last, sa.func.count().label("times"), sa.func.sum(length_s).label("seconds"))
        .where(sessions.c.user_id == user_id)
        .group_by(sa.func.date(at))
        .order_by(first)
    )
    return tuple(
        Day(
            day=row["last"].astimezone(zone).date(),
            first=row["first"].astimezone(zone).date(),
            sessions=row["times"],
            seconds=row["seconds"],
        )
        for row in rows
    )


async def _held(
    database: Database, user_id: int, zone: tzinfo, wanted: tuple[Achievement, ...]
) -> tuple[Held, ...]:
    columns = session_poses.c
    at = columns.timestamp
    limits = {"hold_s": columns.hold_s, "score": columns.mean_score}
    reached = {
        one.id: sa.func.min(at, type_=at.type).filter(limits[one.rule] >= one.target).label(one.id)
        for one in wanted
        if one.rule in limits
    }
    rows = await database.all(
        sa.select(
            columns.pose_id,
            columns.side,
            sa.func.min(at, type_=at.type).label("first"),
            sa.func.max(columns.hold_s).label("longest"),
            sa.func.max(columns.mean_score).label("best"),
            *reached.values(),
        )
        .where(columns.user_id == user_id, columns.pose_id.is_not(None))
        .group_by(columns.pose_id, columns.side)
    )
    return tuple(
        Held(
            pose_id=row["pose_id"],
            side=row["side"],
            first=_day(row["first"], zone),
            longest_s=row["longest"] or 0.0,
            best_score=row["best"] or 0.0,
            reached={name: row[name] and _day(row[name], zone) for name in reached},
        )
        for row in rows
    )


def _day(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()

"""What somebody means to reach, and how far they are: days or minutes a week, or a hold of one pose."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, tzinfo
from typing import Any, Final, Literal, TypeAlias

import sqlalchemy as sa

from server.errors import TooMany
from server.store import progress
from server.store.database import Database, Row, Transaction
from server.store.progress import Week
from server.store.schema import goals, session_poses

Kind: TypeAlias = Literal["days", "minutes", "hold"]

MOST: Final = 20
"""Goals of one account."""

WEEKS: Final = 104
"""A run of weeks is counted back this far."""


@dataclass(frozen=True, slots=True)
class Aim:
    kind: Kind
    target: float
    """Days or minutes a week, or seconds of a hold."""

    pose_id: str | None = None
    """Of a hold."""


@dataclass(frozen=True, slots=True)
class Goal:
    """An aim that somebody has."""

    id: int
    aim: Aim
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """How far somebody is."""

    value: float
    """This week's days or minutes; the longest hold ever, in seconds."""

    met: bool
    first_at: datetime | None = None
    """When a hold was first as long as it should be."""

    weeks_in_a_row: int = 0
    """That met it, the present one among them once it does; before that it breaks nothing."""


async def add(database: Database, user_id: int, aim: Aim, now: datetime) -> Goal:
    """Raises TooMany."""

    async def work(transaction: Transaction) -> Row:
        held = await transaction.all(sa.select(goals.c.id).where(goals.c.user_id == user_id))
        if len(held) >= MOST:
            raise TooMany(f"One can have {MOST} goals; please let go of another first.")
        values = {"user_id": user_id, "created_at": now, **asdict(aim)}
        return await transaction.one(goals.insert().values(values).returning(*goals.c))

    return _goal(await database.transact(work))


async def replace(database: Database, user_id: int, goal_id: int, aim: Aim) -> Goal | None:
    """None where this user has no goal of that number."""
    query = goals.update().where(_own(user_id, goal_id)).values(asdict(aim)).returning(*goals.c)
    row = await database.transact(lambda transaction: transaction.one(query))
    return None if row is None else _goal(row)


async def delete(database: Database, user_id: int, goal_id: int) -> bool:
    """False where this user has no goal of that number."""
    query = goals.delete().where(_own(user_id, goal_id)).returning(goals.c.id)
    return await database.transact(lambda transaction: transaction.one(query)) is not None


async def of(database: Database, user_id: int) -> list[Goal]:
    """In the order in which they were made."""
    query = sa.select(goals).where(goals.c.user_id == user_id).order_by(goals.c.id)
    return [_goal(row) for row in await database.all(query)]


async def reached(
    database: Database, user_id: int, wanted: list[Goal], zone: tzinfo, now: datetime
) -> list[Reached]:
    """How far each goal is, in the same order; weeks are those of `zone`."""
    weeks: list[Week] = []
    if any(goal.aim.kind != "hold" for goal in wanted):
        weeks = await progress.weeks(database, user_id, zone, now, WEEKS)
    held = iter(await _held(database, user_id, [goal.aim for goal in wanted if goal.aim.kind == "hold"]))
    return [next(held) if goal.aim.kind == "hold" else _in_weeks(goal.aim, weeks) for goal in wanted]


def _in_weeks(aim: Aim, weeks: list[Week]) -> Reached:
    values = [float(week.days) if aim.kind == "days" else week.minutes for week in weeks]
    met = [value >= aim.target for value in values]
    settled = met if met[-1] else met[:-1]
    run = next((back for back, one in enumerate(reversed(settled)) if not one), len(settled))
    return Reached(values[-1], met[-1], weeks_in_a_row=run)


async def _held(database: Database, user_id: int, aims: list[Aim]) -> list[Reached]:
    """Of holds, in the same order and by one query."""
    if not aims:
        return []
    pose, hold, at = session_poses.c.pose_id, session_poses.c.hold_s, session_poses.c.timestamp
    asked: list[sa.ColumnElement[Any]] = []
    for n, aim in enumerate(aims):
        long_enough = sa.and_(pose == aim.pose_id, hold >= aim.target)
        asked.append(sa.func.max(hold).filter(pose == aim.pose_id).label(f"longest_{n}"))
        asked.append(sa.func.min(at, type_=at.type).filter(long_enough).label(f"first_{n}"))
    mine = session_poses.c.user_id == user_id, pose.in_({aim.pose_id for aim in aims})
    (row,) = await database.all(sa.select(*asked).where(*mine))  # an aggregate without GROUP BY has one row
    firsts = [row[f"first_{n}"] for n in range(len(aims))]
    return [Reached(row[f"longest_{n}"] or 0.0, first is not None, first) for n, first in enumerate(firsts)]


def _own(user_id: int, goal_id: int) -> sa.ColumnElement[bool]:
    return sa.and_(goals.c.id == goal_id, goals.c.user_id == user_id)


def _goal(row: Row) -> Goal:
    aim = Aim(row["kind"], row["target"], row["pose_id"])
    return Goal(row["id"], aim, row["created_at"])

"""Who practised most, among those who want to be seen."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Annotated, Literal, TypeAlias

from fastapi import Query
from pydantic import BaseModel

from server.api.answer import Answer
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import rfc3339
from server.api.strict import example, router
from server.store.leaderboard import Entry, board

Period: TypeAlias = Literal["week", "month", "all"]

routes = router("/api/leaderboard", "progress")


class EntryOut(BaseModel):
    rank: int
    """Whoever is level has the same one."""

    display_name: str
    minutes: float
    sessions: int
    you: bool


class Leaderboard(BaseModel):
    model_config = example(
        {
            "period": "week",
            "since_at": "2026-03-02T00:00:00Z",
            "entries": [{"rank": 1, "display_name": "Ada", "minutes": 84.5, "sessions": 6, "you": True}],
            "you": {"rank": 1, "display_name": "Ada", "minutes": 84.5, "sessions": 6, "you": True},
        }
    )

    period: Period
    since_at: str | None
    """Monday, or the first of the month, in UTC: the same for everybody."""

    entries: list[EntryOut]
    you: EntryOut | None
    """Null for whoever has no display name, or did not practise in this time."""


@routes.get("", responses=answers(401, 422))
async def leaderboard(
    user: Caller,
    services: Served,
    period: Period = "week",
    limit: Annotated[int, Query(ge=1, le=100)] = 20,
) -> Answer[Leaderboard]:
    """Minutes of practice of those who chose a display name.

    Only sessions count that this server scored from pictures.
    """
    since = _since(period, datetime.now(UTC))
    found = await board(services.database, user.id, since, limit)
    entries = [_told(entry, user.id) for entry in found]
    data = Leaderboard(
        period=period,
        since_at=None if since is None else rfc3339(since),
        entries=entries[:limit],
        you=next((entry for entry in entries if entry.you), None),
    )
    return Answer(data=data, message="The leaderboard.")


def _since(period: Period, now: datetime) -> datetime | None:
    if period == "all":
        return None
    back = now.weekday() if period == "week" else now.day - 1
    return datetime.combine(now.date() - timedelta(days=back), time(), UTC)


def _told(entry: Entry, user_id: int) -> EntryOut:
    return EntryOut(
        rank=entry.rank,
        display_name=entry.display_name,
        minutes=round(entry.seconds / 60, 1),
        sessions=entry.sessions,
        you=entry.user_id == user_id,
    )

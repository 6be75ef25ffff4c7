"""Which sessions of the history are asked for, by the words of the query."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, tzinfo
from typing import Annotated, Final, TypeAlias

from fastapi import Depends, Query
from pydantic import AfterValidator

from server.analysis.poses import Library
from server.analysis.summary import Ending
from server.api.caller import Served
from server.api.zones import UsersZone
from server.store.filters import Filter
from server.store.records import Source

LARGEST_ID: Final = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""

FIRST_DAY, LAST_DAY = date(1970, 1, 2), date(9990, 1, 1)
"""Outside these a day cannot be told in every zone."""


def _day(value: str) -> str:
    try:
        day = date.fromisoformat(value)
    except ValueError:
        raise ValueError("A day looks like 2026-03-04") from None
    if not FIRST_DAY <= day <= LAST_DAY or len(value) != 10:
        raise ValueError("A day looks like 2026-03-04")
    return value


Day: TypeAlias = Annotated[str, Query(json_schema_extra={"format": "date"}), AfterValidator(_day)]
Name: TypeAlias = Annotated[str, Query(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]


async def _wanted(
    services: Served,
    zone: UsersZone,
    *,
    pose: Annotated[Name | None, Query(description="Id, name or alias; or as a client wrote it.")] = None,
    pose_id: Annotated[Name | None, Query(description="Id in the library.")] = None,
    since: Annotated[Day | None, Query(description="First day, in your time zone.")] = None,
    until: Annotated[Day | None, Query(description="Last day, in your time zone.")] = None,
    source: Annotated[Source | None, Query(description="What a streamed session looked at.")] = None,
    ending: Annotated[Ending | None, Query(description="How a streamed session ended.")] = None,
    min_score: Annotated[float | None, Query(ge=0, le=100, description="Least mean score.")] = None,
) -> Filter:
    known, written = _named(services.library, pose)
    return Filter(
        pose_id=pose_id or known,
        pose_name=written,
        since=None if since is None else _midnight(since, zone),
        until=None if until is None else _midnight(until, zone, later=1),
        source=source,
        ending=ending,
        min_score=min_score,
    )


Wanted: TypeAlias = Annotated[Filter, Depends(_wanted)]


def _named(library: Library, pose: str | None) -> tuple[str | None, str | None]:
    """The pose's id where the library knows it, else the name as it was written."""
    known = library.resolve(pose) if pose is not None else None
    return known, None if known else pose


def _midnight(day: str, zone: tzinfo, *, later: int = 0) -> datetime:
    return datetime.combine(date.fromisoformat(day) + timedelta(days=later), time(), zone)

"""Whose days and weeks are meant: the time zone of a request, else the one somebody chose, else UTC."""

from __future__ import annotations

from datetime import UTC, tzinfo
from typing import Annotated, TypeAlias
from zoneinfo import ZoneInfo

from fastapi import Depends, Query
from pydantic import AfterValidator

from server.api.caller import Caller, Served
from server.store import preferences


def read_zone(name: str) -> tzinfo:
    """Raises ValueError for what is no IANA time zone."""
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    # An unknown name, a path out of the database, a folder of it.
    except (KeyError, ValueError, OSError):
        raise ValueError("That is no time zone; one is Europe/Paris") from None


def zone_name(name: str) -> str:
    read_zone(name)
    return name


ZoneName: TypeAlias = Annotated[str, AfterValidator(zone_name)]


async def _zone(
    user: Caller,
    services: Served,
    tz: Annotated[
        ZoneName | None, Query(max_length=64, description="IANA time zone; your own where it is left out.")
    ] = None,
) -> tzinfo:
    if tz is not None:
        return read_zone(tz)
    chosen = (await preferences.read(services.database, user.id)).time_zone
    try:
        return read_zone(chosen or "UTC")
    except ValueError:  # a newer database of zones may know it no more
        return UTC


UsersZone: TypeAlias = Annotated[tzinfo, Depends(_zone)]

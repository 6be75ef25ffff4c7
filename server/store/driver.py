"""What differs between the databases: how each is reached, what it raises, how its write lock is taken."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from server.errors import StoreUnavailable


@dataclass(frozen=True, slots=True)
class Driver:
    url: str
    """As `databases` wants it; no password is in it."""

    options: Mapping[str, Any]
    """For `databases`, which hands them to each connection or to the pool of them."""

    begin: tuple[str, ...]
    """Begins a transaction that holds the database's one write lock."""

    conflicts: tuple[type[Exception], ...]
    """A constraint refused a row."""

    failures: tuple[type[Exception], ...]
    """Anything else that keeps a query from being answered; looked at after `conflicts`."""

    patience_s: float | None
    """The longest that a read or a transaction may take; None where the driver has limits of its own."""

    kept: int
    """Connections that stay open between queries; 0 where the driver has a pool of its own."""


def read_url(url: str) -> sa.URL:
    """What a database URL says. Raises StoreUnavailable, without showing it: a password may be in it."""
    try:
        read = sa.make_url(url)
    except (sa.exc.ArgumentError, ValueError):
        read = None
    if read is None or read.drivername not in ("sqlite", "postgresql", "postgres"):
        raise StoreUnavailable("A database URL begins with sqlite:/// or postgresql://.")
    return read


def is_sqlite(url: str) -> bool:
    """Raises StoreUnavailable where `url` names no database that can be used."""
    return read_url(url).drivername == "sqlite"


def shown(url: str) -> str:
    """The URL without its password. Raises StoreUnavailable."""
    return read_url(url).render_as_string(hide_password=True)


def driver(url: str) -> Driver:
    """Raises StoreUnavailable where `url` names no database that can be used."""
    read = read_url(url)
    if read.drivername == "sqlite":
        from server.store import sqlite  # noqa: PLC0415

        return sqlite.driver(read)
    from server.store import postgres  # noqa: PLC0415 - its packages are an extra

    return postgres.driver(read)

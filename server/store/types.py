"""Column types that read the same from SQLite, from PostgreSQL and from a founding database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import sqlite

_SECONDS = sqlite.DATETIME(  # type: ignore[no-untyped-call]
    storage_format="%(year)04d-%(month)02d-%(day)02d %(hour)02d:%(minute)02d:%(second)02d"
)
"""The founding text form, `YYYY-MM-DD HH:MM:SS`, whose order as text is its order in time."""


class Utc(sa.TypeDecorator[datetime]):
    """An aware UTC datetime to the second: text in SQLite, which knows no zone, else `timestamptz`."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(_SECONDS if dialect.name == "sqlite" else sa.DateTime(timezone=True))

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time has a time zone")
        utc = value.astimezone(UTC).replace(microsecond=0)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Texts(sa.TypeDecorator[tuple[str, ...]]):
    """Sentences, stored as a JSON list in a text column."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: sa.Dialect) -> str:
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...]:
        return _read_texts(value)


def _read_texts(value: str | None) -> tuple[str, ...]:
    """A founding row may hold nothing, or one bare sentence."""
    if not value:
        return ()
    try:
        found = json.loads(value)
    except ValueError:
        return (value,)
    return tuple(str(text) for text in found) if isinstance(found, list) else (str(found),)

"""Column types that read the same from SQLite, from PostgreSQL and from a founding database."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa

from server.analysis.feedback import StepResult
from server.analysis.summary import FlowSummary


class _Text(sa.types.UserDefinedType[str]):
    """Text, under the name that the founding columns have."""

    cache_ok = True

    def get_col_spec(self, **_: Any) -> str:
        return "DATETIME"


class Utc(sa.TypeDecorator[datetime]):
    """An aware UTC datetime to the second: `timestamptz`, but text in SQLite.

    The text has the founding form, `YYYY-MM-DD HH:MM:SS`, whose order as text is its order in time.
    """

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: sa.Dialect) -> sa.types.TypeEngine[Any]:
        return dialect.type_descriptor(_Text() if dialect.name == "sqlite" else self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | str | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("A stored time has a time zone")
        utc = value.astimezone(UTC).replace(microsecond=0)
        return f"{utc:%Y-%m-%d %H:%M:%S}" if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | str | None, dialect: sa.Dialect) -> datetime | None:
        if isinstance(value, str):
            return datetime.fromisoformat(value + "+00:00")
        return None if value is None else value.astimezone(UTC)


class Texts(sa.TypeDecorator[tuple[str, ...]]):
    """Sentences, stored as a JSON list in a text column."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: sa.Dialect) -> str:
        return json.dumps(list(value or ()), ensure_ascii=False)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[str, ...]:
        return _read_texts(value)


class Flows(sa.TypeDecorator[tuple[FlowSummary, ...]]):
    """How flows went, stored as a JSON list in a text column; null where there was none."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Sequence[FlowSummary] | None, dialect: sa.Dialect) -> str | None:
        return json.dumps([asdict(flow) for flow in value], ensure_ascii=False) if value else None

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[FlowSummary, ...]:
        return tuple(_flow(flow) for flow in json.loads(value)) if value else ()


def _flow(told: dict[str, Any]) -> FlowSummary:
    return FlowSummary(**told | {"steps": tuple(StepResult(**step) for step in told["steps"])})


def _read_texts(value: str | None) -> tuple[str, ...]:
    """A founding row may hold nothing, or one bare sentence."""
    if not value:
        return ()
    try:
        found = json.loads(value)
    except ValueError:
        return (value,)
    return tuple(str(text) for text in found) if isinstance(found, list) else (str(found),)

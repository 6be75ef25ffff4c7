"""Reads fields out of a parsed data file, so that a mistake is told with its file, pose and field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeGuard

from server.errors import YogaError


class LibraryError(YogaError):
    """The library or a pose pack has a mistake; the message names file, pose and field."""

    code, status = "library_unusable", 503


class Table:
    """One table of a data file. Every field is asked for once; `done` refuses those nobody asked for."""

    def __init__(self, where: str, values: object) -> None:
        if not isinstance(values, Mapping):
            raise LibraryError(f"{where}: expected a table")
        self.where = where
        self._values: dict[str, object] = dict(values)

    def fail(self, field: str, problem: str) -> LibraryError:
        return LibraryError(f"{self.where}: {field}: {problem}")

    def has(self, field: str) -> bool:
        return field in self._values

    def text(self, field: str, *, empty: bool = False) -> str:
        value = self._take(field)
        if not isinstance(value, str) or not (value or empty):
            raise self.fail(field, "expected a text" if empty else "expected a text that is not empty")
        return value

    def number(self, field: str, low: float, high: float, default: float | None = None) -> float:
        if default is not None and not self.has(field):
            return default
        value = self._take(field)
        if not is_number(value) or not low <= value <= high:
            raise self.fail(field, f"expected a number from {low:g} to {high:g}")
        return float(value)

    def whole(self, field: str, low: int, high: int) -> int:
        value = self.number(field, low, high)
        if value != int(value):
            raise self.fail(field, "expected a whole number")
        return int(value)

    def flag(self, field: str, *, default: bool | None = None) -> bool:
        if default is not None and not self.has(field):
            return default
        value = self._take(field)
        if not isinstance(value, bool):
            raise self.fail(field, "expected true or false")
        return value

    def choice(self, field: str, choices: tuple[str, ...], default: str | None = None) -> str:
        value = self._values.pop(field, default)
        if value not in choices:
            raise self.fail(field, f"expected one of {', '.join(choices)}")
        return str(value)

    def texts(self, field: str) -> tuple[str, ...]:
        values = self.items(field)
        for value in values:
            if not isinstance(value, str) or not value:
                raise self.fail(field, "expected texts")
        return tuple(str(value) for value in values)

    def items(self, field: str) -> list[object]:
        value = self._take(field)
        if not isinstance(value, list):
            raise self.fail(field, "expected a list")
        return value

    def table(self, field: str) -> Table:
        return Table(f"{self.where}: {field}", self._take(field))

    def tables(self, field: str) -> Iterator[Table]:
        for n, value in enumerate(self.items(field)):
            yield Table(f"{self.where}: {field}[{n}]", value)

    def entries(self, field: str) -> Iterator[tuple[str, Table]]:
        """The named tables of a table of tables."""
        value = self._take(field)
        if not isinstance(value, Mapping):
            raise self.fail(field, "expected a table")
        for name, entry in value.items():
            yield name, Table(f"{self.where}: {field}: {name}", entry)

    def done(self) -> None:
        for field in self._values:
            raise self.fail(field, "is not a field that is known here")

    def _take(self, field: str) -> object:
        if field not in self._values:
            raise self.fail(field, "is missing")
        return self._values.pop(field)


def is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)

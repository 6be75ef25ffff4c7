"""What classes are put together from, as data: poses that warm up, lead to a peak, counter it and calm."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Final, Literal, TypeAlias, get_args

from server.analysis.tables import LibraryError, Table

if TYPE_CHECKING:
    from server.analysis.poses import Pose

Focus: TypeAlias = Literal["all_round", "balance", "strength", "hips", "back", "legs", "calm"]
Spared: TypeAlias = Literal["knees", "wrists", "shoulders", "neck", "back", "blood_pressure", "pregnancy"]
"""What a class can be kept from loading."""

Entry: TypeAlias = tuple[str, ...]
"""One pose to hold, or several to go through breath by breath."""

FOCUSES: Final[tuple[Focus, ...]] = get_args(Focus)
SPARED: Final[tuple[Spared, ...]] = get_args(Spared)


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """Poses by their part in a class, each list from the floor up and from gentle to demanding."""

    arrive: tuple[Entry, ...]
    warm_up: tuple[Entry, ...]
    focus: Mapping[str, tuple[Entry, ...]]
    counter: Mapping[str, tuple[Entry, ...]]
    """After the hardest pose, by its category."""

    cool_down: tuple[Entry, ...]
    rest: tuple[Entry, ...]
    instead: Mapping[str, tuple[str, ...]]
    """Easier poses that do as well."""

    avoid: Mapping[str, frozenset[str]]
    """Poses that load what should be spared."""


def read_plan(file: Traversable, poses: Mapping[str, Pose], categories: frozenset[str]) -> ClassPlan:
    """Raises LibraryError with file and field where the plan names no pose, or no counter to a category."""
    try:
        table = Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{file.name}: {error}") from error
    plan = ClassPlan(
        arrive=_entries(table, "arrive", poses, plain=True),
        warm_up=_entries(table, "warm_up", poses),
        focus=_named(table.table("focus"), FOCUSES, poses),
        counter=_named(table.table("counter"), tuple(sorted(categories)), poses, plain=True),
        cool_down=_entries(table, "cool_down", poses),
        rest=_entries(table, "rest", poses, plain=True),
        instead={name: _ids(others) for name, others in _instead(table.table("instead"), poses)},
        avoid={
            name: frozenset(_ids(entries))
            for name, entries in _named(table.table("avoid"), SPARED, poses).items()
        },
    )
    table.done()
    return plan


def _named(
    table: Table, names: tuple[str, ...], poses: Mapping[str, Pose], *, plain: bool = False
) -> dict[str, tuple[Entry, ...]]:
    found = {name: _entries(table, name, poses, plain=plain) for name in names}
    table.done()
    return found


def _instead(table: Table, poses: Mapping[str, Pose]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    for name in poses:
        if table.has(name):
            yield name, _entries(table, name, poses)
    table.done()


def _entries(
    table: Table, field: str, poses: Mapping[str, Pose], *, plain: bool = False
) -> tuple[Entry, ...]:
    """A list of poses; where it is to be plain, each is held, and on no side."""
    entries = tuple(_entry(value) for value in table.items(field))
    if not entries:
        raise table.fail(field, "expected at least one pose")
    for name in _ids(entries):
        if name not in poses:
            raise table.fail(field, f"'{name}' is no pose of the library")
        if plain and poses[name].sided:
            raise table.fail(field, f"'{name}' has sides")
    if plain and any(len(entry) > 1 for entry in entries):
        raise table.fail(field, "expected no list in the list")
    return entries


def _entry(value: object) -> Entry:
    return tuple(str(part) for part in value) if isinstance(value, list) else (str(value),)


def _ids(entries: tuple[Entry, ...]) -> tuple[str, ...]:
    return tuple(name for entry in entries for name in entry)

"""Sequences of poses: what they are made of, and reading them from a data file."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, Literal, TypeAlias, cast

from server.analysis.feedback import Level, Side
from server.analysis.poses import Library
from server.analysis.tables import LibraryError, Table

Breath: TypeAlias = Literal["in", "out"]

BREATH_S: Final = 5.0
"""A slow breath, in and out; a step of one breath takes half of it."""

_OTHER: Final[Mapping[Side, Side]] = {"left": "right", "right": "left"}


@dataclass(frozen=True, slots=True)
class Step:
    """One pose of a sequence: gone through with one breath, or held."""

    pose: str
    side: Side | None
    """The lead side that is asked for; None where the pose has none or either will do."""

    breath: Breath | None
    """The breath that it is entered with, for a step that is not held."""

    hold_s: float
    """How long to stay; 0 for a step of one breath."""

    breaths: int
    instead: tuple[str, ...]
    """Easier poses that do as well."""

    optional: bool
    silent: bool
    """Nothing is said during it."""

    say: str

    @property
    def length_s(self) -> float:
        return self.hold_s or BREATH_S / 2

    def mirrored(self) -> Step:
        return replace(self, side=_OTHER[self.side]) if self.side is not None else self


@dataclass(frozen=True, slots=True)
class Flow:
    id: str
    name: str
    sanskrit: str
    level: Level
    rounds: int
    sided_rounds: bool
    """Whether every second round is done on the other side."""

    minutes: int
    steps: tuple[Step, ...]

    def course(self) -> tuple[Step, ...]:
        """All steps of all rounds, in order."""
        swapped = tuple(step.mirrored() for step in self.steps)
        rounds = (swapped if self.sided_rounds and n % 2 else self.steps for n in range(self.rounds))
        return tuple(step for steps in rounds for step in steps)


def load_flows(library: Library) -> Mapping[str, Flow]:
    """The shipped flows by id, all of whose poses are in the library. Raises LibraryError."""
    return read_flows(resources.files("server.analysis") / "library" / "flows.toml", library)


def read_flows(file: Traversable, library: Library) -> Mapping[str, Flow]:
    """Read a file of flows. Raises LibraryError with file, flow and field at the first mistake."""
    try:
        data = Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{file.name}: {error}") from error
    flows: dict[str, Flow] = {}
    for table in data.tables("flow"):
        flow = _flow(table, library)
        if flow.id in flows:
            raise table.fail("id", "is taken by an earlier flow")
        flows[flow.id] = flow
    data.done()
    return flows


def _flow(table: Table, library: Library) -> Flow:
    flow_id = table.text("id")
    table.where = f"{table.where.split(':')[0]}: flow '{flow_id}'"
    flow = Flow(
        id=flow_id,
        name=table.text("name"),
        sanskrit=table.text("sanskrit", empty=True),
        level=cast(Level, table.choice("level", ("beginner", "intermediate", "advanced"))),
        rounds=table.whole("rounds", 1, 108),
        sided_rounds=table.flag("sided_rounds", default=False),
        minutes=table.whole("minutes", 1, 120),
        steps=tuple(_steps(table, library)),
    )
    if not flow.steps:
        raise table.fail("steps", "expected at least one")
    table.done()
    return flow


def _steps(table: Table, library: Library) -> Iterator[Step]:
    for entry in table.tables("steps"):
        pose = _pose(entry, "pose", entry.text("pose"), library)
        held = not entry.has("breath")
        step = Step(
            pose=pose,
            side=_side(entry, library.poses[pose].sided),
            breath=None if held else cast(Breath, entry.choice("breath", ("in", "out"))),
            hold_s=entry.number("hold", 1, 1800) if held else 0.0,
            breaths=entry.whole("breaths", 1, 360) if held else 1,
            instead=_instead(entry, library),
            optional=entry.flag("optional", default=False),
            silent=entry.flag("silent", default=False),
            say=entry.text("say") if entry.has("say") else "",
        )
        entry.done()
        yield step


def _side(entry: Table, sided: bool) -> Side | None:
    if not entry.has("side"):
        return None
    if not sided:
        raise entry.fail("side", "is given, and the pose has none")
    return cast(Side, entry.choice("side", ("left", "right")))


def _instead(entry: Table, library: Library) -> tuple[str, ...]:
    names = entry.texts("instead") if entry.has("instead") else ()
    return tuple(_pose(entry, "instead", name, library) for name in names)


def _pose(entry: Table, field: str, name: str, library: Library) -> str:
    if name not in library.poses:
        raise entry.fail(field, f"'{name}' is no pose of the library")
    return name

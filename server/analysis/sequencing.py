"""Reads flows out of data files, and makes the steps of a class out of what a client says."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, Protocol, cast

from server.analysis.feedback import Breath, Level, Side
from server.analysis.flows import MOST_STEPS, Course, Flow, Step
from server.analysis.poses import Library, Pose
from server.analysis.tables import Table

_LEVELS: Final = ("beginner", "intermediate", "advanced")


class UnknownStep(ValueError):
    """A client asks for a step that cannot be; the message says which and why."""


class Wish(Protocol):
    """One step as a client asks for it."""

    @property
    def pose(self) -> str: ...
    @property
    def side(self) -> Side | None: ...
    @property
    def breath(self) -> Breath | None: ...
    @property
    def hold_s(self) -> float: ...
    @property
    def breaths(self) -> int: ...
    @property
    def instead(self) -> list[str]: ...
    @property
    def optional(self) -> bool: ...
    @property
    def silent(self) -> bool: ...
    @property
    def say(self) -> str | None: ...


def read_flow(table: Table, poses: Mapping[str, Pose]) -> Flow:
    """One flow, all of whose poses there are. Raises LibraryError with file, flow and field."""
    flow_id = table.text("id")
    table.where = f"{table.where.split(':')[0]}: flow '{flow_id}'"
    flow = Flow(
        id=flow_id,
        name=table.text("name"),
        sanskrit=table.text("sanskrit", empty=True),
        level=cast(Level, table.choice("level", _LEVELS)),
        rounds=table.whole("rounds", 1, 108),
        sided_rounds=table.flag("sided_rounds", default=False),
        minutes=table.whole("minutes", 1, 120),
        steps=tuple(_steps(table, poses)),
    )
    if not flow.steps:
        raise table.fail("steps", "expected at least one")
    if len(flow.course().steps) > MOST_STEPS:
        raise table.fail("rounds", f"expected at most {MOST_STEPS} steps in all")
    table.done()
    return flow


def class_of(wishes: Sequence[Wish], name: str, library: Library) -> Course:
    """The course of a class. Raises UnknownStep for a pose or a side that there is not."""
    steps = tuple(_wished(f"steps[{n}]", wish, library) for n, wish in enumerate(wishes))
    return Course(None, name, steps)


def _wished(where: str, wish: Wish, library: Library) -> Step:
    pose = library.poses[_resolved(where, wish.pose, library)]
    if wish.side is not None and not pose.sided:
        raise UnknownStep(f"{where}: side: is given, and the pose has none.")
    held = wish.breath is None
    return Step(
        pose=pose.id,
        name=pose.name,
        side=wish.side,
        breath=wish.breath,
        hold_s=(wish.hold_s or float(pose.hold)) if held else 0.0,
        breaths=(wish.breaths if wish.hold_s else pose.breaths) if held else 1,
        instead=tuple(_resolved(where, other, library) for other in wish.instead),
        alike=pose.confusable,
        optional=wish.optional,
        silent=wish.silent,
        say=wish.say if wish.say in library.say("en").says else None,
    )


def _resolved(where: str, name: str, library: Library) -> str:
    pose_id = library.resolve(name)
    if pose_id is None:
        raise UnknownStep(f"{where}: there is no pose of that name.")
    return pose_id


def _steps(table: Table, poses: Mapping[str, Pose]) -> Iterator[Step]:
    for entry in table.tables("steps"):
        pose = poses[_pose(entry, "pose", entry.text("pose"), poses)]
        held = not entry.has("breath")
        step = Step(
            pose=pose.id,
            name=pose.name,
            side=_side(entry, pose.sided),
            breath=None if held else cast(Breath, entry.choice("breath", ("in", "out"))),
            hold_s=entry.number("hold", 1, 1800) if held else 0.0,
            breaths=entry.whole("breaths", 1, 360) if held else 1,
            instead=_instead(entry, poses),
            alike=pose.confusable,
            optional=entry.flag("optional", default=False),
            silent=entry.flag("silent", default=False),
            say=entry.text("say") if entry.has("say") else None,
        )
        entry.done()
        yield step


def _side(entry: Table, sided: bool) -> Side | None:
    if not entry.has("side"):
        return None
    if not sided:
        raise entry.fail("side", "is given, and the pose has none")
    return cast(Side, entry.choice("side", ("left", "right")))


def _instead(entry: Table, poses: Mapping[str, Pose]) -> tuple[str, ...]:
    names = entry.texts("instead") if entry.has("instead") else ()
    return tuple(_pose(entry, "instead", name, poses) for name in names)


def _pose(entry: Table, field: str, name: str, poses: Mapping[str, Pose]) -> str:
    if name not in poses:
        raise entry.fail(field, f"'{name}' is no pose of the library")
    return name

"""Loads the pose library and its messages from data files, and refuses any mistake in them."""

from __future__ import annotations

import functools
import json
import math
import tomllib
from collections.abc import Mapping
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, cast

from server.analysis.feedback import Side
from server.analysis.geometry import FEATURES, INDEX
from server.analysis.messages import Message, Messages, fits_phone
from server.analysis.poses import (
    GROUND_UP,
    Condition,
    Fault,
    Gate,
    Library,
    Mode,
    Pose,
    Selector,
    Target,
    View,
    fold,
    names_of,
)
from server.analysis.presence import NOTICES
from server.analysis.tables import LibraryError, Table, is_number

CLEAR: Final = 0.7
"""A fault is put right at this share of the way from the ideal to its limit, so that cues do not flicker."""

SIDES: Final[tuple[Side, ...]] = ("left", "right")
_SELECTORS: Final = ("lead", "trail", "both", "body")


@functools.cache
def load_library() -> Library:
    """The library that is packed with the program; read once."""
    return read_library(resources.files("server.analysis") / "library")


def read_library(folder: Traversable) -> Library:
    """Read `asanas.toml` and `messages/*.json` of a folder. Raises LibraryError at the first mistake."""
    file = folder / "asanas.toml"
    try:
        data = Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{file.name}: {error}") from error
    poses: dict[str, Pose] = {}
    for table in data.tables("pose"):
        pose = _pose(table)
        if pose.id in poses:
            raise table.fail("id", "is taken by an earlier pose")
        poses[pose.id] = pose
    data.done()
    files = sorted(
        (f for f in (folder / "messages").iterdir() if f.name.endswith(".json")), key=lambda f: f.name
    )
    spoken = [read_messages(f, poses) for f in files]
    if not any(m.language == "en" for m in spoken):
        raise LibraryError("messages/en.json: is missing")
    return Library(poses, {m.language: m for m in spoken}, _names(file.name, poses))


def _names(file: str, poses: Mapping[str, Pose]) -> dict[str, str]:
    names: dict[str, str] = {}
    for pose in poses.values():
        for name in filter(None, map(fold, names_of(pose))):
            if names.setdefault(name, pose.id) != pose.id:
                raise LibraryError(
                    f"{file}: pose '{pose.id}': aliases: '{name}' already names '{names[name]}'"
                )
    return names


def _pose(table: Table) -> Pose:
    pose_id = table.text("id")
    table.where = f"{table.where.split(':')[0]}: pose '{pose_id}'"
    sided = table.flag("sided")
    targets = tuple(_target(t) for t in table.tables("targets"))
    gates = tuple(_gate(t) for t in table.tables("gates"))
    for field, found in (("gates", gates), ("targets", targets)):
        if not found:
            raise table.fail(field, "expected at least one")
        _check_sides(table, field, sided, [entry.side for entry in found])
    pose = Pose(
        id=pose_id,
        catalogue_id=table.text("catalogue_id"),
        name=table.text("name"),
        sanskrit=table.text("sanskrit", empty=True),
        aliases=table.texts("aliases"),
        description=table.text("description"),
        steps=table.texts("steps"),
        category=table.text("category"),
        difficulty=table.whole("difficulty", 1, 10),
        sided=sided,
        lead=table.text("lead") if sided else "",
        view=cast(View, table.choice("view", ("any", "front", "side"))),
        hold=table.whole("hold", 1, 600),
        breaths=table.whole("breaths", 1, 100),
        drishti=table.text("drishti"),
        safety=table.text("safety"),
        gates=gates,
        targets=targets,
        faults=tuple(_fault(t, pose_id, sided, targets) for t in table.tables("faults")),
    )
    table.done()
    return pose


def _check_sides(table: Table, field: str, sided: bool, sides: list[Selector]) -> None:
    if not sided and any(side in ("lead", "trail") for side in sides):
        raise table.fail(field, "has a lead side, and the pose has none")


def _feature(table: Table) -> tuple[str, Selector]:
    name = table.text("feature")
    side = table.choice("side", _SELECTORS, "body")
    _check_feature(table, "feature", name, side)
    return name, cast(Selector, side)


def _check_feature(table: Table, field: str, name: str, side: str) -> None:
    if name not in INDEX:
        raise table.fail(field, f"'{name}' is not measured")
    if FEATURES[INDEX[name]].sided == (side == "body"):
        raise table.fail(
            field, f"'{name}' is measured {'per side' if side == 'body' else 'on the whole body'}"
        )


def _gate(table: Table) -> Gate:
    feature, side = _feature(table)
    if not (table.has("min") or table.has("max")):
        raise table.fail("min", "expected a min, a max or both")
    low = table.number("min", -180, 180, default=-math.inf)
    high = table.number("max", -180, 180, default=math.inf)
    if low >= high:
        raise table.fail("max", "expected more than min")
    table.done()
    return Gate(feature, side, low, high)


def _target(table: Table) -> Target:
    feature, side = _feature(table)
    tol = table.number("tol", 0, 180)
    target = Target(
        feature,
        side,
        ideal=table.number("ideal", -180, 180),
        tol=tol,
        fail=table.number("fail", tol, 360),
        weight=table.number("weight", 0.01, 10),
        mode=cast(Mode, table.choice("mode", ("both", "min", "max"), "both")),
    )
    if target.fail <= tol:
        raise table.fail("fail", "expected more than tol")
    table.done()
    return target


def _fault(table: Table, pose_id: str, sided: bool, targets: tuple[Target, ...]) -> Fault:
    fault = Fault(
        id=f"{pose_id}.{table.text('id')}",
        when=tuple(_condition(table, value, targets) for value in table.items("when")),
        severity=table.whole("severity", 1, 3),
        part=table.choice("part", GROUND_UP),
    )
    if not fault.when:
        raise table.fail("when", "expected at least one condition")
    _check_sides(table, "when", sided, [condition.side for condition in fault.when])
    table.done()
    return fault


def _condition(table: Table, value: object, targets: tuple[Target, ...]) -> Condition:
    match value:
        case [str(name), "lead" | "trail" | "both" | "body" as side, "<" | ">" as sign, limit] if is_number(
            limit
        ):
            _check_feature(table, "when", name, side)
        case _:
            raise table.fail("when", 'expected [feature, "lead"|"trail"|"both"|"body", "<"|">", number]')
    above = sign == ">"
    target = next((t for t in targets if t.feature == name and t.side == side), None)
    clear, ideal, tol, weight = _clearance(above, float(limit), target)
    return Condition(name, side, above, float(limit), clear, ideal, tol, weight)


def _clearance(above: bool, limit: float, target: Target | None) -> tuple[float, float, float, float]:
    """Where a condition is put right, and ideal, tolerance and weight to count its excess in."""
    if target is None:
        clear = limit * (CLEAR if above == (limit > 0) else 1 / CLEAR)
        return clear, limit, max(abs(limit), 1e-3), 1.0
    if (limit > target.ideal) != above:  # says when the fault is meant at all; nothing to put right
        return limit, limit, target.tol, 0.0
    return target.ideal + CLEAR * (limit - target.ideal), target.ideal, target.tol, target.weight


def read_messages(file: Traversable, poses: Mapping[str, Pose]) -> Messages:
    """Read one language, and check that every fault has its words and every short form fits a phone."""
    where = f"messages/{file.name}"
    try:
        table = Table(where, json.loads(file.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        raise LibraryError(f"{where}: {error}") from error
    messages = Messages(
        language=table.text("language"),
        reviewed=table.flag("reviewed"),
        cues={name: _sides(entry) for name, entry in table.entries("cues")},
        praise={name: _message(entry) for name, entry in table.entries("praise")},
        notices={name: _message(entry) for name, entry in table.entries("notices")},
    )
    table.done()
    for name in sorted(NOTICES.symmetric_difference(messages.notices)):
        raise LibraryError(
            f"{where}: notices: '{name}' {'is missing' if name in NOTICES else 'is never told'}"
        )
    if not messages.praise:
        raise LibraryError(f"{where}: praise: expected at least one")
    faults = {fault.id for pose in poses.values() for fault in pose.faults}
    for name in sorted(faults.symmetric_difference(messages.cues)):
        problem = "has no message" if name in faults else "is the message of no fault"
        raise LibraryError(f"{where}: cues: '{name}' {problem}")
    for fault, words in ((f, messages.cues[f.id]) for pose in poses.values() for f in pose.faults):
        if None not in words and not _has_side(poses[fault.id.split(".")[0]], fault):
            raise LibraryError(f"{where}: cues: '{fault.id}' is told per side, and the fault has no side")
    return messages


def _has_side(pose: Pose, fault: Fault) -> bool:
    return pose.sided or any(condition.side != "body" for condition in fault.when)


def _sides(entry: Table) -> dict[Side | None, Message]:
    if entry.has("text"):
        return {None: _message(entry)}
    words: dict[Side | None, Message] = {side: _message(entry.table(side)) for side in SIDES}
    entry.done()
    return words


def _message(entry: Table) -> Message:
    message = Message(entry.text("text"), entry.text("short"))
    if not fits_phone(message.short):
        raise entry.fail("short", "does not fit two lines of twelve letters")
    entry.done()
    return message

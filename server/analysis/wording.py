"""Reads what the coach says in one language, and holds it against the poses that it is about."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Final

from server.analysis.feedback import Side
from server.analysis.flows import Flow
from server.analysis.messages import FLOW_EVENTS, Message, Messages, fits_phone
from server.analysis.poses import Fault, Pose
from server.analysis.presence import NOTICES
from server.analysis.tables import LibraryError, Table

SIDES: Final[tuple[Side, ...]] = ("left", "right")


def read_messages(
    file: Traversable,
    where: str,
    poses: Mapping[str, Pose],
    flows: Mapping[str, Flow],
    *,
    whole: bool = True,
) -> Messages:
    """Read one language; check that all there is to say has its words, and every short form fits a phone.

    A pack (`whole=False`) need not bring praise, notices and what is said of any flow. Raises LibraryError,
    which names the file as `where`.
    """
    try:
        table = Table(where, json.loads(file.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        raise LibraryError(f"{where}: {error}") from error
    messages = Messages(
        language=table.choice("language", (file.name.removesuffix(".json"),)),
        reviewed=table.flag("reviewed"),
        cues={name: _sides(entry) for name, entry in _entries(table, "cues", bool(poses))},
        praise=_words(table, "praise", whole),
        notices=_words(table, "notices", whole),
        poses={name: _pose(entry, poses.get(name)) for name, entry in _entries(table, "poses", bool(poses))},
        says=_words(table, "says", whole),
        flow=_words(table, "flow", whole),
        flows=_words(table, "flows", bool(flows)),
    )
    table.done()
    _check_cues(where, messages, poses)
    _check_all(f"{where}: poses", frozenset(poses), messages.poses)
    _check_all(f"{where}: flows", frozenset(flows), messages.flows)
    if whole:
        _check_all(f"{where}: notices", NOTICES, messages.notices)
        _check_all(f"{where}: flow", FLOW_EVENTS, messages.flow)
        if not messages.praise:
            raise LibraryError(f"{where}: praise: expected at least one")
    return messages


def check_says(where: str, flows: Mapping[str, Flow], own: Collection[str], more: Collection[str]) -> None:
    """Hold what the steps of flows are announced with against the announcements there are.

    `own` belong to these flows and have to be used; `more` may be. Raises LibraryError.
    """
    used = {step.say for flow in flows.values() for step in flow.steps if step.say is not None}
    _check_all(f"{where}: says", frozenset(used) - frozenset(more), own)


def _entries(table: Table, field: str, needed: bool) -> Iterable[tuple[str, Table]]:
    return table.entries(field) if needed or table.has(field) else ()


def _words(table: Table, field: str, needed: bool) -> dict[str, Message]:
    return {name: _message(entry) for name, entry in _entries(table, field, needed)}


def _check_all(where: str, wanted: frozenset[str], there: Collection[str]) -> None:
    for name in sorted(wanted.symmetric_difference(there)):
        raise LibraryError(f"{where}: '{name}' {'is missing' if name in wanted else 'is never told'}")


def _check_cues(where: str, messages: Messages, poses: Mapping[str, Pose]) -> None:
    faults = {fault.id for pose in poses.values() for fault in pose.faults}
    for name in sorted(faults.symmetric_difference(messages.cues)):
        problem = "has no message" if name in faults else "is the message of no fault"
        raise LibraryError(f"{where}: cues: '{name}' {problem}")
    for pose, fault in ((p, f) for p in poses.values() for f in p.faults):
        if None not in messages.cues[fault.id] and not _has_side(pose, fault):
            raise LibraryError(f"{where}: cues: '{fault.id}' is told per side, and the fault has no side")


def _has_side(pose: Pose, fault: Fault) -> bool:
    return pose.sided or any(condition.side != "body" for condition in fault.when)


def _sides(entry: Table) -> dict[Side | None, Message]:
    if entry.has("text"):
        return {None: _message(entry)}
    words: dict[Side | None, Message] = {side: _message(entry.table(side)) for side in SIDES}
    entry.done()
    return words


def _pose(entry: Table, pose: Pose | None) -> dict[Side | None, Message]:
    """What announces a pose: without a side, and for a sided pose with either."""
    words: dict[Side | None, Message] = {}
    if pose is not None and pose.sided:
        words = {side: _message(entry.table(side)) for side in SIDES}
    words[None] = _message(entry)
    return words


def _message(entry: Table) -> Message:
    message = Message(entry.text("text"), entry.text("short"))
    if not fits_phone(message.short):
        raise entry.fail("short", "does not fit two lines of twelve letters")
    entry.done()
    return message

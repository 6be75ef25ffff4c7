"""Reads what the coach says in one language, and holds it against the poses that it is about."""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib.resources.abc import Traversable
from typing import Final

from server.analysis.feedback import Side
from server.analysis.messages import Message, Messages, fits_phone
from server.analysis.poses import Fault, Pose
from server.analysis.presence import NOTICES
from server.analysis.tables import LibraryError, Table

SIDES: Final[tuple[Side, ...]] = ("left", "right")


def read_messages(file: Traversable, poses: Mapping[str, Pose], *, whole: bool = True) -> Messages:
    """Read one language, and check that every fault has its words and every short form fits a phone.

    A part of a library (`whole=False`) need not bring praise and notices. Raises LibraryError.
    """
    where = f"messages/{file.name}"
    try:
        table = Table(where, json.loads(file.read_text(encoding="utf-8")))
    except json.JSONDecodeError as error:
        raise LibraryError(f"{where}: {error}") from error
    messages = Messages(
        language=table.text("language"),
        reviewed=table.flag("reviewed"),
        cues={name: _sides(entry) for name, entry in table.entries("cues")},
        praise=_words(table, "praise", whole),
        notices=_words(table, "notices", whole),
    )
    table.done()
    _check_cues(where, messages, poses)
    if whole:
        _check_rest(where, messages)
    return messages


def _words(table: Table, field: str, needed: bool) -> dict[str, Message]:
    if not needed and not table.has(field):
        return {}
    return {name: _message(entry) for name, entry in table.entries(field)}


def _check_rest(where: str, messages: Messages) -> None:
    for name in sorted(NOTICES.symmetric_difference(messages.notices)):
        raise LibraryError(
            f"{where}: notices: '{name}' {'is missing' if name in NOTICES else 'is never told'}"
        )
    if not messages.praise:
        raise LibraryError(f"{where}: praise: expected at least one")


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


def _message(entry: Table) -> Message:
    message = Message(entry.text("text"), entry.text("short"))
    if not fits_phone(message.short):
        raise entry.fail("short", "does not fit two lines of twelve letters")
    entry.done()
    return message

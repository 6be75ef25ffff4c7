"""Reads what is told of poses in one language, and holds it against what the library says in English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from typing import Final

from server.analysis.planning import FOCUSES
from server.analysis.poses import Pose
from server.analysis.tables import LibraryError, Table
from server.analysis.texts import ClassText, PoseText, holes

CLASSES: Final = "classes.toml"
"""Of a language's folder, what classes are called; every other file tells of poses."""

_TITLE: Final = "{focus}, {minutes}"


def read_pose_texts(
    files: Iterable[Traversable], where: str, language: str, poses: Mapping[str, Pose]
) -> dict[str, PoseText]:
    """All files of one language; each of `poses` is told once, with as many steps as in English.

    Raises LibraryError with folder (`where`), file, pose and field.
    """
    texts: dict[str, PoseText] = {}
    for file in files:
        table = _table(file, f"{where}/{file.name}")
        reviewed = table.flag("reviewed")
        for pose_id, entry in table.entries("poses"):
            if pose_id not in poses:
                raise table.fail("poses", f"'{pose_id}' is no pose of this library")
            if pose_id in texts:
                raise table.fail("poses", f"'{pose_id}' is told in another file")
            texts[pose_id] = _pose_text(entry, language, reviewed, poses[pose_id])
        table.done()
    for pose_id in poses:
        if pose_id not in texts:
            raise LibraryError(f"{where}: '{pose_id}' is missing")
    return texts


def read_class_text(file: Traversable, where: str) -> ClassText:
    """Raises LibraryError, also for another placeholder than `{focus}` and `{minutes}`."""
    table = _table(file, f"{where}/{file.name}")
    table.flag("reviewed")
    title = _checked(table, "title", table.text("title"), _TITLE)
    names = table.table("focus")
    text = ClassText(title, {focus: _checked(names, focus, names.text(focus), "") for focus in FOCUSES})
    names.done()
    table.done()
    return text


def english_of(pose: Pose) -> PoseText:
    """A pose as its own file tells of it."""
    return PoseText(
        language="en",
        reviewed=True,
        name=pose.name,
        description=pose.description,
        steps=pose.steps,
        lead=pose.lead,
        drishti=pose.drishti,
        safety=pose.safety,
    )


def _pose_text(entry: Table, language: str, reviewed: bool, pose: Pose) -> PoseText:
    def told(field: str, english: str) -> str:
        return _checked(entry, field, entry.text(field), english)

    steps = entry.texts("steps")
    if len(steps) != len(pose.steps):
        raise entry.fail("steps", f"expected {len(pose.steps)}, as in English")
    text = PoseText(
        language=language,
        reviewed=reviewed,
        name=told("name", pose.name),
        description=told("description", pose.description),
        steps=tuple(
            _checked(entry, "steps", step, ours) for step, ours in zip(steps, pose.steps, strict=True)
        ),
        lead=told("lead", pose.lead) if pose.sided else "",
        drishti=told("drishti", pose.drishti),
        safety=told("safety", pose.safety),
    )
    entry.done()
    return text


def _checked(table: Table, field: str, text: str, english: str) -> str:
    """The text, once it has the placeholders of the English one."""
    try:
        found, wanted = holes(text), holes(english)
    except ValueError as error:
        raise table.fail(field, str(error)) from error
    if found != wanted:
        names = ", ".join(f"{{{name}}}" for name in sorted(wanted)) or "none"
        raise table.fail(field, f"expected as placeholders {names}")
    return text


def _table(file: Traversable, where: str) -> Table:
    if not file.is_file():
        raise LibraryError(f"{where}: is missing")
    try:
        return Table(where, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{where}: {error}") from error

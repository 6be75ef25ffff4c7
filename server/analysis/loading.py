"""Loads the pose library and its messages from data files, and refuses any mistake in them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from server.analysis.messages import Messages
from server.analysis.parsing import read_pose
from server.analysis.poses import Library, Pose, fold, names_of
from server.analysis.tables import LibraryError, Table
from server.analysis.wording import read_messages


@functools.cache
def load_library(packs: Path | None = None) -> Library:
    """The library that is packed with the program, and an operator's own pose packs beside it; read once.

    A pack is a folder in `packs` with the same layout: `poses/*.toml` and `messages/*.json`.
    """
    own = sorted(p for p in packs.iterdir() if (p / "poses").is_dir()) if packs is not None else []
    return read_library(resources.files("server.analysis") / "library", *own)


def read_library(folder: Traversable, *packs: Traversable) -> Library:
    """Read `poses/*.toml` and `messages/*.json` of a folder, then of packs that add to it.

    Raises LibraryError at the first mistake.
    """
    poses: dict[str, Pose] = {}
    messages: dict[str, Messages] = {}
    for part in (folder, *packs):
        own = _poses_of(part, poses)
        poses |= own
        spoken = {m.language: m for m in (read_messages(f, own, whole=part is folder) for f in _spoken(part))}
        if "en" not in spoken:
            raise LibraryError("messages/en.json: is missing")
        messages = _joined(messages, spoken) if messages else spoken
    _check_confusable(poses)
    return Library(poses, messages, _names(poses))


def _spoken(folder: Traversable) -> list[Traversable]:
    return _files(folder / "messages", ".json")


def _files(folder: Traversable, ending: str) -> list[Traversable]:
    return sorted((f for f in folder.iterdir() if f.name.endswith(ending)), key=lambda f: f.name)


def _poses_of(folder: Traversable, taken: Mapping[str, Pose]) -> dict[str, Pose]:
    """The poses of one folder; `taken` are those of others."""
    poses: dict[str, Pose] = {}
    for table in (table for file in _files(folder / "poses", ".toml") for table in _tables(file)):
        pose = read_pose(table)
        if pose.id in poses or pose.id in taken:
            raise table.fail("id", "is taken by another pose")
        poses[pose.id] = pose
    return poses


def _tables(file: Traversable) -> Iterator[Table]:
    try:
        data = Table(file.name, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{file.name}: {error}") from error
    yield from data.tables("pose")
    data.done()


def _joined(messages: Mapping[str, Messages], more: Mapping[str, Messages]) -> dict[str, Messages]:
    """Messages with a pack's cues, in English where it does not speak a language."""
    return {
        language: replace(words, cues={**words.cues, **more.get(language, more["en"]).cues})
        for language, words in messages.items()
    }


def _check_confusable(poses: Mapping[str, Pose]) -> None:
    for pose in poses.values():
        for other in pose.confusable:
            if other not in poses or pose.id not in poses[other].confusable:
                raise LibraryError(f"pose '{pose.id}': confusable: '{other}' does not name it back")


def _names(poses: Mapping[str, Pose]) -> dict[str, str]:
    names: dict[str, str] = {}
    for pose in poses.values():
        for name in filter(None, map(fold, names_of(pose))):
            if names.setdefault(name, pose.id) != pose.id:
                raise LibraryError(f"pose '{pose.id}': aliases: '{name}' already names '{names[name]}'")
    return names


def languages() -> tuple[str, ...]:
    """The languages that the shipped library speaks, English first."""
    files = _spoken(resources.files("server.analysis") / "library")
    return tuple(sorted((f.name.removesuffix(".json") for f in files), key=lambda name: (name != "en", name)))

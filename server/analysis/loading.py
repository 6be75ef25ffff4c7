"""Loads the pose library and its messages from data files, and refuses any mistake in them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from server.analysis.flows import Flow
from server.analysis.messages import Messages
from server.analysis.parsing import read_pose
from server.analysis.planning import read_plan
from server.analysis.poses import Library, Pose, fold, names_of
from server.analysis.sequencing import read_flow
from server.analysis.tables import LibraryError, Table
from server.analysis.texts import ClassText, PoseText
from server.analysis.translating import CLASSES, english_of, read_class_text, read_pose_texts
from server.analysis.wording import check_says, read_messages


@functools.cache
def load_library(packs: Path | None = None) -> Library:
    """The library that is packed with the program, and an operator's own pose packs beside it; read once.

    Every folder in `packs` is a pack; see `read_library`. Raises LibraryError.
    """
    return read_library(resources.files("server.analysis") / "library", *_packs(packs))


def read_library(folder: Traversable, *packs: Traversable) -> Library:
    """Read `poses/*.toml`, `flows.toml`, `classes.toml`, `messages/*.json` and `texts/*/*.toml`, then packs.

    A pack brings poses, flows or both, and the words for them, in English at least. Raises LibraryError at
    the first mistake.
    """
    poses: dict[str, Pose] = {}
    flows: dict[str, Flow] = {}
    messages: dict[str, Messages] = {}
    texts: dict[str, dict[str, PoseText]] = {}
    categories: frozenset[str] = frozenset()
    for part in (folder, *packs):
        whole = part is folder
        own_poses = _poses_of(part, poses, whole)
        poses |= own_poses
        if whole:
            categories = frozenset(pose.category for pose in own_poses.values())
        own_flows = _flows_of(part, poses, flows, whole)
        flows |= own_flows
        spoken = _messages_of(part, own_poses, own_flows, messages, whole)
        messages = spoken if whole else _joined(messages, spoken)
        told = _texts_of(part, own_poses, messages if whole else ())
        texts = _joined_texts(texts, own_poses, told)
    _check_confusable(poses)
    plan = read_plan(folder / "classes.toml", poses, categories)
    classes = _class_texts(folder, messages)
    return Library(poses, messages, _names(poses), flows, plan, texts, classes)


def _packs(folder: Path | None) -> list[Path]:
    if folder is None:
        return []
    if not folder.is_dir():
        raise LibraryError(f"{folder}: there is no folder of pose packs")
    return sorted(pack for pack in folder.iterdir() if pack.is_dir() and not pack.name.startswith("."))


def _files(folder: Traversable, ending: str) -> list[Traversable]:
    if not folder.is_dir():
        return []
    return sorted((f for f in folder.iterdir() if f.name.endswith(ending)), key=lambda f: f.name)


def _poses_of(folder: Traversable, taken: Collection[str], whole: bool) -> dict[str, Pose]:
    """The poses of one folder; `taken` are those of others."""
    poses: dict[str, Pose] = {}
    for file in _files(folder / "poses", ".toml"):
        for table in _tables(file, file.name if whole else f"{folder.name}/poses/{file.name}", "pose"):
            replaces = _replaces(table, whole)
            pose = read_pose(table)
            _check_taken(table, pose.id, poses, taken, replaces)
            poses[pose.id] = pose
    return poses


def _flows_of(
    folder: Traversable, poses: Mapping[str, Pose], taken: Collection[str], whole: bool
) -> dict[str, Flow]:
    flows: dict[str, Flow] = {}
    for file in _files(folder, "flows.toml"):
        for table in _tables(file, file.name if whole else f"{folder.name}/{file.name}", "flow"):
            replaces = _replaces(table, whole)
            flow = read_flow(table, poses)
            _check_taken(table, flow.id, flows, taken, replaces)
            flows[flow.id] = flow
    return flows


def _replaces(table: Table, whole: bool) -> bool:
    """Whether a pack says that this takes the place of another of the same id."""
    return not whole and table.flag("replaces", default=False)


def _check_taken(
    table: Table, id: str, own: Collection[str], others: Collection[str], replaces: bool
) -> None:
    if id in own or (id in others and not replaces):
        raise table.fail("id", "is taken by another")
    if replaces and id not in others:
        raise table.fail("replaces", "is said, and there is none of this id")


def _tables(file: Traversable, where: str, kind: str) -> Iterator[Table]:
    try:
        data = Table(where, tomllib.loads(file.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise LibraryError(f"{where}: {error}") from error
    yield from data.tables(kind)
    data.done()


def _messages_of(
    folder: Traversable,
    poses: Mapping[str, Pose],
    flows: Mapping[str, Flow],
    others: Mapping[str, Messages],
    whole: bool,
) -> dict[str, Messages]:
    """What one folder says of its own poses and flows, by language."""
    spoken: dict[str, Messages] = {}
    shipped = others["en"].says if others else {}
    for file in _files(folder / "messages", ".json"):
        where = f"messages/{file.name}" if whole else f"{folder.name}/messages/{file.name}"
        words = read_messages(file, where, poses, flows, whole=whole)
        check_says(where, flows, words.says, shipped)
        spoken[words.language] = words
    if "en" not in spoken:
        raise LibraryError(f"{folder.name}/messages/en.json: is missing")
    return spoken


def _joined(messages: Mapping[str, Messages], more: Mapping[str, Messages]) -> dict[str, Messages]:
    """Messages with a pack's own, in English where it does not speak a language."""

    def joined(words: Messages, own: Messages) -> Messages:
        others = {cue: sides for cue, sides in words.cues.items() if cue.partition(".")[0] not in own.poses}
        return replace(
            words,
            cues={**others, **own.cues},
            poses={**words.poses, **own.poses},
            says={**words.says, **own.says},
            flows={**words.flows, **own.flows},
        )

    return {language: joined(words, more.get(language, more["en"])) for language, words in messages.items()}


def _texts_of(
    folder: Traversable, poses: Mapping[str, Pose], wanted: Collection[str]
) -> dict[str, dict[str, PoseText]]:
    """What one folder tells of its own poses, by language: those it has, and all that are `wanted`."""
    whole = bool(wanted)
    texts = {"en": {pose.id: english_of(pose) for pose in poses.values()}}
    for language in sorted({*wanted, *_folders(folder / "texts")} - {"en"}):
        where = f"texts/{language}" if whole else f"{folder.name}/texts/{language}"
        files = _files(folder / "texts" / language, ".toml")
        told = [file for file in files if not (whole and file.name == CLASSES)]
        texts[language] = read_pose_texts(told, where, language, poses)
    return texts


def _joined_texts(
    texts: Mapping[str, Mapping[str, PoseText]],
    poses: Collection[str],
    more: Mapping[str, Mapping[str, PoseText]],
) -> dict[str, dict[str, PoseText]]:
    """Texts with a folder's own; what was told of another pose of the same id is forgotten."""
    return {
        language: {
            **{pose_id: text for pose_id, text in texts.get(language, {}).items() if pose_id not in poses},
            **more.get(language, {}),
        }
        for language in {**texts, **more}
    }


def _class_texts(folder: Traversable, languages: Collection[str]) -> dict[str, ClassText]:
    return {
        language: read_class_text(folder / "texts" / language / CLASSES, f"texts/{language}")
        for language in languages
    }


def _folders(folder: Traversable) -> list[str]:
    return [part.name for part in folder.iterdir() if part.is_dir()] if folder.is_dir() else []


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
    files = _files(resources.files("server.analysis") / "library" / "messages", ".json")
    return tuple(sorted((f.name.removesuffix(".json") for f in files), key=lambda name: (name != "en", name)))

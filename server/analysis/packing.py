"""A pose as the text of a pack's files: its table, and the words that announce it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any, Final

from server.analysis.messages import SHORT_WIDTH, fits_phone
from server.analysis.poses import Gate, Pose, Target

HEAD: Final = """\
# Proposed by `yoga-assistant pose record`: look it over; docs/poses.md explains every field. Faults are yours
# to add: { id, when = [[feature, side, "<" or ">", limit]], severity, part }, their words to messages/*.json.
"""


def pose_text(pose: Pose, *, replaces: bool = False) -> str:
    """The TOML of a file with this pose in it."""
    fields: dict[str, Any] = {"id": pose.id} | ({"replaces": True} if replaces else {})
    fields |= {name: getattr(pose, name) for name in _FIELDS if name != "lead" or pose.sided}
    lines = [f"{name} = {_value(value)}" for name, value in fields.items()]
    tables = [
        _list("gates", map(_gate, pose.gates)),
        _list("targets", map(_target, pose.targets)),
        "faults = []",
    ]
    return "\n".join([HEAD, "[[pose]]", *lines, *tables, ""])


def with_words(messages: Mapping[str, Any], pose: Pose, language: str) -> dict[str, Any]:
    """A language's messages of a pack, empty ones to begin with, with what announces the pose."""
    words: dict[str, Any] = {"language": language, "reviewed": False, "cues": {}, "poses": {}} | dict(
        messages
    )
    told: dict[str, Any] = {"text": f"{pose.name}.", "short": short_of(pose.name)}
    if pose.sided:
        for side in ("left", "right"):
            told[side] = {"text": f"{pose.name}, {side} side.", "short": short_of(f"{side} {pose.name}")}
    return words | {"poses": {**words.get("poses", {}), pose.id: told}}


def messages_text(messages: Mapping[str, Any]) -> str:
    return json.dumps(messages, ensure_ascii=False, indent=2) + "\n"


def short_of(text: str) -> str:
    """As much of a text as fits two lines of twelve letters."""
    words = text.split()
    while len(words) > 1 and not fits_phone(" ".join(words)):
        words.pop()
    short = " ".join(words)
    return short if fits_phone(short) else short[:SHORT_WIDTH]


_FIELDS: Final = (
    "catalogue_id", "name", "sanskrit", "aliases", "description", "steps", "category", "difficulty", "sided",
    "lead", "view", "hold", "breaths", "drishti", "safety",
)  # fmt: skip


def _list(name: str, entries: Any) -> str:
    return "\n".join([f"{name} = [", *(f"  {entry}," for entry in entries), "]"])


def _gate(gate: Gate) -> str:
    limits = {name: value for name, value in (("min", gate.min), ("max", gate.max)) if math.isfinite(value)}
    return _inline(_which(gate) | limits)


def _target(target: Target) -> str:
    aim = {"ideal": target.ideal, "tol": target.tol, "fail": target.fail, "weight": target.weight}
    return _inline(_which(target) | aim | ({} if target.mode == "both" else {"mode": target.mode}))


def _which(entry: Gate | Target) -> dict[str, Any]:
    return {"feature": entry.feature} | ({} if entry.side == "body" else {"side": entry.side})


def _inline(fields: Mapping[str, Any]) -> str:
    return "{ " + ", ".join(f"{name} = {_value(value)}" for name, value in fields.items()) + " }"


def _value(value: Any) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, tuple):
        return "[" + ", ".join(map(_value, value)) + "]"
    return json.dumps(value, ensure_ascii=False)  # of texts, whole numbers and truth JSON is TOML

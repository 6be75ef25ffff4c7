"""What is told of poses and classes outside a practice, in one language: how to do them, how to be safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter


@dataclass(frozen=True, slots=True)
class PoseText:
    language: str
    reviewed: bool
    """Whether a speaker of the language has read it."""

    name: str
    description: str
    steps: tuple[str, ...]
    lead: str
    """What the lead side is; empty for a pose without sides."""

    drishti: str
    safety: str


@dataclass(frozen=True, slots=True)
class ClassText:
    title: str
    """With `{focus}` and `{minutes}` in it."""

    focus: Mapping[str, str]

    def name(self, focus: str, minutes: int) -> str:
        return self.title.format(focus=self.focus[focus], minutes=minutes)


def holes(text: str) -> frozenset[str]:
    """Names of the placeholders in a text. Raises ValueError where a brace has no other."""
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name is not None)

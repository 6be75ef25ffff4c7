"""What the coach can say, in one language: whole sentences by id, none of them glued together."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from server.analysis.feedback import Side

FLOW_EVENTS: Final = frozenset({"finished", "other_side"})

SHORT_LINES: Final = 2
SHORT_WIDTH: Final = 12
"""A short form is read on a phone from across a room: at most two lines of twelve letters."""


@dataclass(frozen=True, slots=True)
class Message:
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class Messages:
    language: str
    reviewed: bool
    """Whether a speaker of the language has read them."""

    cues: Mapping[str, Mapping[Side | None, Message]]
    """By cue id, then by side where the side matters, else under None."""

    praise: Mapping[str, Message]
    notices: Mapping[str, Message]
    poses: Mapping[str, Mapping[Side | None, Message]]
    """What announces a pose, by its id; for a sided pose also by side."""

    says: Mapping[str, Message]
    """What announces single steps of flows."""

    flow: Mapping[str, Message]
    """What is said of a flow as a whole, by `FLOW_EVENTS`."""

    flows: Mapping[str, Message]
    """Names of flows, by id."""

    def pose(self, pose_id: str, side: Side | None) -> Message:
        return self.poses[pose_id][side]

    def cue(self, fault: str, side: Side | None) -> Message:
        sides = self.cues[fault]
        return sides[side] if side in sides else sides[None]


def fits_phone(short: str) -> bool:
    """Whether a short form can be set in two lines of twelve letters without breaking a word."""
    lines = textwrap.wrap(short, SHORT_WIDTH, break_long_words=False, break_on_hyphens=False)
    return len(lines) <= SHORT_LINES and all(len(line) <= SHORT_WIDTH for line in lines)

"""What is kept of a session."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import Literal

from server.analysis.feedback import Side, StepResult


class Ending(enum.StrEnum):
    """How a session came to its end."""

    COMPLETED = "completed"
    """The client said stop."""

    INTERRUPTED = "interrupted"
    """The client was gone."""

    IDLE = "idle"
    """Nothing came for longer than the idle limit."""

    LIMIT = "limit"
    """The longest session allowed was reached, or bad input was repeated."""

    ENGINE_FAILED = "engine_failed"
    SERVER_STOPPED = "server_stopped"
    RECOVERED = "recovered"
    """The server died; the row was made final at the next start."""


@dataclass(frozen=True, slots=True)
class HoldSummary:
    """A stretch of one pose."""

    pose_id: str
    pose_name: str
    side: Side | None
    start_s: float
    """Seconds since the session began."""

    hold_s: float
    mean_score: float | None
    """0..100; None for a pose that is timed and not scored."""

    best_score: float | None
    fixed: tuple[str, ...] = ()
    """Texts of the cues given in this hold and fixed."""

    open: tuple[str, ...] = ()
    """Texts of the cues given in this hold and not fixed."""


@dataclass(frozen=True, slots=True)
class FlowSummary:
    """How a flow went, as far as it was done."""

    id: str | None
    """None for a class that was put together."""

    name: str
    ending: Literal["finished", "stopped"] | None
    """None while it goes on: the session ended in the middle of it."""

    of: int
    done: int
    """Steps that were held long enough."""

    held_s: float
    score: float | None
    """Mean score of the steps, each counted by its length; None where none was scored."""

    steps: tuple[StepResult, ...]
    """Those that are through, in order."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Totals of a session so far; the last one is what history shows."""

    duration_s: float
    frames_seen: int
    """Frames that were analysed, with or without a person."""

    frames_scored: int
    frames_dropped: int
    mean_score: float | None
    """Mean over scored frames; None before the first."""

    best_score: float | None
    cues_given: int
    cues_fixed: int
    holds: tuple[HoldSummary, ...]
    scores: bytes = b""
    """Mean score of each second since the start, one byte each, 255 where none; at most 7200."""

    best_landmarks: bytes = b""
    """33 × (x, y, z, visibility) little-endian float32 of the best moment; empty before one."""

    best_pose_id: str | None = None
    aspect: float | None = None
    """Width of the picture by its height: that of the best moment, before one the newest picture's."""

    last_seq: int = 0
    """Sequence number of the newest frame that counts in these totals."""

    flows: tuple[FlowSummary, ...] = ()
    """In the order in which they were begun; the last 20."""

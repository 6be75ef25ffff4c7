"""The words of a session's life: its states, its limits, and why it is over (SPEC 7)."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from server.analysis.summary import Ending
from server.errors import YogaError
from server.stream.wire import Source


class State(enum.Enum):
    OPENING = "opening"
    LIVE = "live"
    AWAY = "away"
    CLOSING = "closing"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one session may take; the fields are settings of the same names."""

    idle_timeout_s: float = 180.0
    resume_window_s: float = 120.0
    session_limit_s: float = 7200.0
    checkpoint_s: float = 5.0
    send_timeout_s: float = 5.0
    bad_input_limit: int = 20
    max_frame_age_s: float = 0.3
    max_frames_per_s: float = 40.0
    flood_s: float = 10.0
    max_messages_per_s: float = 20.0


@dataclass(frozen=True, slots=True)
class Given:
    """What the client said of itself in `hello`, as far as the session needs it."""

    source: Source = "jpeg"
    mirrored: bool = False


@dataclass(frozen=True, slots=True)
class Over:
    """Why a session ends, and what the client is told."""

    ending: Ending
    error: YogaError | None = None

"""What the server says: plain values that orjson writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, TypeAlias

import orjson

from server.analysis.feedback import (
    Cue,
    FlowChange,
    FlowProgress,
    JointReading,
    Level,
    Notice,
    PoseReading,
    Presence,
)
from server.analysis.landmarks import Landmarks, Points
from server.analysis.summary import Ending, FlowSummary, HoldSummary
from server.stream.wire.version import VERSION


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What the server will take, so that a client can stay inside."""

    max_frames_per_s: float
    max_frame_bytes: int
    max_frame_side: int
    max_frame_pixels: int
    max_text_bytes: int
    idle_timeout_s: float
    session_limit_s: float
    resume_window_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Welcome:
    type: Literal["welcome"] = "welcome"
    version: int = VERSION
    session: str
    """UUID of the session, also `public_id` in history."""

    limits: Limits
    resumed: bool = False
    resume: str | None = None
    """One-time secret for the next attach; None while resuming is off."""

    last_seq: int = 0
    """The last frame that came before; the next one has a higher number."""

    stored: bool
    """False for a guest: nothing is kept."""

    language: str
    pose: str | None = None
    level: Level
    engine: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Milliseconds this frame spent in each stage on the server."""

    wait_ms: float
    """From its arrival to a worker taking it up."""

    decode_ms: float
    detect_ms: float
    coach_ms: float
    total_ms: float
    """From its arrival to this message being written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedbackMessage:
    type: Literal["feedback"] = "feedback"
    seq: int
    captured_us: int | None
    """As the client sent it; None for video over RTP, which has `rtp_time`."""

    rtp_time: int | None = None
    carried: bool = False
    """The landmarks are an earlier frame's, kept because the picture did not change."""

    presence: Presence
    notice: Notice | None
    landmarks: Points | None
    """33 × (x, y, z, visibility), normalised to the unmirrored picture."""

    unseen: tuple[str, ...]
    pose: PoseReading | None
    score: int | None
    joints: tuple[JointReading, ...]
    cue: Cue | None
    hold_s: float
    holding: bool
    spent: Spent
    dropped: int
    """Frames of this session that were not analysed, so far."""

    flow: FlowProgress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """The session's own state, when it changes."""

    type: Literal["status"] = "status"
    state: Literal["live", "paused", "away", "closing"]
    pose: str | None = None
    level: Level
    language: str
    message: str | None = None
    flow: FlowProgress | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened once. `saved`: all up to `seq` survives a crash of the server."""

    type: Literal["event"] = "event"
    event: Literal["saved", "reauth", "flow"]
    seq: int | None = None
    message: str | None = None
    flow: FlowChange | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorMessage:
    type: Literal["error"] = "error"
    code: str
    message: str
    seq: int | None = None
    """The frame it is about, where there is one."""

    retry_after_s: float | None = None
    fatal: bool = False
    """The session ends with this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoingAway:
    """The server stops soon; a client comes again after `resume_in_ms`."""

    type: Literal["going_away"] = "going_away"
    resume_in_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryMessage:
    """The last message of a session that ends in order."""

    type: Literal["summary"] = "summary"
    session: str
    id: int | None
    """Its number in history; None when nothing was stored."""

    stored: bool
    ending: Ending
    duration_s: float
    frames_seen: int
    frames_scored: int
    frames_dropped: int
    mean_score: float | None
    best_score: float | None
    cues_given: int
    cues_fixed: int
    holds: tuple[HoldSummary, ...]
    scores: list[int | None] = field(default_factory=list)
    """Mean score of each second; null where none."""

    flows: tuple[FlowSummary, ...] = ()


ServerMessage: TypeAlias = (
    Welcome | FeedbackMessage | Status | Event | ErrorMessage | GoingAway | SummaryMessage
)


def dump(message: ServerMessage) -> str:
    return orjson.dumps(message, option=orjson.OPT_SERIALIZE_NUMPY).decode()


def rounded(landmarks: Landmarks) -> Points:
    """Four decimals: a tenth of a pixel at 1000, and half the bytes."""
    return landmarks.image.round(4)

"""The messages of wire version 1, typed; `SPEC.md` beside this file gives the rules.

Client messages are validated through pydantic; server messages are plain values that orjson writes. A binary
frame is a 16-byte head and a JPEG.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass, field
from typing import Annotated, Final, Literal, TypeAlias

import numpy as np
import orjson
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from server.analysis.feedback import (
    Breath,
    Cue,
    FlowChange,
    FlowProgress,
    JointReading,
    Level,
    Notice,
    PoseReading,
    Presence,
    Side,
)
from server.analysis.landmarks import Landmarks, Points
from server.analysis.summary import Ending, FlowSummary, HoldSummary
from server.errors import BadFrame, BadMessage, NotSupported

VERSION: Final = 1
SUBPROTOCOL: Final = "yoga.v1"

Source: TypeAlias = Literal["jpeg", "video", "landmarks"]

# ---------------------------------------------------------------- what a client says


class ClientMessage(BaseModel):
    """Unknown fields are ignored, so that new optional ones never raise the version."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


PoseName: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Language: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Sequence: TypeAlias = Annotated[int, Field(ge=0, lt=2**32)]
Micros: TypeAlias = Annotated[int, Field(ge=0, lt=2**53)]
"""Microseconds of the client's monotonic clock; below 2^53 so that JavaScript can write it."""


class Hello(ClientMessage):
    type: Literal["hello"]
    version: int
    token: Annotated[str, Field(max_length=4096)] | None = None
    language: Language = "en"
    pose: PoseName | None = None
    level: Level = "beginner"
    source: Source = "jpeg"
    mirrored: bool = False
    resume: Annotated[str, Field(max_length=256)] | None = None
    keep_landmarks: bool = True
    """False: of this practice no landmarks are kept, even where the account agreed to that."""


class Set(ClientMessage):
    """Change what is given; `pose` of "" means free practice."""

    type: Literal["set"]
    pose: Annotated[str, Field(max_length=100)] | None = None
    level: Level | None = None
    language: Language | None = None
    mirrored: bool | None = None
    cues: bool | None = None
    """False: nothing is said unasked."""

    ask: bool | None = None
    """True: say once what matters most now, however lately anything was said."""


class Step(ClientMessage):
    """One step of a class: gone through with one breath, else held; 0 is as long as the pose is held."""

    pose: PoseName
    side: Side | None = None
    breath: Breath | None = None
    hold_s: Annotated[float, Field(ge=0, le=1800)] = 0.0
    breaths: Annotated[int, Field(ge=1, le=360)] = 1
    instead: Annotated[list[PoseName], Field(max_length=8)] = []
    optional: bool = False
    silent: bool = False
    say: Annotated[str, Field(max_length=64)] | None = None
    """Which of the catalogue's `says` announces it; None for the pose's own words."""


class Flow(ClientMessage):
    """Start a flow by its id, or a class by its steps; go on to the next step; or end it."""

    type: Literal["flow"]
    action: Literal["start", "skip", "stop"]
    flow: PoseName | None = None
    steps: Annotated[list[Step], Field(min_length=1, max_length=250)] | None = None
    name: PoseName | None = None
    """What a class is called in the summary."""

    step: Annotated[int, Field(ge=0, le=250)] = 0
    """Where to begin: how many steps are through already."""


class Pause(ClientMessage):
    type: Literal["pause"]
    on: bool = True
    look: bool = False
    """Frames are answered with landmarks all the same, so that a raised hand can end the pause."""


class Stop(ClientMessage):
    type: Literal["stop"]


class Reauth(ClientMessage):
    type: Literal["reauth"]
    token: Annotated[str, Field(max_length=4096)]


Coordinate: TypeAlias = Annotated[float, Field(ge=-100.0, le=100.0, allow_inf_nan=False)]
ImagePoint: TypeAlias = Annotated[list[Coordinate], Field(min_length=4, max_length=4)]
WorldPoint: TypeAlias = Annotated[list[Coordinate], Field(min_length=3, max_length=3)]
Pixels: TypeAlias = Annotated[int, Field(ge=16, le=8192)]


class LandmarksMessage(ClientMessage):
    """A body found by the client itself."""

    type: Literal["landmarks"]
    seq: Sequence
    captured_us: Micros
    image: Annotated[list[ImagePoint], Field(min_length=33, max_length=33)] | None
    """None: nobody is in the picture."""

    world: Annotated[list[WorldPoint], Field(min_length=33, max_length=33)] | None = None
    size: tuple[Pixels, Pixels] = (640, 480)


Control: TypeAlias = Set | Flow | Pause | Stop | Reauth
Incoming: TypeAlias = Annotated[
    Hello | Set | Flow | Pause | Stop | Reauth | LandmarksMessage, Field(discriminator="type")
]
_incoming: TypeAdapter[Hello | Control | LandmarksMessage] = TypeAdapter(Incoming)


def parse(text: str | bytes) -> Hello | Control | LandmarksMessage:
    """Read one JSON message. Raises BadMessage, or NotSupported for a reserved one.

    It is read once, straight into its type. Lone surrogates, deep nesting and numbers that are none are
    refused on the way; in a field that nobody reads, NaN is not noticed.
    """
    try:
        return _incoming.validate_json(text)
    except ValidationError as error:
        raise BadMessage(_wrong(error)) from None


def _wrong(error: ValidationError) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return "The message is not JSON."
    if first["type"] in ("union_tag_not_found", "model_attributes_type"):
        return 'A message is an object with a "type".'
    where = ".".join(str(part) for part in first["loc"])
    return f"{where or 'message'}: {first['msg']}"


# ---------------------------------------------------------------- frames

HEAD: Final = struct.Struct(">BBHIQ")
"""version, kind, flags, seq, capture time in µs."""

KIND_JPEG: Final = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG as it came, not yet looked into."""

    seq: int
    captured_us: int
    jpeg: bytes


def pack_picture(picture: Picture) -> bytes:
    return HEAD.pack(VERSION, KIND_JPEG, 0, picture.seq, picture.captured_us) + picture.jpeg


def unpack_picture(data: bytes) -> Picture:
    """Read one binary frame. Raises BadFrame."""
    if len(data) <= HEAD.size:
        raise BadFrame("A frame is 16 bytes of head and a JPEG.")
    version, kind, _flags, seq, captured_us = HEAD.unpack_from(data)
    if version != VERSION:
        raise BadFrame(f"This server reads frames of version {VERSION}.")
    if kind != KIND_JPEG:
        raise NotSupported("This server reads frames of kind 1, JPEG.")
    return Picture(seq, captured_us, data[HEAD.size :])


# ---------------------------------------------------------------- what the server says


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
    return np.round(landmarks.image, 4)

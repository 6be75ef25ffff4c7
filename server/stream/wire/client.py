"""What a client says: validated through pydantic, read once, straight into its type."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from server.analysis import horizon as level
from server.analysis.feedback import Breath, Level, Side
from server.analysis.horizon import Wish
from server.errors import BadMessage

Source: TypeAlias = Literal["jpeg", "video", "landmarks"]


class ClientMessage(BaseModel):
    """Unknown fields are ignored, so that new optional ones never raise the version."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)


PoseName: TypeAlias = Annotated[str, Field(min_length=1, max_length=100)]
Language: TypeAlias = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
Sequence: TypeAlias = Annotated[int, Field(ge=0, lt=2**32)]
Micros: TypeAlias = Annotated[int, Field(ge=0, lt=2**53)]
"""Microseconds of the client's monotonic clock; below 2^53 so that JavaScript can write it."""


class Down(ClientMessage):
    """Where down is, as the camera sees it, in degrees; see `server.analysis.horizon`."""

    roll: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False)]
    pitch: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False)] = 0.0


Horizon: TypeAlias = Literal["estimate", "off"] | Down
"""What a device tells of its camera, or else whether the server estimates it."""


def wish_of(horizon: Horizon) -> Wish:
    """What the coach is to go by."""
    return horizon if isinstance(horizon, str) else level.Down(horizon.roll, horizon.pitch)


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

    horizon: Horizon = "estimate"


class Set(ClientMessage):
    """Change what is given; `pose` of "" means free practice."""

    type: Literal["set"]
    pose: Annotated[str, Field(max_length=100)] | None = None
    level: Level | None = None
    language: Language | None = None
    mirrored: bool | None = None
    horizon: Horizon | None = None
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

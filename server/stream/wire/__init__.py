"""The messages of wire version 1, typed; `SPEC.md` in the folder above gives the rules."""

from __future__ import annotations

from server.stream.wire.client import (
    Control,
    Flow,
    Hello,
    Incoming,
    LandmarksMessage,
    Pause,
    Reauth,
    Set,
    Source,
    Step,
    Stop,
    parse,
)
from server.stream.wire.frames import Picture, pack_picture, unpack_picture
from server.stream.wire.server import (
    ErrorMessage,
    Event,
    FeedbackMessage,
    GoingAway,
    Limits,
    ServerMessage,
    Spent,
    Status,
    SummaryMessage,
    Welcome,
    dump,
    rounded,
)
from server.stream.wire.version import SUBPROTOCOL, VERSION

__all__ = [
    "SUBPROTOCOL",
    "VERSION",
    "Control",
    "ErrorMessage",
    "Event",
    "FeedbackMessage",
    "Flow",
    "GoingAway",
    "Hello",
    "Incoming",
    "LandmarksMessage",
    "Limits",
    "Pause",
    "Picture",
    "Reauth",
    "ServerMessage",
    "Set",
    "Source",
    "Spent",
    "Status",
    "Step",
    "Stop",
    "SummaryMessage",
    "Welcome",
    "dump",
    "pack_picture",
    "parse",
    "rounded",
    "unpack_picture",
]

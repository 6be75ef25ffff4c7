"""Reading what the server says: JSON to the message types of `server.stream.wire`.

A client ignores fields and types that it does not know (SPEC 6.4): this is a plain reading, not a validation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any, Final, TypeAlias, TypeVar

import numpy as np
import orjson

from server.analysis.feedback import (
    Announcement,
    Cue,
    FlowChange,
    FlowProgress,
    FlowStep,
    JointReading,
    Notice,
    PoseReading,
    StepResult,
)
from server.analysis.summary import Ending, FlowSummary, HoldSummary
from server.client.errors import Unreachable
from server.stream.wire import (
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
)

Fields: TypeAlias = Mapping[str, Any]
T = TypeVar("T")


def read(text: str | bytes) -> ServerMessage | None:
    """Read one message; None for a type that this client does not know. Raises Unreachable for nonsense."""
    try:
        raw = orjson.loads(text)
        reader = _READERS.get(raw["type"])
        return reader(raw) if reader else None
    except (ValueError, TypeError, KeyError) as error:
        raise Unreachable(f"The server does not speak this protocol: {error}.") from error


def _feedback(raw: Fields) -> FeedbackMessage:
    points = raw["landmarks"]
    return _build(
        FeedbackMessage,
        raw,
        notice=_optional(Notice, raw["notice"]),
        landmarks=None if points is None else np.asarray(points, np.float32),
        unseen=tuple(raw["unseen"]),
        pose=_optional(PoseReading, raw["pose"]),
        joints=tuple(_build(JointReading, joint) for joint in raw["joints"]),
        cue=_cue(raw["cue"]),
        spent=_build(Spent, raw["spent"]),
        flow=_progress(raw.get("flow")),
    )


def _progress(raw: Fields | None) -> FlowProgress | None:
    if raw is None:
        return None
    following = _optional(FlowStep, raw["next"])
    return _build(FlowProgress, raw, now=_build(FlowStep, raw["now"]), next=following)


def _change(raw: Fields | None) -> FlowChange | None:
    if raw is None:
        return None
    return _build(
        FlowChange,
        raw,
        now=_optional(FlowStep, raw["now"]),
        next=_optional(FlowStep, raw["next"]),
        last=_optional(StepResult, raw["last"]),
        say=_optional(Announcement, raw["say"]),
    )


def _cue(raw: Fields | None) -> Cue | None:
    return None if raw is None else _build(Cue, raw, joints=tuple(raw.get("joints", ())))


def _welcome(raw: Fields) -> Welcome:
    return _build(Welcome, raw, limits=_build(Limits, raw["limits"]))


def _summary(raw: Fields) -> SummaryMessage:
    return _build(
        SummaryMessage,
        raw,
        ending=Ending(raw["ending"]),
        holds=tuple(_hold(hold) for hold in raw["holds"]),
        flows=tuple(_flow(flow) for flow in raw.get("flows", ())),
    )


def _flow(raw: Fields) -> FlowSummary:
    return _build(FlowSummary, raw, steps=tuple(_build(StepResult, step) for step in raw["steps"]))


def _hold(raw: Fields) -> HoldSummary:
    return _build(HoldSummary, raw, fixed=tuple(raw.get("fixed", ())), open=tuple(raw.get("open", ())))


def _optional(cls: type[T], raw: Fields | None) -> T | None:
    return None if raw is None else _build(cls, raw)


def _build(cls: type[T], raw: Fields, **nested: object) -> T:
    if raw.keys() <= (known := _NAMES[cls]):
        return cls(**{**raw, **nested})
    return cls(**{name: value for name, value in raw.items() if name in known} | nested)


_NAMES: Final[dict[type, frozenset[str]]] = {
    cls: frozenset(field.name for field in fields(cls))
    for cls in (
        *(Announcement, Cue, ErrorMessage, Event, FeedbackMessage, FlowChange, FlowProgress, FlowStep),
        *(FlowSummary, GoingAway, HoldSummary, JointReading, Limits, Notice, PoseReading, Spent, Status),
        *(StepResult, SummaryMessage, Welcome),
    )
}
_READERS: Final[dict[str, Callable[[Fields], ServerMessage]]] = {
    "welcome": _welcome,
    "feedback": _feedback,
    "status": lambda raw: _build(Status, raw, flow=_progress(raw.get("flow"))),
    "event": lambda raw: _build(Event, raw, flow=_change(raw.get("flow"))),
    "error": lambda raw: _build(ErrorMessage, raw),
    "going_away": lambda raw: _build(GoingAway, raw),
    "summary": _summary,
}

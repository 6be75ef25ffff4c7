"""What the coach can say, whole: for a client that speaks or shows it by id, in its own time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Literal

from fastapi import Path, Request, Response
from pydantic import BaseModel

from server.analysis.feedback import Side
from server.analysis.messages import Message, Messages
from server.api.caller import Served
from server.api.fixed import NOT_MODIFIED, fixed
from server.api.problems import answers
from server.api.strict import router
from server.errors import NotFound

routes = router("/api/messages", "poses")


class MessageOut(BaseModel):
    text: str
    short: str
    """At most two lines of twelve letters, for a phone across the room."""


class MessagesOut(BaseModel):
    language: str
    reviewed: bool
    """Whether somebody who speaks it has read all of it."""

    languages: list[str]
    """That there are."""

    cues: dict[str, dict[Literal["left", "right", "either"], MessageOut]]
    """By `pose.fault`, then by the side it is said of."""

    praise: dict[str, MessageOut]
    notices: dict[str, MessageOut]
    poses: dict[str, dict[Literal["left", "right", "either"], MessageOut]]
    """What announces a pose, by its id, then by the side it is to be done on."""

    says: dict[str, MessageOut]
    """What announces single steps of flows."""

    flow: dict[str, MessageOut]
    """What is said of a flow as a whole."""

    flows: dict[str, MessageOut]
    """Names of flows."""


@routes.get("/{language}", response_model=MessagesOut, responses=answers(404, 422) | NOT_MODIFIED)
async def messages(
    request: Request,
    language: Annotated[str, Path(min_length=2, max_length=35, examples=["en"])],
    services: Served,
) -> Response:
    """All messages of one language; `de-AT` is answered in `de`."""
    found = services.library.messages.get(language.partition("-")[0].lower())
    if found is None:
        raise NotFound("The coach does not speak that language.")
    return fixed(request, _told(found, sorted(services.library.messages)))


def _told(found: Messages, languages: list[str]) -> MessagesOut:
    return MessagesOut(
        language=found.language,
        reviewed=found.reviewed,
        languages=languages,
        cues=_by_side(found.cues),
        praise=_messages(found.praise),
        notices=_messages(found.notices),
        poses=_by_side(found.poses),
        says=_messages(found.says),
        flow=_messages(found.flow),
        flows=_messages(found.flows),
    )


def _by_side(
    words: Mapping[str, Mapping[Side | None, Message]],
) -> dict[str, dict[Literal["left", "right", "either"], MessageOut]]:
    return {
        name: {side or "either": _message(message) for side, message in sides.items()}
        for name, sides in words.items()
    }


def _messages(words: Mapping[str, Message]) -> dict[str, MessageOut]:
    return {name: _message(message) for name, message in words.items()}


def _message(message: Message) -> MessageOut:
    return MessageOut(text=message.text, short=message.short)

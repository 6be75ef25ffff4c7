"""The history of the one who asks."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Annotated, Generic, TypeAlias, TypeVar

from fastapi import Header, Path, Query
from pydantic import BaseModel, Field

from server.analysis.poses import Library
from server.api.answer import Answer, Done
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import SessionDetail, SessionOut, session_detail, session_out
from server.api.strict import Body, example, router
from server.api.wanted import LARGEST_ID, Wanted
from server.api.zones import UsersZone
from server.errors import NotFound
from server.services import Services
from server.store import posted
from server.store.posted import PostedPose, PostedSession, RequestKey
from server.store.statistics import Statistics, statistics

T = TypeVar("T")

MOST = 100
MISSING = "There is no such session."

Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]

routes = router("/api/sessions", "sessions")


class Page(Answer[T], Generic[T]):
    next_before: int | None
    """Give it as `before` for the next page; null on the last."""


Text: TypeAlias = Annotated[str, Field(max_length=1000, pattern=r"^[^\x00]*$")]
Percent: TypeAlias = Annotated[float, Field(ge=0, le=100)]


class PoseIn(Body):
    pose_name: Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[^\x00]*$")]
    """Stored as it is written; where the library knows it, its id stands beside it."""

    accuracy: Percent
    feedback: Annotated[list[Text], Field(max_length=50, default_factory=list)]
    improvements: Annotated[list[Text], Field(max_length=50, default_factory=list)]


class SessionIn(Body):
    """A practice that another client has watched."""

    model_config = example(
        {
            "duration": 15,
            "poses": [
                {
                    "pose_name": "warrior2",
                    "accuracy": 87.5,
                    "feedback": ["Front knee over the ankle."],
                    "improvements": ["Lift your back arm."],
                }
            ],
            "avg_accuracy": 87.5,
        }
    )

    duration: Annotated[float, Field(ge=0, le=1440, description="Minutes; stored whole, halves up.")]
    poses: Annotated[list[PoseIn], Field(max_length=500)]
    avg_accuracy: Percent


class StatisticsOut(BaseModel):
    model_config = example(
        {"sessions_this_week": 3, "mindful_minutes": 420, "current_streak": 2, "total_avg_accuracy": 81.3}
    )

    sessions_this_week: int
    mindful_minutes: int
    current_streak: int
    total_avg_accuracy: float


@routes.get("/stats", responses=answers(401, 422))
async def stats(user: Caller, services: Served, zone: UsersZone) -> Answer[StatisticsOut]:
    """What the history adds up to; weeks and days are those of `tz`."""
    found = await statistics(services.database, user.id, zone, datetime.now(UTC))
    return Answer(data=_statistics(found), message="Statistics of your sessions.")


@routes.get("", responses=answers(401, 422))
async def history(
    user: Caller,
    services: Served,
    wanted: Wanted,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    before: Annotated[
        int | None, Query(ge=1, le=LARGEST_ID, description="Older than the session of this id.")
    ] = None,
) -> Page[list[SessionOut]]:
    """Sessions, most recent first."""
    place = None
    if before is not None:
        place = await services.sessions.place(user.id, before)
        if place is None:  # nothing is older than what is not there
            return Page(data=[], message="Your sessions.", next_before=None)
    found = await services.sessions.page(user.id, limit + 1, place, wanted)
    page = found[:limit]
    return Page(
        data=[session_out(stored, away=services.roster.is_away(stored.public_id)) for stored in page],
        message="Your sessions.",
        next_before=page[-1].id if len(found) > limit else None,
    )


@routes.post("", responses=answers(400, 401, 413, 415, 422))
async def create(
    body: SessionIn,
    user: Caller,
    services: Served,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=255,
            pattern=r"^[\x21-\x7e]+$",
            description="A request repeated under the same key makes no second session.",
        ),
    ] = None,
) -> Answer[SessionDetail]:
    """Keep a session that another client has watched."""
    request = None
    if idempotency_key is not None:
        digest = hashlib.sha256(body.model_dump_json().encode()).hexdigest()
        request = RequestKey(idempotency_key, digest)
    told = _told(body, services.library)
    session_id = await posted.add(services.database, user.id, told, datetime.now(UTC), request)
    return await _answer(services, user.id, session_id, "Your session is kept.")


@routes.get("/{session_id}", responses=answers(401, 404, 422))
async def session(session_id: Number, user: Caller, services: Served) -> Answer[SessionDetail]:
    """One session; another user's is as missing as one that never was."""
    return await _answer(services, user.id, session_id, "Your session.")


@routes.put("/{session_id}", responses=answers(400, 401, 404, 409, 413, 415, 422))
async def update(
    session_id: Number, body: SessionIn, user: Caller, services: Served
) -> Answer[SessionDetail]:
    """Replace the poses and the totals of a session."""
    told = _told(body, services.library)
    if not await posted.replace(services.database, user.id, session_id, told, datetime.now(UTC)):
        raise NotFound(MISSING)
    return await _answer(services, user.id, session_id, "Your session is changed.")


@routes.delete("/{session_id}", responses=answers(401, 404, 409, 422))
async def delete(session_id: Number, user: Caller, services: Served) -> Done:
    """Forget a session for good."""
    if not await posted.delete(services.database, user.id, session_id):
        raise NotFound(MISSING)
    return Done(message="Your session is deleted.")


async def _answer(services: Services, user_id: int, session_id: int, message: str) -> Answer[SessionDetail]:
    stored = await services.sessions.get(user_id, session_id)
    if stored is None:
        raise NotFound(MISSING)
    away = services.roster.is_away(stored.public_id)
    return Answer(data=session_detail(stored, away=away), message=message)


def _told(body: SessionIn, library: Library) -> PostedSession:
    poses = tuple(
        PostedPose(
            pose_name=pose.pose_name,
            accuracy=pose.accuracy,
            feedback=tuple(pose.feedback),
            improvements=tuple(pose.improvements),
            pose_id=library.resolve(pose.pose_name),
        )
        for pose in body.poses
    )
    return PostedSession(int(body.duration + 0.5), body.avg_accuracy, poses)


def _statistics(found: Statistics) -> StatisticsOut:
    return StatisticsOut(
        sessions_this_week=found.sessions_this_week,
        mindful_minutes=found.mindful_minutes,
        current_streak=found.current_streak,
        total_avg_accuracy=found.total_avg_accuracy,
    )

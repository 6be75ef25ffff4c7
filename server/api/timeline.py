"""One session over its time: scores by the second, its best moment, and how the body moved."""

from __future__ import annotations

from typing import Annotated, Final, TypeAlias

import numpy as np
import orjson
from fastapi import Query, Response
from pydantic import BaseModel

from server.analysis.movement import RATE_HZ, Moment
from server.api.answer import Answer, Done
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import PoseOut, rfc3339, session_detail
from server.api.sessions import MISSING, Number
from server.api.strict import example, router
from server.errors import NotFound
from server.services import Services
from server.store.records import StoredSession

Point: TypeAlias = tuple[float, float, float, float]

LONGEST_S: Final = 7200
"""A session's, by the second."""

MOST_S: Final = 60.0
"""One answer is at most half a megabyte."""

NUMPY: Final = orjson.OPT_SERIALIZE_NUMPY

routes = router("/api/sessions", "sessions")


class BestMoment(BaseModel):
    pose_id: str
    score: float
    at_s: int | None
    """The second with the highest mean score."""

    landmarks: list[Point]
    """33 × (x, y, z, visibility), of the unmirrored picture."""


class Timeline(BaseModel):
    model_config = example(
        {
            "session_id": 7,
            "started_at": "2026-03-04T12:00:00Z",
            "duration_s": 4.0,
            "scores": [65, 71, 84, 90],
            "aspect": 1.3333,
            "best": {"pose_id": "tree", "score": 92.0, "at_s": 3, "landmarks": []},
            "poses": [],
            "landmarks_until_at": "2026-06-02T12:00:00Z",
        }
    )

    session_id: int
    started_at: str | None
    duration_s: float | None
    scores: list[int | None]
    """Mean score of each second, 0 to 100, of two hours at most; null where there is none."""

    aspect: float | None
    """Width of the picture by its height, which landmarks are normalised to; null where that is not known."""

    best: BestMoment | None
    poses: list[PoseOut]
    """Holds, with `start_s` and `hold_s`."""

    landmarks_until_at: str | None
    """Until when the landmarks are kept; null where there are none."""


class MomentOut(BaseModel):
    t: float
    """Seconds since the session began."""

    points: list[Point]
    """33 × (x, y, z, visibility), of the unmirrored picture."""


class Movement(BaseModel):
    model_config = example(
        {
            "session_id": 7,
            "rate_hz": 10,
            "kept_until_at": "2026-06-02T12:00:00Z",
            "moments": [],
            "next_s": 60.0,
        }
    )

    session_id: int
    rate_hz: int = RATE_HZ
    """At most so many moments a second."""

    kept_until_at: str | None
    """Null where none are kept."""

    moments: list[MomentOut]
    next_s: float | None
    """Give it as `from_s` for what follows; null at the end."""


@routes.get("/{session_id}/timeline", responses=answers(401, 404, 422))
async def timeline(session_id: Number, user: Caller, services: Served) -> Answer[Timeline]:
    """Scores by the second, the best moment and the holds of a session."""
    stored = await _stored(services, user.id, session_id)
    told = session_detail(stored, away=services.roster.is_away(stored.public_id))
    until = await services.landmarks.kept_until(user.id, session_id)
    data = Timeline(
        session_id=session_id,
        started_at=told.started_at,
        duration_s=told.duration_s,
        scores=told.scores or [],
        aspect=told.aspect,
        best=_best(stored, told.best_landmarks),
        poses=told.poses,
        landmarks_until_at=None if until is None else rfc3339(until),
    )
    return Answer(data=data, message="The timeline of your session.")


@routes.get("/{session_id}/landmarks", response_model=Answer[Movement], responses=answers(401, 404, 422))
async def landmarks(
    session_id: Number,
    user: Caller,
    services: Served,
    from_s: Annotated[float, Query(ge=0, le=10 * LONGEST_S, description="Seconds into the session.")] = 0.0,
    for_s: Annotated[float, Query(gt=0, le=MOST_S, description="How many seconds.")] = MOST_S,
) -> Response:
    """How the body moved in a stretch of a session: kept only with consent, and for a while."""
    await _stored(services, user.id, session_id)
    until = await services.landmarks.kept_until(user.id, session_id)
    moments, later = await services.landmarks.read(user.id, session_id, from_s, from_s + for_s)
    data = {
        "session_id": session_id,
        "rate_hz": RATE_HZ,
        "kept_until_at": None if until is None else rfc3339(until),
        "moments": moments_out(moments),
        "next_s": later,
    }
    # Written straight: a minute has eighty thousand numbers, which a model would look at one by one.
    answer = {"success": True, "data": data, "message": "Landmarks of your session."}
    return Response(orjson.dumps(answer, option=NUMPY), media_type="application/json")


@routes.delete("/{session_id}/landmarks", responses=answers(401, 404, 409, 422))
async def forget_landmarks(session_id: Number, user: Caller, services: Served) -> Done:
    """Delete how the body moved in a session, and keep the session."""
    await _stored(services, user.id, session_id)
    await services.landmarks.delete(user.id, session_id)
    return Done(message="The landmarks of your session are deleted.")


def moments_out(moments: list[Moment]) -> list[dict[str, object]]:
    """For orjson, with `NUMPY`."""
    return [{"t": one.t, "points": np.round(one.image, 4)} for one in moments]


async def _stored(services: Services, user_id: int, session_id: int) -> StoredSession:
    stored = await services.sessions.get(user_id, session_id)
    if stored is None:
        raise NotFound(MISSING)
    return stored


def _best(stored: StoredSession, points: list[Point] | None) -> BestMoment | None:
    if not points or stored.best_score is None or stored.best_pose_id is None:
        return None
    scores = [-1 if score > 100 else score for score in stored.scores or b""]
    at_s = scores.index(max(scores)) if scores else None
    return BestMoment(
        pose_id=stored.best_pose_id, score=round(stored.best_score, 1), at_s=at_s, landmarks=points
    )

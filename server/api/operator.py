"""For operators: who is practising now, how busy the machine is, and ending one practice."""

from __future__ import annotations

import time
from typing import Annotated, Literal

from fastapi import Path
from pydantic import BaseModel

from server.analysis.feedback import Level
from server.analysis.summary import Ending
from server.api.answer import Answer, Done
from server.api.caller import Operator, Served
from server.api.problems import answers
from server.api.strict import example, router
from server.errors import NotAllowed, NotFound
from server.services import Services
from server.store.records import Source
from server.stream.roster import Place
from server.stream.session import Session

routes = router("/api/operator", "system")


class Practice(BaseModel):
    model_config = example(
        {
            "id": "6f1f3f0e-6d5c-4c4e-9d0e-0f6d3c1b2a10",
            "user_id": 7,
            "state": "live",
            "source": "video",
            "pose_id": "tree",
            "level": "beginner",
            "duration_s": 95.5,
            "frames_seen": 1400,
            "frames_scored": 1320,
            "frames_dropped": 12,
            "silent_s": 0.1,
        }
    )

    id: str
    """The session's UUID, also `public_id` in history."""

    user_id: int | None
    """Null for a guest."""

    state: Literal["opening", "live", "away", "closing", "closed"]
    source: Source
    pose_id: str | None
    """What the practitioner asked for."""

    level: Level
    duration_s: float
    frames_seen: int
    frames_scored: int
    frames_dropped: int
    silent_s: float
    """Since anything last came."""


class Load(BaseModel):
    model_config = example(
        {
            "sessions": 3,
            "limit": 32,
            "engine": "blazepose",
            "busy": 0.41,
            "busy_limit": 0.85,
            "loop_lag_s": 0.002,
            "uploads": 0,
            "stopping": False,
        }
    )

    sessions: int
    limit: int
    engine: str
    busy: float
    """Share of the workers' time in use; new sessions wait from `busy_limit` on."""

    busy_limit: float
    loop_lag_s: float
    uploads: int
    stopping: bool


class Now(BaseModel):
    practices: list[Practice]
    """Longest first."""

    load: Load


@routes.get("/sessions", responses=answers(401, 403))
async def live(operator: Operator, services: Served) -> Answer[Now]:
    """Practices that run or may be resumed, and how busy the machine is. No picture, name or address."""
    practices = [_practice(session, place) for session, place in services.roster.all()]
    return Answer(data=Now(practices=practices, load=_load(services)), message="What is going on now.")


@routes.delete("/sessions/{practice}", responses=answers(401, 403, 404, 422))
async def close(practice: Annotated[str, Path(max_length=36)], operator: Operator, services: Served) -> Done:
    """End one practice. It is stored as interrupted, and its client is told."""
    for session, _ in services.roster.all():
        if session.id == practice:
            session.end(Ending.INTERRUPTED, NotAllowed("The operator has ended this practice."))
            return Done(message="The practice ends.")
    raise NotFound("There is no such practice now.")


def _practice(session: Session, place: Place) -> Practice:
    kind, name = place.who
    so_far = session.summary()
    return Practice(
        id=session.id,
        user_id=int(name) if kind == "user" else None,
        state=session.state.value,
        source=session.source,
        pose_id=session.coach.expected,
        level=session.coach.level,
        duration_s=round(so_far.duration_s, 1),
        frames_seen=so_far.frames_seen,
        frames_scored=so_far.frames_scored,
        frames_dropped=so_far.frames_dropped,
        silent_s=round(max(time.monotonic() - session.heard, 0.0), 1),
    )


def _load(services: Services) -> Load:
    return Load(
        sessions=len(services.roster),
        limit=services.settings.max_sessions,
        engine=services.engine.name,
        busy=round(services.engine.load().busy, 3),
        busy_limit=services.settings.max_load,
        loop_lag_s=round(services.admission.lag_s, 3),
        uploads=len(services.stills) + len(services.films),
        stopping=services.roster.stopping,
    )

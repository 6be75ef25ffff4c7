"""Long films in the background: sent once, asked after or listened to, cancelled, and forgotten."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from typing import Annotated, BinaryIO, Final, Literal

import orjson
from fastapi import APIRouter, File, Form, Header, Path, Request, Response, UploadFile
from fastapi.responses import StreamingResponse
from pydantic import BaseModel

from server.analysis.feedback import Level
from server.api.answer import Done
from server.api.caller import Bearer, Caller, Served
from server.api.problems import answers
from server.api.readings import Analysis, analysis, best_pose
from server.api.records import rfc3339
from server.api.strict import router
from server.api.uploads.analysing import Progress
from server.api.uploads.jobs import Job, State
from server.api.uploads.receiving import MemberFormRoute, place_of
from server.api.uploads.service import analyst
from server.errors import NotFound, Stopping

PREFIX: Final = "/api/analyses"
UNKNOWN: Final = "There is no pose of that name."
BEAT_S: Final = 4.0
"""Between two signs of life on a stream of events; a login that has ended is noticed as often."""

EVENTS: Final = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}

sending = APIRouter(prefix=PREFIX, tags=["analyses"], route_class=MemberFormRoute)
asking = router(PREFIX, "analyses")

JobId = Annotated[str, Path(min_length=1, max_length=64)]
LastEventId = Annotated[
    str | None,
    Header(max_length=20, description="The last event that was received; what came after is told."),
]


class Failure(BaseModel):
    code: str
    detail: str


class JobOut(BaseModel):
    """An upload that is worked on in the background."""

    id: str
    state: State
    seconds: float
    """Of the film that have been looked at."""

    duration_s: float | None
    """Of the film; null until it is known, where it does not tell, and for a picture."""

    created_at: str
    expires_at: str
    """When it is forgotten, counted anew from its end. A restart of the server forgets it too."""

    result: Analysis | None = None
    """Once it is done: what `POST /api/analyze/{pose_name}` answers."""

    error: Failure | None = None
    """Where it failed."""


class JobList(BaseModel):
    success: Literal[True] = True
    data: list[JobOut]
    """Newest first, without results."""

    message: str = "Your analyses."


@sending.post("", status_code=202, responses=answers(400, 401, 404, 408, 413, 415, 422, 429))
async def begin(
    *,
    request: Request,
    response: Response,
    user: Caller,
    services: Served,
    video: Annotated[UploadFile, File(description="A film or a picture.")],
    pose_name: Annotated[
        str, Form(max_length=100, description="Where it is left out, or empty, the pose is recognised.")
    ] = "",
    skill_level: Annotated[Level, Form(description="How strictly to score.")] = "beginner",
) -> JobOut:
    """Take a file and look at it in the background.

    `Location` names where to ask; `/events` behind it tells the progress. It counts as this address's upload
    until it has ended.
    """
    pose_id = services.library.resolve(pose_name) if pose_name else None
    if pose_name and pose_id is None:
        raise NotFound(UNKNOWN)
    file, looking = _kept_open(video), analyst(services, services.settings.job_timeout_s)

    async def work(progress: Progress) -> Analysis:
        with file:
            reading = await looking.analyse(file, skill_level, pose_id, progress=progress)
        shown = pose_id or best_pose(reading)
        return analysis(reading, pose_name or shown or "", shown, skill_level, "specific_pose")

    try:
        job = services.jobs.begin(user.id, place_of(request), work)
    except Stopping:
        file.close()
        raise
    response.headers["Location"] = f"{PREFIX}/{job.id}"
    return _out(job)


@asking.get("", responses=answers(401))
async def listed(user: Caller, services: Served) -> JobList:
    """The analyses of the one who asks that are not forgotten yet."""
    return JobList(data=[_out(job, whole=False) for job in services.jobs.of(user.id)])


@asking.get("/{job_id}", responses=answers(401, 404, 422))
async def status(job_id: JobId, user: Caller, services: Served) -> JobOut:
    """How far it is, or what came of it."""
    return _out(services.jobs.find(job_id, user.id))


@asking.delete("/{job_id}", responses=answers(401, 404, 422))
async def cancel(job_id: JobId, user: Caller, services: Served) -> Done:
    """Stop it where it runs, and forget it and its result."""
    await services.jobs.cancel(services.jobs.find(job_id, user.id))
    return Done(message="The analysis is forgotten.")


@asking.get(
    "/{job_id}/events",
    response_class=StreamingResponse,
    responses=answers(401, 404, 422)
    | {
        200: {"content": {"text/event-stream": {}}},
        204: {"description": "All has been told: there is nothing to listen to any more."},
    },
)
async def events(
    job_id: JobId, claims: Bearer, user: Caller, services: Served, last_event_id: LastEventId = None
) -> Response:
    """Server-sent events: `progress` now and then, and at last `done`, `failed` or `cancelled`.

    Each carries what asking would answer. A client that lost the connection sends `Last-Event-ID` and is told
    what it has missed.
    """
    job = services.jobs.find(job_id, user.id)
    heard = int(last_event_id) if last_event_id is not None and last_event_id.isdecimal() else 0
    if job.state != "working" and heard >= job.version:
        return Response(status_code=204)

    async def told() -> AsyncIterator[bytes]:
        seen = heard
        while claims.login_id not in services.tokens.revoked:
            if job.version != seen:
                seen = job.version
                yield _event(job)
                if job.state != "working":
                    return
            else:
                await job.changed(BEAT_S)
                yield b": here\n\n"

    return StreamingResponse(told(), media_type="text/event-stream", headers=EVENTS)


def _kept_open(video: UploadFile) -> BinaryIO:
    """The upload's file beyond its request; it has no name, so it goes with the last who holds it."""
    return os.fdopen(os.dup(video.file.fileno()), "rb")


def _event(job: Job) -> bytes:
    name = "progress" if job.state == "working" else job.state
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (
        job.version,
        name.encode(),
        orjson.dumps(_out(job).model_dump()),
    )


def _out(job: Job, *, whole: bool = True) -> JobOut:
    return JobOut(
        id=job.id,
        state=job.state,
        seconds=round(job.seconds, 2),
        duration_s=round(job.of, 2) or None,
        created_at=rfc3339(job.created_at),
        expires_at=rfc3339(job.expires_at),
        result=job.result if whole else None,
        error=Failure(code=job.error.code, detail=job.error.message) if job.error is not None else None,
    )

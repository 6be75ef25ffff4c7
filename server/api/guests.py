"""What somebody practised before there was an account: told by their browser, which kept it."""

from __future__ import annotations

import struct
import uuid
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from server.analysis.feedback import Side
from server.analysis.summary import Ending, HoldSummary, Summary
from server.analysis.tally import MOST_SECONDS, NO_SCORE
from server.api.answer import Answer
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import SessionDetail, session_detail
from server.api.sessions import MISSING, Percent, Text
from server.api.strict import Body, example, router
from server.errors import NotFound
from server.store import kept

EARLIEST: Final = datetime(2020, 1, 1, tzinfo=UTC)
AHEAD: Final = timedelta(minutes=5)
"""How far a browser's clock may be ahead."""

ENDED: Final = "A practice ended at a time that has been, such as 2026-03-04T12:00:00Z"

How: TypeAlias = Literal[
    "completed", "interrupted", "idle", "limit", "engine_failed", "server_stopped", "recovered"
]
"""`Ending`, as its strings."""

Seconds: TypeAlias = Annotated[float, Field(ge=0, le=86400, allow_inf_nan=False)]
Count: TypeAlias = Annotated[int, Field(ge=0, le=2**31 - 1)]
Place: TypeAlias = Annotated[float, Field(ge=-100, le=100, allow_inf_nan=False)]
"""In pictures: the body may reach out of the picture, though not far."""

Point: TypeAlias = Annotated[list[Place], Field(min_length=4, max_length=4)]
Texts: TypeAlias = Annotated[list[Text], Field(max_length=50)]

assert set(get_args(How)) == set(Ending)  # noqa: S101 - a mistake in this file

routes = router("/api/sessions", "sessions")


def _uuid(value: str) -> str:
    try:
        return str(uuid.UUID(value))
    except ValueError:
        raise ValueError("A session is named by a UUID") from None


def _ended(value: str) -> str:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise ValueError(ENDED) from None
    if moment.tzinfo is None or not EARLIEST <= moment <= datetime.now(UTC) + AHEAD:
        raise ValueError(ENDED)
    return value


class Told(BaseModel):
    """Part of the stream's `summary`, whose other fields are not looked at."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)


class HoldIn(Told):
    pose_id: Annotated[str, Field(min_length=1, max_length=64)]
    pose_name: Annotated[str, Field(min_length=1, max_length=100)]
    side: Side | None = None
    start_s: Seconds
    hold_s: Seconds
    mean_score: Percent | None = None
    best_score: Percent | None = None
    fixed: Texts = []
    open: Texts = []


class SummaryIn(Told):
    session: Annotated[str, AfterValidator(_uuid)]
    ending: How
    duration_s: Seconds
    frames_seen: Count = 0
    frames_scored: Count = 0
    frames_dropped: Count = 0
    mean_score: Percent | None = None
    best_score: Percent | None = None
    cues_given: Count = 0
    cues_fixed: Count = 0
    holds: Annotated[list[HoldIn], Field(max_length=500)] = []
    scores: Annotated[list[Annotated[int, Field(ge=0, le=100)] | None], Field(max_length=MOST_SECONDS)] = []


class BestIn(Told):
    """Where the joints were at the best moment, as the page has kept it."""

    pose_id: Annotated[str, Field(min_length=1, max_length=64)]
    aspect: Annotated[float, Field(ge=0.1, le=10, allow_inf_nan=False)]
    """Width of the picture by its height."""

    landmarks: Annotated[list[Point], Field(min_length=33, max_length=33)]
    """33 × (x, y, z, visibility), of the unmirrored picture."""


class GuestSession(Body):
    model_config = example(
        {
            "summary": {
                "session": "6f1f3f0e-6d5c-4c4e-9d0e-0f6d3c1b2a10",
                "ending": "completed",
                "duration_s": 95.5,
                "mean_score": 84,
                "holds": [
                    {"pose_id": "tree", "pose_name": "Tree Pose", "side": "left", "start_s": 12, "hold_s": 31}
                ],
            },
            "ended_at": "2026-03-04T12:00:00Z",
        }
    )

    summary: SummaryIn
    """As the stream sent it at the end of the practice."""

    ended_at: Annotated[str, AfterValidator(_ended), Field(json_schema_extra={"format": "date-time"})]
    best: BestIn | None = None


@routes.post("/import", responses=answers(400, 401, 413, 415, 422))
async def keep_guest_session(body: GuestSession, user: Caller, services: Served) -> Answer[SessionDetail]:
    """Bring a practice that you did as a guest into your account. Once, however often it is sent.

    The server kept nothing of it, so it counts like a session that a client tells of: not on the leaderboard.
    """
    told = body.summary
    session_id = await kept.add(
        services.database,
        user.id,
        told.session,
        summary=_summary(told, body.best),
        ending=Ending(told.ending),
        ended_at=datetime.fromisoformat(body.ended_at),
        known=services.library.resolve,
    )
    stored = await services.sessions.get(user.id, session_id)
    if stored is None:
        raise NotFound(MISSING)
    return Answer(data=session_detail(stored, away=False), message="Your practice is kept.")


def _summary(told: SummaryIn, best: BestIn | None) -> Summary:
    return Summary(
        duration_s=told.duration_s,
        frames_seen=told.frames_seen,
        frames_scored=told.frames_scored,
        frames_dropped=told.frames_dropped,
        mean_score=told.mean_score,
        best_score=told.best_score,
        cues_given=told.cues_given,
        cues_fixed=told.cues_fixed,
        holds=tuple(_hold(hold) for hold in told.holds),
        scores=bytes(NO_SCORE if score is None else score for score in told.scores),
        best_landmarks=b"".join(struct.pack("<4f", *point) for point in best.landmarks) if best else b"",
        best_pose_id=best.pose_id if best else None,
        aspect=best.aspect if best else None,
    )


def _hold(told: HoldIn) -> HoldSummary:
    return HoldSummary(
        pose_id=told.pose_id,
        pose_name=told.pose_name,
        side=told.side,
        start_s=told.start_s,
        hold_s=told.hold_s,
        mean_score=told.mean_score,
        best_score=told.best_score,
        fixed=tuple(told.fixed),
        open=tuple(told.open),
    )

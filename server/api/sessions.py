"""The history of the one who asks."""

from __future__ import annotations

import struct
from datetime import UTC, datetime, tzinfo
from typing import Annotated, Generic, Literal, TypeVar
from zoneinfo import ZoneInfo

from fastapi import Path, Query
from pydantic import AfterValidator, BaseModel

from server.analysis.feedback import Level, Side
from server.analysis.summary import Ending
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.strict import router
from server.errors import NotFound
from server.store.records import StoredPose, StoredSession
from server.store.statistics import Statistics, statistics

T = TypeVar("T")

MOST = 100
NO_SCORE = 255
"""A second without a scored frame."""

LARGEST_ID = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""

Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]

routes = router("/api/sessions", "sessions")


class Answer(BaseModel, Generic[T]):
    success: Literal[True] = True
    data: T
    message: str


class Page(Answer[T], Generic[T]):
    next_before: int | None
    """Give it as `before` for the next page; null on the last."""


class PoseOut(BaseModel):
    """One pose; in a streamed session one hold."""

    pose_name: str
    accuracy: float
    """0..100; 0 where the pose is timed and not scored, see `score`."""

    feedback: list[str]
    improvements: list[str]
    timestamp: str
    pose_id: str | None
    side: Side | None
    start_s: float | None
    hold_s: float | None
    score: float | None
    """Mean score, 0..100; null where the pose is timed and not scored."""

    best: float | None


class SessionOut(BaseModel):
    id: int
    user_id: int
    date: str
    duration: int
    avg_accuracy: float
    total_poses: int
    poses: list[PoseOut]
    state: Literal["live", "closed"]
    """`live` while the session runs or may be resumed: its totals may still grow."""

    public_id: str | None
    started_at: str | None
    ended_at: str | None
    ending: Ending | None
    duration_s: float | None
    best_score: float | None
    best_pose_id: str | None
    frames_seen: int | None
    frames_scored: int | None
    frames_dropped: int | None
    cues_given: int | None
    cues_fixed: int | None
    level: Level | None
    expected_pose_id: str | None


class SessionDetail(SessionOut):
    scores: list[int | None] | None
    """Mean score of each second; null where none."""

    best_landmarks: list[tuple[float, float, float, float]] | None
    """33 × (x, y, z, visibility) of the best moment."""


class StatisticsOut(BaseModel):
    sessions_this_week: int
    mindful_minutes: int
    current_streak: int
    total_avg_accuracy: float


def _zone(name: str) -> str:
    _read_zone(name)
    return name


def _read_zone(name: str) -> tzinfo:
    if name == "UTC":
        return UTC
    try:
        return ZoneInfo(name)
    # An unknown name, a path out of the database, a folder of it.
    except (KeyError, ValueError, OSError):
        raise ValueError("That is no time zone; one is Europe/Paris") from None


@routes.get("/stats", responses=answers(401, 422))
async def stats(
    user: Caller,
    services: Served,
    tz: Annotated[str, Query(max_length=64, description="IANA time zone."), AfterValidator(_zone)] = "UTC",
) -> Answer[StatisticsOut]:
    """What the history adds up to; weeks and days are those of `tz`."""
    found = await statistics(services.database, user.id, _read_zone(tz), datetime.now(UTC))
    return Answer(data=_statistics(found), message="Statistics of your sessions.")


@routes.get("", responses=answers(401, 422))
async def history(
    user: Caller,
    services: Served,
    limit: Annotated[int, Query(ge=1, le=MOST)] = MOST,
    before: Annotated[
        int | None, Query(ge=1, le=LARGEST_ID, description="Older than the session of this id.")
    ] = None,
) -> Page[list[SessionOut]]:
    """Sessions, most recent first."""
    found = await services.sessions.page(user.id, limit + 1, before)
    page = found[:limit]
    return Page(
        data=[_session(stored) for stored in page],
        message="Your sessions.",
        next_before=page[-1].id if len(found) > limit else None,
    )


@routes.get("/{session_id}", responses=answers(401, 404, 422))
async def session(session_id: Number, user: Caller, services: Served) -> Answer[SessionDetail]:
    """One session; another user's is as missing as one that never was."""
    stored = await services.sessions.get(user.id, session_id)
    if stored is None:
        raise NotFound("There is no such session.")
    return Answer(data=_detail(stored), message="Your session.")


def _statistics(found: Statistics) -> StatisticsOut:
    return StatisticsOut(
        sessions_this_week=found.sessions_this_week,
        mindful_minutes=found.mindful_minutes,
        current_streak=found.current_streak,
        total_avg_accuracy=found.total_avg_accuracy,
    )


def _session(stored: StoredSession) -> SessionOut:
    return SessionOut(
        id=stored.id,
        user_id=stored.user_id,
        date=_founding(stored.date),
        duration=stored.duration,
        avg_accuracy=round(stored.avg_accuracy, 1),
        total_poses=stored.total_poses,
        poses=[_pose(pose) for pose in stored.poses],
        state="live" if stored.live else "closed",
        public_id=stored.public_id,
        started_at=_rfc3339(stored.started_at),
        ended_at=_rfc3339(stored.ended_at),
        ending=stored.ending,
        duration_s=_tenths(stored.duration_s),
        best_score=_tenths(stored.best_score),
        best_pose_id=stored.best_pose_id,
        frames_seen=stored.frames_seen,
        frames_scored=stored.frames_scored,
        frames_dropped=stored.frames_dropped,
        cues_given=stored.cues_given,
        cues_fixed=stored.cues_fixed,
        level=stored.level,
        expected_pose_id=stored.expected_pose_id,
    )


def _detail(stored: StoredSession) -> SessionDetail:
    return SessionDetail(
        **dict(_session(stored)),
        scores=None
        if stored.scores is None
        else [None if score == NO_SCORE else score for score in stored.scores],
        best_landmarks=list(struct.iter_unpack("<4f", stored.best_landmarks))
        if stored.best_landmarks
        else None,
    )


def _pose(pose: StoredPose) -> PoseOut:
    return PoseOut(
        pose_name=pose.pose_name,
        accuracy=round(pose.accuracy, 1),
        feedback=list(pose.feedback),
        improvements=list(pose.improvements),
        timestamp=_founding(pose.timestamp),
        pose_id=pose.pose_id,
        side=pose.side,
        start_s=_tenths(pose.start_s),
        hold_s=_tenths(pose.hold_s),
        score=_tenths(pose.mean_score),
        best=_tenths(pose.best),
    )


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def _founding(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _rfc3339(moment: datetime | None) -> str | None:
    return None if moment is None else f"{moment:%Y-%m-%dT%H:%M:%SZ}"

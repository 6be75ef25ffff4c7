"""How one's practice goes: week by week, and pose by pose."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import Path, Query
from pydantic import BaseModel

from server.analysis.feedback import Level, Side
from server.api.answer import Answer
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import rfc3339, tenths
from server.api.strict import example, router
from server.api.zones import UsersZone
from server.errors import NotFound
from server.store import progress
from server.store.progress import PosePoint, PoseRecord, Week

routes = router("/api/progress", "progress")


class WeekOut(BaseModel):
    monday: str
    sessions: int
    minutes: float
    days: int
    """Different days with practice."""


class PoseRecordOut(BaseModel):
    model_config = example(
        {
            "pose_id": "tree",
            "times": 12,
            "mean_score": 84.2,
            "best_score": 95.0,
            "longest_hold_s": 42.5,
            "last_at": "2026-03-04T12:00:00Z",
        }
    )

    pose_id: str
    times: int
    mean_score: float | None
    """0..100; null where the pose was only timed."""

    best_score: float | None
    longest_hold_s: float | None
    last_at: str


class ProgressOut(BaseModel):
    weeks: list[WeekOut]
    """Oldest first, those without practice too."""

    poses: list[PoseRecordOut]
    """Most often practised first, with personal bests."""


class PosePointOut(BaseModel):
    model_config = example(
        {
            "at": "2026-03-04T12:00:00Z",
            "session_id": 7,
            "score": 84.2,
            "hold_s": 31.0,
            "side": "left",
            "level": "beginner",
        }
    )

    at: str
    session_id: int
    score: float | None
    hold_s: float | None
    side: Side | None
    level: Level | None
    """How strictly it was scored; null where a client told of it."""


@routes.get("", responses=answers(401, 422))
async def overview(
    user: Caller,
    services: Served,
    zone: UsersZone,
    weeks: Annotated[int, Query(ge=1, le=104, description="How many weeks back.")] = 12,
) -> Answer[ProgressOut]:
    """Minutes and sessions of each week, and personal bests of each pose."""
    found = await progress.weeks(services.database, user.id, zone, datetime.now(UTC), weeks)
    records = await progress.poses(services.database, user.id)
    data = ProgressOut(weeks=[_week(week) for week in found], poses=[_record(record) for record in records])
    return Answer(data=data, message="Your progress.")


@routes.get("/{pose_name}", responses=answers(401, 404, 422))
async def of_pose(
    pose_name: Annotated[str, Path(min_length=1, max_length=100)], user: Caller, services: Served
) -> Answer[list[PosePointOut]]:
    """The last 200 times of one pose, oldest first."""
    pose_id = services.library.resolve(pose_name)
    if pose_id is None:
        raise NotFound("There is no pose of that name.")
    points = await progress.pose(services.database, user.id, pose_id)
    return Answer(data=[_point(point) for point in points], message="Your progress in this pose.")


def _week(week: Week) -> WeekOut:
    return WeekOut(
        monday=week.monday.isoformat(),
        sessions=week.sessions,
        minutes=round(week.minutes, 1),
        days=week.days,
    )


def _record(record: PoseRecord) -> PoseRecordOut:
    return PoseRecordOut(
        pose_id=record.pose_id,
        times=record.times,
        mean_score=tenths(record.mean_score),
        best_score=tenths(record.best_score),
        longest_hold_s=tenths(record.longest_hold_s),
        last_at=rfc3339(record.last_at),
    )


def _point(point: PosePoint) -> PosePointOut:
    return PosePointOut(
        at=rfc3339(point.at),
        session_id=point.session_id,
        score=tenths(point.score),
        hold_s=tenths(point.hold_s),
        side=point.side,
        level=point.level,
    )

"""A session as JSON: the founding fields, and what a streamed session adds to them."""

from __future__ import annotations

import struct
from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel

from server.analysis.feedback import Level, Side
from server.analysis.summary import Ending, FlowSummary
from server.store.records import Source, StoredPose, StoredSession

NO_SCORE: Final = 255
"""A second without a scored frame."""


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
    state: Literal["live", "away", "closed"]
    """`away`: interrupted, and may be resumed for a while. Until it is `closed` its totals may still grow."""

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
    source: Source | None
    """Null where it was not streamed."""


class SessionDetail(SessionOut):
    scores: list[int | None] | None
    """Mean score of each second; null where none."""

    best_landmarks: list[tuple[float, float, float, float]] | None
    """33 × (x, y, z, visibility) of the best moment."""

    aspect: float | None
    """Width of the picture by its height, which landmarks are normalised to; null where that is not known."""

    flows: list[FlowSummary]
    """How each flow went, step by step."""


def session_out(stored: StoredSession, *, away: bool) -> SessionOut:
    return SessionOut(
        id=stored.id,
        user_id=stored.user_id,
        date=founding_moment(stored.date),
        duration=stored.duration,
        avg_accuracy=_accuracy(stored.avg_accuracy, measured=stored.duration_s is not None),
        total_poses=stored.total_poses,
        poses=[_pose(pose) for pose in stored.poses],
        state="closed" if not stored.live else "away" if away else "live",
        public_id=stored.public_id,
        started_at=_moment(stored.started_at),
        ended_at=_moment(stored.ended_at),
        ending=stored.ending,
        duration_s=tenths(stored.duration_s),
        best_score=tenths(stored.best_score),
        best_pose_id=stored.best_pose_id,
        frames_seen=stored.frames_seen,
        frames_scored=stored.frames_scored,
        frames_dropped=stored.frames_dropped,
        cues_given=stored.cues_given,
        cues_fixed=stored.cues_fixed,
        level=stored.level,
        expected_pose_id=stored.expected_pose_id,
        source=stored.source,
    )


def session_detail(stored: StoredSession, *, away: bool) -> SessionDetail:
    return SessionDetail(
        **dict(session_out(stored, away=away)),
        scores=None
        if stored.scores is None
        else [None if score == NO_SCORE else score for score in stored.scores],
        best_landmarks=list(struct.iter_unpack("<4f", stored.best_landmarks))
        if stored.best_landmarks
        else None,
        aspect=None if stored.aspect is None else round(stored.aspect, 4),
        flows=list(stored.flows),
    )


def _pose(pose: StoredPose) -> PoseOut:
    return PoseOut(
        pose_name=pose.pose_name,
        accuracy=_accuracy(pose.accuracy, measured=pose.start_s is not None),
        feedback=list(pose.feedback),
        improvements=list(pose.improvements),
        timestamp=founding_moment(pose.timestamp),
        pose_id=pose.pose_id,
        side=pose.side,
        start_s=tenths(pose.start_s),
        hold_s=tenths(pose.hold_s),
        score=tenths(pose.mean_score),
        best=tenths(pose.best),
    )


def _accuracy(value: float, *, measured: bool) -> float:
    """What a client told is told back as it was."""
    return round(value, 1) if measured else value


def tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)


def founding_moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _moment(moment: datetime | None) -> str | None:
    return None if moment is None else rfc3339(moment)


def rfc3339(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"

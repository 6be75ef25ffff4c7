"""A stored session as values, and how it is read from and written to rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal, TypeAlias

from server.analysis.feedback import Level, Side
from server.analysis.summary import Ending, FlowSummary, HoldSummary, Summary
from server.store.database import Row

Source: TypeAlias = Literal["jpeg", "video", "landmarks"]
"""What a streamed session looked at: pictures one by one, a video, or points that the client had found."""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose session it is, and what was said at its start."""

    user_id: int
    started_at: datetime
    """Aware."""

    level: Level = "beginner"
    expected_pose_id: str | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class StoredPose:
    """One pose of a session; in a streamed one, one hold."""

    pose_name: str
    accuracy: float
    """0..100; 0 where `mean_score` is None in a streamed session."""

    feedback: tuple[str, ...]
    improvements: tuple[str, ...]
    timestamp: datetime
    pose_id: str | None = None
    side: Side | None = None
    start_s: float | None = None
    hold_s: float | None = None
    mean_score: float | None = None
    best: float | None = None


@dataclass(frozen=True, slots=True)
class StoredSession:
    id: int
    user_id: int
    date: datetime
    duration: int
    """Whole minutes."""

    avg_accuracy: float
    total_poses: int
    created_at: datetime
    poses: tuple[StoredPose, ...]
    public_id: str | None = None
    """UUID of a streamed session; None in a session that was posted or is founding."""

    started_at: datetime | None = None
    ended_at: datetime | None = None
    ending: Ending | None = None
    duration_s: float | None = None
    best_score: float | None = None
    frames_seen: int | None = None
    frames_scored: int | None = None
    frames_dropped: int | None = None
    cues_given: int | None = None
    cues_fixed: int | None = None
    flows: tuple[FlowSummary, ...] = ()
    """Left out of a list."""

    scores: bytes | None = None
    best_landmarks: bytes | None = None
    best_pose_id: str | None = None
    aspect: float | None = None
    last_seq: int | None = None
    level: Level | None = None
    expected_pose_id: str | None = None
    source: Source | None = None

    @property
    def live(self) -> bool:
        """Whether it still runs, so that its totals may grow."""
        return self.public_id is not None and self.ending is None


def minutes(duration_s: float) -> int:
    """Whole minutes, halves up, and at least one: a practice of half a minute was a practice."""
    return max(1, int(duration_s / 60 + 0.5))


def session_values(owner: Owner, summary: Summary, ending: Ending | None) -> dict[str, Any]:
    """Columns that every save writes."""
    ended_at = owner.started_at + timedelta(seconds=summary.duration_s)
    return {
        "duration": minutes(summary.duration_s),
        "avg_accuracy": summary.mean_score or 0.0,
        "total_poses": len(summary.holds),
        "ended_at": None if ending is None else ended_at,
        "ending": None if ending is None else ending.value,
        "duration_s": summary.duration_s,
        "best_score": summary.best_score,
        "frames_seen": summary.frames_seen,
        "frames_scored": summary.frames_scored,
        "frames_dropped": summary.frames_dropped,
        "cues_given": summary.cues_given,
        "cues_fixed": summary.cues_fixed,
        "flows": summary.flows,
        "scores": summary.scores,
        "best_landmarks": summary.best_landmarks,
        "best_pose_id": summary.best_pose_id,
        "aspect": summary.aspect,
        "last_seq": summary.last_seq,
        "level": owner.level,
        "expected_pose_id": owner.expected_pose_id,
        "source": owner.source,
    }


def hold_values(session_id: int, owner: Owner, hold: HoldSummary) -> dict[str, Any]:
    return {
        "session_id": session_id,
        "user_id": owner.user_id,
        "pose_name": hold.pose_name,
        "accuracy": hold.mean_score or 0.0,
        "feedback": hold.fixed,
        "improvements": hold.open,
        "timestamp": owner.started_at + timedelta(seconds=hold.start_s),
        "pose_id": hold.pose_id,
        "side": hold.side,
        "start_s": hold.start_s,
        "hold_s": hold.hold_s,
        "mean_score": hold.mean_score,
        "best": hold.best_score,
    }


def stored_pose(row: Row) -> StoredPose:
    return StoredPose(
        pose_name=row["pose_name"],
        accuracy=row["accuracy"] or 0.0,
        feedback=row["feedback"],
        improvements=row["improvements"],
        timestamp=row["timestamp"],
        pose_id=row["pose_id"],
        side=row["side"],
        start_s=row["start_s"],
        hold_s=row["hold_s"],
        mean_score=row["mean_score"],
        best=row["best"],
    )


def stored_session(row: Row, poses: tuple[StoredPose, ...]) -> StoredSession:
    return StoredSession(
        id=row["id"],
        user_id=row["user_id"],
        date=row["date"],
        duration=row["duration"] or 0,
        avg_accuracy=row["avg_accuracy"] or 0.0,
        total_poses=row["total_poses"] or 0,
        created_at=row["created_at"],
        poses=poses,
        public_id=row["public_id"],
        started_at=row["started_at"],
        ended_at=row["ended_at"],
        ending=None if row["ending"] is None else Ending(row["ending"]),
        duration_s=row["duration_s"],
        best_score=row["best_score"],
        frames_seen=row["frames_seen"],
        frames_scored=row["frames_scored"],
        frames_dropped=row["frames_dropped"],
        cues_given=row["cues_given"],
        cues_fixed=row["cues_fixed"],
        flows=row["flows"] or (),
        scores=row["scores"],
        best_landmarks=row["best_landmarks"],
        best_pose_id=row["best_pose_id"],
        aspect=row["aspect"],
        last_seq=row["last_seq"],
        level=row["level"],
        expected_pose_id=row["expected_pose_id"],
        source=row["source"],
    )

"""The pose in one picture, whichever it is, as JSON."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final, Literal, TypeAlias

from pydantic import BaseModel

from server.analysis.feedback import Level, Side
from server.analysis.still import Opinion, StillReading
from server.api.readings import NOBODY, angles_of, feedback_of, notice_of
from server.api.uploads.analysing import Reading

NO_POSE: Final = "No pose is plain enough to be named."
Details: TypeAlias = dict[Literal["rule_based", "ml_based"], dict[str, Any]]


class PoseReading(BaseModel):
    success: bool
    pose_detected: str | None
    """Id of the pose; null where none is plain enough."""

    confidence: float
    """0..1."""

    detection_method: Literal["hybrid", "none"]
    detection_details: Details
    feedback: list[str]
    score: float
    """0..100; 0 where no pose is named."""

    timestamp: str
    skill_level: Level
    analysis_type: Literal["enhanced_hybrid"] = "enhanced_hybrid"
    message: str
    pose_name: str | None
    side: Side | None
    angles: dict[str, float]
    landmarks: list[list[float]] | None
    """33 × (x, y, z, visibility), x and y from 0 to 1 across the picture."""


def enhanced(reading: Reading, level: Level, now: datetime) -> PoseReading:
    still = reading.still
    found = still is not None and still.presence != "several"
    pose = still.pose if still is not None else None
    return PoseReading(
        success=found,
        pose_detected=pose.id if pose is not None else None,
        confidence=pose.confidence if pose is not None else 0.0,
        detection_method="hybrid" if pose is not None else "none",
        detection_details=_details(reading),
        feedback=feedback_of(still) if still is not None else [],
        score=float(still.score or 0) if still is not None else 0.0,
        timestamp=f"{now:%Y-%m-%d %H:%M:%S}",
        skill_level=level,
        message=_enhanced_message(still),
        pose_name=pose.name if pose is not None else None,
        side=pose.side if pose is not None else None,
        angles=angles_of(still) if still is not None else {},
        landmarks=reading.landmarks.image.round(4).tolist() if reading.landmarks is not None else None,
    )


def _details(reading: Reading) -> Details:
    """What the rules of the poses say, and what the classifier says of the landmarks that were found."""
    still, landmarks = reading.still, reading.landmarks
    people = landmarks.people if landmarks is not None else 0
    return {
        "rule_based": _opinion(still.rules if still is not None else None),
        "ml_based": {"body_found": landmarks is not None, "people": people}
        | _opinion(still.learned if still is not None else None),
    }


def _opinion(opinion: Opinion | None) -> dict[str, Any]:
    if opinion is None:
        return {"pose": None, "confidence": 0.0}
    return {"pose": opinion.pose, "confidence": opinion.confidence}


def _enhanced_message(still: StillReading | None) -> str:
    if still is None:
        return NOBODY
    if still.presence == "several":
        return notice_of(still)
    if still.pose is None:
        return still.notice.text if still.notice is not None else NO_POSE
    return f"{still.pose.name}: {still.score} of 100." if still.score is not None else notice_of(still)

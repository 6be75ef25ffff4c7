"""The service itself: whether it is well, and what it can do."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final, Literal, get_args

from pydantic import BaseModel

from server.analysis.feedback import Level
from server.analysis.poses import Library
from server.api.caller import Served
from server.api.poses import difficulty
from server.api.strict import router

routes = router("/api", "system")


class Health(BaseModel):
    status: Literal["healthy"] = "healthy"
    message: str
    timestamp: str
    available_poses: int
    poses: list[str]


DETECTION: Final = {
    "ml_based": "A network finds 33 points of the body in the picture, and where they are in metres.",
    "rule_based": "Angles and lengths between the points are held against what each pose aims for.",
}
FEATURES: Final = (
    "33 body points, in the picture and in metres",
    "the pose and its side, or none where none is plain",
    "a score from 0 to 100 for the pose and for each joint",
    "what to correct, most important first",
    "hold times",
    "pictures, films and live streams",
)


class PoseAnalysis(BaseModel):
    analyzer_type: Literal["enhanced_hybrid"] = "enhanced_hybrid"
    description: str
    supported_poses: list[str]
    detection_methods: dict[str, str]
    """Method, and what it does."""

    features: list[str]
    engine: str
    """What finds the body: `blazepose` or `mediapipe`, or `scripted` in tests."""

    skill_levels: list[Level]


class Analytics(BaseModel):
    """Of the library and the service; nothing of its users."""

    total_poses_supported: int
    pose_categories: dict[str, list[str]]
    """Category, and the ids of its poses."""

    difficulty_levels: list[Level]
    poses_by_difficulty: dict[Level, list[str]]
    analysis_features: list[str]
    total_cues: int
    """How many different corrections can be given."""

    total_flows: int
    languages: list[str]
    """That the coach speaks."""


@routes.get("/health")
async def health(services: Served) -> Health:
    """Answer that the server answers."""
    poses = list(services.library.poses)
    return Health(
        message="Yoga Assistant is running.",
        timestamp=f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}",
        available_poses=len(poses),
        poses=poses,
    )


@routes.get("/enhanced-pose-info")
async def enhanced_pose_info(services: Served) -> PoseAnalysis:
    """How poses are analysed."""
    return PoseAnalysis(
        description="A network finds the body, rules of each pose say what it is and how well it is done.",
        supported_poses=list(services.library.poses),
        detection_methods=DETECTION,
        features=list(FEATURES),
        engine=services.engine.name,
        skill_levels=list(get_args(Level)),
    )


@routes.get("/analytics/summary")
async def analytics(services: Served) -> Analytics:
    """What the pose library holds."""
    library = services.library
    return Analytics(
        total_poses_supported=len(library.poses),
        pose_categories=_categories(library),
        difficulty_levels=list(get_args(Level)),
        poses_by_difficulty={level: _of_difficulty(library, level) for level in get_args(Level)},
        analysis_features=list(FEATURES),
        total_cues=sum(len(pose.faults) for pose in library.poses.values()),
        total_flows=len(library.flows),
        languages=sorted(library.messages),
    )


def _categories(library: Library) -> dict[str, list[str]]:
    categories: dict[str, list[str]] = {}
    for pose in library.poses.values():
        categories.setdefault(pose.category, []).append(pose.id)
    return categories


def _of_difficulty(library: Library, level: Level) -> list[str]:
    return [pose.id for pose in library.poses.values() if difficulty(pose) == level]

"""The pose library, as the page and other clients read it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import BaseModel

from server.analysis.feedback import Level
from server.analysis.geometry import View
from server.analysis.messages import Messages
from server.analysis.poses import Pose
from server.api.caller import Served
from server.api.fixed import NOT_MODIFIED, fixed
from server.api.problems import answers
from server.api.strict import router
from server.errors import NotFound

EASY, MIDDLING = 3, 6
"""Up to these of 1..10 a pose is for beginners, and for the practised."""

routes = router("/api/poses", "poses")


class PoseSummary(BaseModel):
    name: str
    description: str
    difficulty: Level
    difficulty_rank: int
    """1 to 10."""

    sanskrit: str
    category: str
    sided: bool
    view: View
    """How to stand to the camera."""

    hold_s: int
    """For a beginner."""

    aliases: list[str]
    safety_only: bool
    """Named and timed, but neither scored nor corrected."""


class PoseInfo(BaseModel):
    pose_name: str
    display_name: str
    description: str
    analyzer_available: bool
    difficulty: Level
    difficulty_rank: int
    sanskrit: str
    aliases: list[str]
    category: str
    steps: list[str]
    sided: bool
    lead: str
    view: View
    hold_s: int
    breaths: int
    drishti: str
    safety: str
    safety_only: bool
    faults: list[str]
    """What the coach may say of it, the weightiest first."""


@routes.get("", response_model=dict[str, PoseSummary], responses=answers() | NOT_MODIFIED)
async def poses(request: Request, services: Served) -> Response:
    """Every pose by its id."""
    return fixed(request, {pose.id: _short(pose) for pose in services.library.poses.values()})


@routes.get("/{pose_name}/info", response_model=PoseInfo, responses=answers(404, 422) | NOT_MODIFIED)
async def info(
    request: Request, pose_name: Annotated[str, Path(min_length=1, max_length=100)], services: Served
) -> Response:
    """One pose by id, name or alias."""
    pose_id = services.library.resolve(pose_name)
    if pose_id is None:
        raise NotFound("There is no pose of that name.")
    return fixed(request, _info(services.library.poses[pose_id], services.library.say("en")))


def difficulty(pose: Pose) -> Level:
    if pose.difficulty <= EASY:
        return "beginner"
    return "intermediate" if pose.difficulty <= MIDDLING else "advanced"


def _short(pose: Pose) -> PoseSummary:
    return PoseSummary(
        name=pose.name,
        description=pose.description,
        difficulty=difficulty(pose),
        difficulty_rank=pose.difficulty,
        sanskrit=pose.sanskrit,
        category=pose.category,
        sided=pose.sided,
        view=pose.view,
        hold_s=pose.hold,
        aliases=list(pose.aliases),
        safety_only=pose.safety_only,
    )


def _faults(pose: Pose, messages: Messages) -> list[str]:
    """One sentence for each; where there are two, that of the first side."""
    weightiest = sorted(pose.faults, key=lambda fault: -fault.severity)
    return [next(iter(messages.cues[fault.id].values())).text for fault in weightiest]


def _info(pose: Pose, messages: Messages) -> PoseInfo:
    return PoseInfo(
        pose_name=pose.id,
        display_name=pose.name,
        description=pose.description,
        analyzer_available=True,
        difficulty=difficulty(pose),
        difficulty_rank=pose.difficulty,
        sanskrit=pose.sanskrit,
        aliases=list(pose.aliases),
        category=pose.category,
        steps=list(pose.steps),
        sided=pose.sided,
        lead=pose.lead,
        view=pose.view,
        hold_s=pose.hold,
        breaths=pose.breaths,
        drishti=pose.drishti,
        safety=pose.safety,
        safety_only=pose.safety_only,
        faults=_faults(pose, messages),
    )

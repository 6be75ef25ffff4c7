"""The pose library, as the page and other clients read it."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Request, Response
from pydantic import BaseModel

from server.analysis.feedback import Level
from server.analysis.geometry import View
from server.analysis.messages import Messages
from server.analysis.poses import Library, Pose
from server.api.caller import Served
from server.api.fixed import NOT_MODIFIED, fixed
from server.api.languages import Language
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
    """Other names that the pose answers to; its English one among them where `name` is not."""

    language: str
    """Of the texts: English where a pose is not translated."""

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

    language: str
    """Of the texts: English where a pose is not translated."""

    reviewed: bool
    """Whether a speaker of that language has read them."""


@routes.get("", response_model=dict[str, PoseSummary], responses=answers(422) | NOT_MODIFIED)
async def poses(request: Request, services: Served, told: Language) -> Response:
    """Every pose by its id."""
    library = services.library
    listed = {pose.id: _short(library, pose, told.language) for pose in library.poses.values()}
    return fixed(request, listed, told.headers)


@routes.get("/{pose_name}/info", response_model=PoseInfo, responses=answers(404, 422) | NOT_MODIFIED)
async def info(
    request: Request,
    pose_name: Annotated[str, Path(min_length=1, max_length=100)],
    services: Served,
    told: Language,
) -> Response:
    """One pose by id, name or alias."""
    pose_id = services.library.resolve(pose_name)
    if pose_id is None:
        raise NotFound("There is no pose of that name.")
    pose = services.library.poses[pose_id]
    return fixed(request, _info(services.library, pose, told.language), told.headers)


def difficulty(pose: Pose) -> Level:
    if pose.difficulty <= EASY:
        return "beginner"
    return "intermediate" if pose.difficulty <= MIDDLING else "advanced"


def _aliases(pose: Pose, name: str) -> list[str]:
    return [*([] if name == pose.name else [pose.name]), *pose.aliases]


def _short(library: Library, pose: Pose, language: str) -> PoseSummary:
    text = library.tell(pose.id, language)
    return PoseSummary(
        name=text.name,
        description=text.description,
        difficulty=difficulty(pose),
        difficulty_rank=pose.difficulty,
        sanskrit=pose.sanskrit,
        category=pose.category,
        sided=pose.sided,
        view=pose.view,
        hold_s=pose.hold,
        aliases=_aliases(pose, text.name),
        language=text.language,
        safety_only=pose.safety_only,
    )


def _faults(pose: Pose, messages: Messages) -> list[str]:
    """One sentence for each; where there are two, that of the first side."""
    weightiest = sorted(pose.faults, key=lambda fault: -fault.severity)
    return [next(iter(messages.cues[fault.id].values())).text for fault in weightiest]


def _info(library: Library, pose: Pose, language: str) -> PoseInfo:
    text = library.tell(pose.id, language)
    return PoseInfo(
        pose_name=pose.id,
        display_name=text.name,
        description=text.description,
        analyzer_available=True,
        difficulty=difficulty(pose),
        difficulty_rank=pose.difficulty,
        sanskrit=pose.sanskrit,
        aliases=_aliases(pose, text.name),
        category=pose.category,
        steps=list(text.steps),
        sided=pose.sided,
        lead=text.lead,
        view=pose.view,
        hold_s=pose.hold,
        breaths=pose.breaths,
        drishti=text.drishti,
        safety=text.safety,
        safety_only=pose.safety_only,
        faults=_faults(pose, library.say(language)),
        language=text.language,
        reviewed=text.reviewed,
    )

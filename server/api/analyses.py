"""Pictures and films to be looked at: nothing of them is kept."""

from __future__ import annotations

import asyncio
import base64
import binascii
import tempfile
import time
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Annotated, BinaryIO, Final, Literal

from fastapi import APIRouter, File, Form, Path, UploadFile
from pydantic import Field
from starlette.exceptions import HTTPException

from server.analysis.feedback import Level
from server.api.caller import Served
from server.api.enhanced import PoseReading, enhanced
from server.api.problems import answers
from server.api.readings import Analysis, Batch, analysis, failed
from server.api.strict import Body, example
from server.api.uploads.receiving import FormRoute, StillRoute, while_there_is_room
from server.api.uploads.service import analyst
from server.errors import BadInput, NotFound
from server.services import Services

UNKNOWN: Final = "There is no pose of that name."
UNDECODABLE: Final = "The image is not base64."

stills = APIRouter(prefix="/api", tags=["analyses"], route_class=StillRoute)
files = APIRouter(prefix="/api", tags=["analyses"], route_class=FormRoute)

Skill = Annotated[Level, Form(description="How strictly to score.")]


class Picture(Body):
    model_config = example({"image": "data:image/jpeg;base64,/9j/4AAQSkZJRg==", "skill_level": "beginner"})

    image: Annotated[
        str, Field(min_length=1, description="JPEG, PNG, WebP or HEIC in base64, or as a `data:` URL.")
    ]
    skill_level: Literal["beginner", "intermediate", "advanced"] = "beginner"


@stills.post("/analyze-pose", responses=answers(400, 408, 413, 415, 422, 429))
async def analyze_pose(body: Picture, services: Served) -> PoseReading:
    """Name and score the pose in one picture, whichever it is."""
    with await asyncio.to_thread(_as_file, body.image) as file:
        reading = await analyst(services, services.settings.upload_timeout_s).analyse(file, body.skill_level)
    return enhanced(reading, body.skill_level, datetime.now(UTC))


@files.post("/analyze/{pose_name}", responses=answers(400, 404, 408, 413, 415, 422, 429))
async def analyze(
    pose_name: Annotated[str, Path(min_length=1, max_length=100)],
    services: Served,
    video: Annotated[UploadFile, File(description="A film or a picture.")],
    skill_level: Skill = "beginner",
) -> Analysis:
    """Score one pose in a picture, or over the whole length of a film."""
    pose_id = services.library.resolve(pose_name)
    if pose_id is None:
        raise NotFound(UNKNOWN)
    reading = await analyst(services, services.settings.upload_timeout_s).analyse(
        video.file, skill_level, pose_id
    )
    return analysis(reading, pose_name, pose_id, skill_level, "specific_pose")


@files.post("/batch-analyze", responses=answers(400, 408, 413, 415, 422, 429))
async def batch_analyze(
    services: Served,
    videos: Annotated[list[UploadFile], File(description="Films and pictures.")],
    pose_names: Annotated[list[str], Form(description="The pose of each, in the same order.")],
    skill_level: Skill = "beginner",
) -> Batch:
    """Score one pose in each of several files; what is wrong with one is told in its own result."""
    if len(videos) != len(pose_names):
        raise HTTPException(400, "There are as many pose names as files.")
    ends = time.monotonic() + services.settings.upload_timeout_s
    results = [
        await _one_of_batch(services, video, name, skill_level, ends)
        for video, name in zip(videos, pose_names, strict=True)
    ]
    good = sum(result.success for result in results)
    return Batch(batch_results=results, total_poses=len(results), successful=good, failed=len(results) - good)


async def _one_of_batch(
    services: Services, video: UploadFile, name: str, level: Level, ends: float
) -> Analysis:
    """`ends` is when the time of the whole batch is over, in monotonic seconds."""
    pose_id = services.library.resolve(name)
    if pose_id is None:
        return failed(UNKNOWN, name, level)
    try:
        looking = analyst(services, max(0.0, ends - time.monotonic()))
        reading = await looking.analyse(video.file, level, pose_id)
    except BadInput as error:
        return failed(error.message, name, level)
    return analysis(reading, name, pose_id, level, "batch_analysis")


def _as_file(image: str) -> BinaryIO:
    """The picture in a file without a name. Base64 may be broken into lines and lack its padding."""
    text = "".join((image.partition(",")[2] if image.startswith("data:") else image).split())
    try:
        content = base64.b64decode(text + "=" * (-len(text) % 4), validate=True)
    except (binascii.Error, ValueError):
        raise HTTPException(400, UNDECODABLE) from None
    with while_there_is_room(), ExitStack() as kept:
        file = kept.enter_context(tempfile.TemporaryFile())
        file.write(content)
        file.flush()
        kept.pop_all()  # whoever asked for it closes it
    return file

"""What somebody has done for the first time, and what is next."""

from __future__ import annotations

from fastapi import Response
from pydantic import BaseModel

from server.api.answer import Answer
from server.api.caller import Caller, Served
from server.api.languages import Language
from server.api.problems import answers
from server.api.strict import example, router
from server.api.zones import UsersZone
from server.store.achievements import achieved
from server.store.deeds import Achievement, Progress

routes = router("/api/achievements", "progress")


class AchievementOut(BaseModel):
    model_config = example(
        {
            "id": "a_minute",
            "title": "A whole minute in one pose",
            "description": "You have held one pose for sixty seconds.",
            "target": 60,
            "value": 60,
            "earned_on": "2026-03-04",
        }
    )

    id: str
    title: str
    description: str
    target: float
    value: float
    """How far you are, at most the target."""

    earned_on: str | None
    """Day, `YYYY-MM-DD`; null until it is earned."""


@routes.get("", responses=answers(401, 422))
async def achievements(
    user: Caller, services: Served, zone: UsersZone, response: Response, told: Language
) -> Answer[list[AchievementOut]]:
    """Deeds, dated: computed from your history; days are those of `tz`."""
    found = await achieved(services.database, user.id, zone)
    response.headers.update(told.headers)
    data = [_told(one, progress, told.language) for one, progress in found]
    return Answer(data=data, message="Your achievements.")


def _told(achievement: Achievement, progress: Progress, language: str) -> AchievementOut:
    words = achievement.words(language)
    return AchievementOut(
        id=achievement.id,
        title=words.title,
        description=words.description,
        target=achievement.target,
        value=round(progress.value, 1),
        earned_on=None if progress.earned is None else progress.earned.isoformat(),
    )

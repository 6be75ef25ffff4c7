"""What somebody means to reach, and how far they are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Self

from fastapi import Path
from pydantic import BaseModel, Field, model_validator

from server.api.answer import Answer, Done
from server.api.caller import Caller, Served
from server.api.problems import answers
from server.api.records import founding_moment, rfc3339
from server.api.strict import Body, example, router
from server.api.wanted import LARGEST_ID
from server.api.zones import UsersZone
from server.errors import NotFound
from server.services import Services
from server.store import goals
from server.store.goals import Aim, Goal, Kind, Reached

MISSING = "There is no such goal."
LARGEST = {"days": 7.0, "minutes": 7 * 1440.0, "hold": 1800.0}
"""A week has so many days and minutes; nothing in the library is held for longer than half an hour."""

Number = Annotated[int, Path(ge=1, le=LARGEST_ID)]

routes = router("/api/goals", "progress")


class GoalIn(Body):
    model_config = example({"kind": "hold", "target": 60, "pose": "tree"})

    kind: Kind
    """`days` or `minutes` of practice a week, Monday to Sunday, or seconds of one `hold`."""

    target: Annotated[float, Field(ge=1, le=10080)]
    pose: Annotated[str, Field(min_length=1, max_length=100)] | None = None
    """Id, name or alias: of a `hold`, and of nothing else."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if self.target > LARGEST[self.kind]:
            raise ValueError("That is more than there is")
        if (self.pose is None) == (self.kind == "hold"):
            raise ValueError("A goal of a hold names a pose, and no other does")
        return self


class GoalOut(BaseModel):
    id: int
    kind: Kind
    target: float
    pose_id: str | None
    pose_name: str | None
    created_at: str
    value: float
    """Days or minutes this week; seconds of the longest hold ever."""

    met: bool
    met_at: str | None
    """Of a hold: when it was first met."""

    weeks_in_a_row: int | None
    """Of days and minutes: weeks that met it. The present one counts once it does, and breaks nothing."""


@routes.get("", responses=answers(401, 422))
async def list_goals(user: Caller, services: Served, zone: UsersZone) -> Answer[list[GoalOut]]:
    """Your goals, and how far you are; weeks are those of `tz`."""
    wanted = await goals.of(services.database, user.id)
    found = await goals.reached(services.database, user.id, wanted, zone, datetime.now(UTC))
    told = [_told(services, goal, reached) for goal, reached in zip(wanted, found, strict=True)]
    return Answer(data=told, message="Your goals.")


@routes.post("", responses=answers(400, 401, 404, 409, 413, 415, 422))
async def add_goal(body: GoalIn, user: Caller, services: Served, zone: UsersZone) -> Answer[GoalOut]:
    """Set yourself a goal. There may be twenty."""
    now = datetime.now(UTC)
    goal = await goals.add(services.database, user.id, _aim(services, body), now)
    (reached,) = await goals.reached(services.database, user.id, [goal], zone, now)
    return Answer(data=_told(services, goal, reached), message="Your goal is kept.")


@routes.put("/{goal_id}", responses=answers(400, 401, 404, 413, 415, 422))
async def change_goal(
    goal_id: Number, body: GoalIn, user: Caller, services: Served, zone: UsersZone
) -> Answer[GoalOut]:
    """Put another goal in the place of one."""
    goal = await goals.replace(services.database, user.id, goal_id, _aim(services, body))
    if goal is None:
        raise NotFound(MISSING)
    (reached,) = await goals.reached(services.database, user.id, [goal], zone, datetime.now(UTC))
    return Answer(data=_told(services, goal, reached), message="Your goal is changed.")


@routes.delete("/{goal_id}", responses=answers(401, 404, 422))
async def delete_goal(goal_id: Number, user: Caller, services: Served) -> Done:
    """Let go of a goal."""
    if not await goals.delete(services.database, user.id, goal_id):
        raise NotFound(MISSING)
    return Done(message="Your goal is deleted.")


def _aim(services: Services, body: GoalIn) -> Aim:
    pose_id = None if body.pose is None else services.library.resolve(body.pose)
    if body.pose is not None and pose_id is None:
        raise NotFound("There is no pose of that name.")
    return Aim(body.kind, body.target, pose_id)


def _told(services: Services, goal: Goal, reached: Reached) -> GoalOut:
    aim = goal.aim
    pose = services.library.poses.get(aim.pose_id or "")
    return GoalOut(
        id=goal.id,
        kind=aim.kind,
        target=aim.target,
        pose_id=aim.pose_id,
        pose_name=pose.name if pose else None,
        created_at=founding_moment(goal.created_at),
        value=round(reached.value, 1),
        met=reached.met,
        met_at=None if reached.first_at is None else rfc3339(reached.first_at),
        weeks_in_a_row=None if aim.kind == "hold" else reached.weeks_in_a_row,
    )

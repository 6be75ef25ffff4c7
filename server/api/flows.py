"""Flows to choose from, and classes put together for somebody."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from fastapi import Request, Response
from pydantic import BaseModel, Field

from server.analysis.classes import (
    LONGEST_MIN,
    SHORTEST_MIN,
    NothingLeft,
    Part,
    PlannedStep,
    Wanted,
    compose,
    duration_s,
)
from server.analysis.feedback import Breath, Level, Side
from server.analysis.flows import Flow, Step
from server.analysis.planning import Focus, Spared
from server.analysis.poses import Library
from server.api.caller import Served
from server.api.fixed import NOT_MODIFIED, fixed
from server.api.languages import Language
from server.api.problems import answers
from server.api.strict import Body, example, router
from server.errors import BadInput

Seen: TypeAlias = Literal["front", "side"]
"""How one stands to the camera."""

flows_routes = router("/api/flows", "flows")
classes_routes = router("/api/classes", "flows")


CAT: dict[str, object] = {
    "pose": "cat", "name": "Cat Pose", "breath": "out", "hold_s": 0.0, "breaths": 1,
    "instead": [], "optional": False, "silent": False, "say": "exhale_cat",
}  # fmt: skip
PIGEON: dict[str, object] = {
    "pose": "pigeon", "name": "Half Pigeon", "side": "right", "hold_s": 40.0, "breaths": 8,
    "instead": [], "optional": False, "silent": False,
}  # fmt: skip


class StepOut(BaseModel):
    pose: str
    """Id."""

    name: str
    side: Side | None = None
    """The lead side that is asked for; null where the pose has none or either will do."""

    breath: Breath | None = None
    """The breath that it is gone through with; null for a step that is held."""

    hold_s: float
    """0 for a step of one breath."""

    breaths: int
    instead: list[str]
    """Easier poses that do as well."""

    optional: bool
    silent: bool
    """Nothing is said during it, once it has been announced."""

    say: str | None = None
    """Which of the catalogue's `says` announces it; null for the pose's own words."""


class FlowOut(BaseModel):
    model_config = example(
        {
            "name": "Gentle Back Care, 12 minutes",
            "sanskrit": "",
            "level": "beginner",
            "minutes": 12,
            "rounds": 1,
            "sided_rounds": False,
            "of": 27,
            "views": ["front", "side"],
            "steps": [CAT],
        }
    )

    name: str
    sanskrit: str
    level: Level
    minutes: int
    rounds: int
    sided_rounds: bool
    """Whether every second round is done on the other side."""

    of: int
    """Steps of all rounds."""

    views: list[Seen]
    """What the camera has to see somewhere in it."""
    """What the camera has to see somewhere in it: `front`, `side` or both."""

    steps: list[StepOut]
    """Of one round."""


class ClassIn(Body):
    model_config = example({"minutes": 15, "level": "beginner", "focus": "hips", "avoid": ["knees"]})

    minutes: Annotated[int, Field(ge=SHORTEST_MIN, le=LONGEST_MIN)]
    level: Level = "beginner"
    focus: Focus = "all_round"
    avoid: Annotated[list[Spared], Field(default_factory=list, max_length=7)]
    """What is to be spared: poses that load it are left out. This is no medical advice."""

    safety_only: bool = False
    """Whether poses that people get hurt in, such as headstand, may come."""

    seed: Annotated[int, Field(ge=0, lt=2**31)] = 0
    """Another one gives another class of the same kind; the same one always the same."""


class ClassStepOut(StepOut):
    part: Part


class ClassOut(BaseModel):
    model_config = example(
        {
            "name": "Hips, 15 minutes",
            "minutes": 15,
            "level": "intermediate",
            "focus": "hips",
            "seed": 0,
            "duration_s": 893.0,
            "steps": [PIGEON | {"part": "peak"}],
        }
    )

    name: str
    minutes: int
    level: Level
    focus: Focus
    seed: int
    duration_s: float
    """About, getting from one pose into the next included."""

    steps: list[ClassStepOut]
    """As `flow{start}` on the stream takes them."""


@flows_routes.get("", response_model=dict[str, FlowOut], responses=answers(422) | NOT_MODIFIED)
async def flows(request: Request, services: Served, told: Language) -> Response:
    """Every flow by its id, to be started on the stream."""
    library = services.library
    listed = {flow.id: _flow(library, flow, told.language) for flow in library.flows.values()}
    return fixed(request, listed, told.headers)


@classes_routes.post("", responses=answers(400, 422))
async def make_class(wanted: ClassIn, services: Served, response: Response, told: Language) -> ClassOut:
    """A class of about so many minutes: warm-up, a peak, its counter-pose, cool-down and rest, both sides."""
    try:
        steps = compose(services.library, _wanted(wanted))
    except NothingLeft as error:
        raise BadInput(str(error)) from None
    response.headers.update(told.headers)
    return ClassOut(
        name=services.library.class_name(wanted.focus, wanted.minutes, told.language),
        minutes=wanted.minutes,
        level=wanted.level,
        focus=wanted.focus,
        seed=wanted.seed,
        duration_s=duration_s(planned.step for planned in steps),
        steps=[_class_step(services.library, planned, told.language) for planned in steps],
    )


def _wanted(body: ClassIn) -> Wanted:
    return Wanted(
        minutes=body.minutes,
        level=body.level,
        focus=body.focus,
        avoid=frozenset(body.avoid),
        safety_only=body.safety_only,
        seed=body.seed,
    )


def _views(library: Library, flow: Flow) -> list[Seen]:
    seen = {library.poses[step.pose].view for step in flow.steps}
    views: tuple[Seen, ...] = ("front", "side")
    return [view for view in views if view in seen]


def _flow(library: Library, flow: Flow, language: str) -> FlowOut:
    return FlowOut(
        name=library.flow_name(flow.id, language),
        sanskrit=flow.sanskrit,
        level=flow.level,
        minutes=flow.minutes,
        rounds=flow.rounds,
        sided_rounds=flow.sided_rounds,
        of=len(flow.course().steps),
        views=_views(library, flow),
        steps=[StepOut(**_step(library, step, language)) for step in flow.steps],
    )


def _class_step(library: Library, planned: PlannedStep, language: str) -> ClassStepOut:
    return ClassStepOut(part=planned.part, **_step(library, planned.step, language))


def _step(library: Library, step: Step, language: str) -> dict[str, object]:
    fields = {name: getattr(step, name) for name in StepOut.model_fields}
    return fields | {"name": library.tell(step.pose, language).name, "instead": list(step.instead)}

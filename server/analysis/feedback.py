"""What the coach says about one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right"]
Level: TypeAlias = Literal["beginner", "intermediate", "advanced"]
Presence: TypeAlias = Literal["whole", "partial", "several", "nobody"]
CueKind: TypeAlias = Literal["correct", "praise", "safety"]
Breath: TypeAlias = Literal["in", "out"]
FlowState: TypeAlias = Literal["entering", "holding", "other_side", "late", "away"]
"""On the way into the step's pose; in it; in it on the side that is not asked for; without it for longer than
anybody takes to get there; not to be seen. Time runs in `holding` alone: a flow waits."""

Change: TypeAlias = Literal["started", "step", "reminder", "other_side", "finished", "stopped"]
Outcome: TypeAlias = Literal["done", "short", "skipped"]
"""Held long enough; begun and left early; not seen."""


@dataclass(frozen=True, slots=True)
class PoseReading:
    """The pose somebody is in."""

    id: str
    name: str
    side: Side | None
    """The lead side of a sided pose, the practitioner's own left or right."""

    confidence: float
    """0..1, smoothed."""


@dataclass(frozen=True, slots=True)
class JointReading:
    """One measured joint or segment of the pose against its target."""

    name: str
    """Where it is, such as "left_knee" or "trunk"."""

    angle: float
    """Degrees, or a body-length ratio where `unit` is "ratio"."""

    target: float
    score: float
    """0..100."""

    unit: Literal["deg", "ratio"] = "deg"
    uncertainty: float | None = None
    """One standard deviation of `angle`, in its unit, from the landmarks' errors in this view."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The one thing to say; it stands until it is fixed, replaced or out of date."""

    id: str
    """"pose.fault", or "praise.…"; clients may speak their own words for it."""

    n: int
    """Counts the cues of a session from 1: a client speaks a number once."""

    text: str
    short: str
    """At most two lines of twelve letters, for a phone across the room."""

    part: str
    """Body part it is about, such as "knees"; empty for praise."""

    severity: int
    """0 praise, 1 refinement, 2 fault, 3 safety."""

    kind: CueKind
    age_s: float
    """Seconds since it was first issued."""

    joints: tuple[str, ...] = ()
    """Landmarks to ring on the picture, by name."""


@dataclass(frozen=True, slots=True)
class Notice:
    """Where to stand or what cannot be seen: said instead of a score."""

    id: str
    text: str
    short: str


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of a flow, as it is shown."""

    pose: str
    """Id of the pose."""

    name: str
    side: Side | None
    """The lead side that is asked for; None where the pose has none or either will do."""

    breath: Breath | None
    """The breath that it is gone through with; None for a step that is held."""

    hold_s: float
    """How long to stay; 0 for a step of one breath."""

    breaths: int
    silent: bool
    """Nothing is said during it, once it has been announced."""


@dataclass(frozen=True, slots=True)
class StepResult:
    """How one step of a flow went."""

    pose: str
    """Id of the pose that was done: the step's own, or the easier one done instead."""

    name: str
    side: Side | None
    outcome: Outcome
    hold_s: float
    """How long was asked for; 0 for a step of one breath."""

    held_s: float
    score: float | None
    """Mean, 0..100; None where nothing was scored."""


@dataclass(frozen=True, slots=True)
class FlowProgress:
    """Where somebody is in a flow."""

    id: str | None
    """None for a class that was put together."""

    name: str
    step: int
    """Steps that are through, so the number of the present one from 0."""

    of: int
    state: FlowState
    now: FlowStep
    held_s: float
    left_s: float
    """Seconds that remain of this step; 0 for a step of one breath."""

    left_breaths: int
    """The same in slow breaths, the present one counted."""

    next: FlowStep | None


@dataclass(frozen=True, slots=True)
class Announcement:
    """What to say at a change of a flow; clients may speak their own words for its id."""

    id: str
    text: str
    short: str
    """At most two lines of twelve letters."""


@dataclass(frozen=True, slots=True)
class FlowChange:
    """Something that happened once in a flow."""

    change: Change
    id: str | None
    name: str
    step: int
    """Steps that are through; `of` when all are."""

    of: int
    now: FlowStep | None
    """None when all steps are through, or the flow is ended."""

    next: FlowStep | None
    last: StepResult | None
    """How the step before went; None at the start."""

    say: Announcement | None
    """None where there is nothing to say of it."""


@dataclass(frozen=True, slots=True)
class Feedback:
    seq: int
    t: float
    presence: Presence
    notice: Notice | None = None
    pose: PoseReading | None = None
    score: int | None = None
    """0..100 for the pose as a whole; None where too little is seen or the pose is safety-only."""

    joints: tuple[JointReading, ...] = ()
    unseen: tuple[str, ...] = ()
    """Names of landmarks that are not to be trusted in this frame."""

    cue: Cue | None = None
    hold_s: float = 0.0
    """Length of the present hold; 0 outside one."""

    holding: bool = False
    """Whether the hold timer runs in this frame."""

    flow: FlowProgress | None = None
    """None while no flow is done."""

"""What the coach says about one frame."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Side: TypeAlias = Literal["left", "right"]
Level: TypeAlias = Literal["beginner", "intermediate", "advanced"]
Presence: TypeAlias = Literal["whole", "partial", "several", "nobody"]
CueKind: TypeAlias = Literal["correct", "praise", "safety"]


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

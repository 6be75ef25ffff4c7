"""The pose library: what makes a pose that pose, what it aims for, and what can be off in it."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from server.analysis.feedback import Side
from server.analysis.flows import Flow
from server.analysis.geometry import View
from server.analysis.messages import Messages
from server.analysis.planning import ClassPlan
from server.analysis.texts import ClassText, PoseText

Selector: TypeAlias = Literal["lead", "trail", "both", "body"]
"""Whose measure is meant: the lead side's, the other side's, each side's, or the whole body's."""

Mode: TypeAlias = Literal["both", "min", "max"]

GROUND_UP: Final = (
    "feet", "foot", "knees", "knee", "front knee", "bent knee", "legs", "front leg", "back leg",
    "straight leg", "lifted leg", "standing leg", "hips", "lower back", "trunk", "side body", "back", "chest",
    "shoulders", "supporting arm", "hands", "arms", "arm", "top arm", "elbows", "elbow", "neck", "head",
    "gaze",
)  # fmt: skip
"""Parts that a cue can be about; of two equal faults the one nearer the ground is told first."""


@dataclass(frozen=True, slots=True)
class Gate:
    """A range that a body has to be in for this to be the pose."""

    feature: str
    side: Selector
    min: float
    max: float


@dataclass(frozen=True, slots=True)
class Target:
    """What the pose aims for, and how far from it is how good."""

    feature: str
    side: Selector
    ideal: float
    tol: float
    """Full marks within this distance of the ideal, for an intermediate practitioner."""

    fail: float
    """No marks from this distance on."""

    weight: float
    mode: Mode = "both"
    """"min" minds only readings below the ideal, "max" only those above it."""


@dataclass(frozen=True, slots=True)
class Condition:
    """One comparison of a fault."""

    feature: str
    side: Selector
    above: bool
    """Off above the limit; otherwise off below it."""

    limit: float
    clear: float
    """Where it counts as put right: 70 % of the way from the ideal to the limit."""

    ideal: float
    tol: float
    weight: float
    """Of the target that the condition watches: how far off two faults are is compared in these."""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something off that is worth a word; all conditions hold at once."""

    id: str
    """"pose.fault"."""

    when: tuple[Condition, ...]
    severity: int
    """1 refinement, 2 fault, 3 safety."""

    part: str


@dataclass(frozen=True, slots=True)
class Pose:
    id: str
    catalogue_id: str
    name: str
    sanskrit: str
    aliases: tuple[str, ...]
    description: str
    steps: tuple[str, ...]
    category: str
    difficulty: int
    """1 to 10."""

    sided: bool
    lead: str
    """What the lead side is, such as "front (bent) leg"; empty for a pose without sides."""

    view: View
    """How to stand to the camera so that the scored angles can be seen."""

    hold: int
    """Seconds, for a beginner."""

    breaths: int
    drishti: str
    safety: str
    confusable: tuple[str, ...]
    """Ids of poses that landmarks hardly tell from this one: they do not keep each other from being named."""

    select_only: bool
    """Never named unless it is the expected pose."""

    everyday: bool
    """People are like this without practising too: standing, sitting, squatting, lying."""

    safety_only: bool
    """Named and timed, but neither scored nor corrected: a pose that people get hurt in."""

    gates: tuple[Gate, ...]
    targets: tuple[Target, ...]
    faults: tuple[Fault, ...]

    @property
    def sides(self) -> tuple[Side | None, ...]:
        """The lead sides that it can be done on."""
        return ("left", "right") if self.sided else (None,)


@dataclass(frozen=True, slots=True)
class Library:
    poses: Mapping[str, Pose]
    """By our id, in the order of the file."""

    messages: Mapping[str, Messages]
    """By language."""

    names: Mapping[str, str]
    """Every name a pose answers to, folded, to its id."""

    flows: Mapping[str, Flow]
    """By id, in the order of the file."""

    plan: ClassPlan
    """What classes are put together from."""

    texts: Mapping[str, Mapping[str, PoseText]]
    """By language, English among them with every pose, then by the pose's id."""

    classes: Mapping[str, ClassText]
    """By language."""

    def resolve(self, name: str) -> str | None:
        """The id of a pose named by id, catalogue id, name, Sanskrit name or alias; None if there is none."""
        return self.names.get(fold(name))

    def say(self, language: str) -> Messages:
        """Messages in a language, or in English where there are none."""
        return self.messages.get(language) or self.messages["en"]

    def tell(self, pose_id: str, language: str) -> PoseText:
        """What is told of a pose in a language, or in English where it is not translated."""
        return self.texts.get(language, {}).get(pose_id) or self.texts["en"][pose_id]

    def flow_name(self, flow_id: str, language: str) -> str:
        told = self.messages.get(language)
        return self.flows[flow_id].name if told is None or language == "en" else told.flows[flow_id].text

    def class_name(self, focus: str, minutes: int, language: str) -> str:
        return (self.classes.get(language) or self.classes["en"]).name(focus, minutes)


def fold(name: str) -> str:
    """A name without case, accents, spaces and punctuation."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain.casefold() if c.isalnum())


def names_of(pose: Pose) -> Iterator[str]:
    yield from (pose.id, pose.catalogue_id, pose.name, pose.sanskrit, *pose.aliases)

"""Reads one picture by itself, for photos: no memory, so no hysteresis, hold or waiting cues."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.doubt import Doubt, shown
from server.analysis.faults import Check, FaultWatch
from server.analysis.feedback import Cue, CueKind, JointReading, Level, Notice, PoseReading, Presence
from server.analysis.geometry import Measures, shape_of
from server.analysis.judging import Judge, together
from server.analysis.landmarks import Landmarks
from server.analysis.learned import Opinion as Learned
from server.analysis.learned import load_network
from server.analysis.messages import Messages
from server.analysis.poses import Library
from server.analysis.presence import missing_part, presence_of, told, trusted, unseen
from server.analysis.recognition import FAINT, clear_best, expectation
from server.analysis.scoring import SAFETY, SAFETY_CAP, joint_readings, mark
from server.analysis.variants import Flags, Floats, Variant, Variants, variants_of

ENTER_STILL: Final = 0.60
"""Likeness from which one picture is named; a film confirms a pose by time."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The likeliest pose and how likely it is, 0..1; no pose where nothing resembles one."""

    pose: str | None
    confidence: float


@dataclass(frozen=True, slots=True)
class StillReading:
    """What one picture shows."""

    presence: Presence
    notice: Notice | None = None
    pose: PoseReading | None = None
    """None where no pose is plain enough."""

    score: int | None = None
    """0..100 of the pose, or of the expected pose even where it is not plain enough to be named."""

    joints: tuple[JointReading, ...] = ()
    unseen: tuple[str, ...] = ()
    cues: tuple[Cue, ...] = ()
    """Everything that is off, most important first."""

    rules: Opinion | None = None
    learned: Opinion | None = None
    """What the rules and the classifier each make of it by themselves."""


def read_still(
    library: Library,
    landmarks: Landmarks,
    level: Level = "beginner",
    *,
    expected: str | None = None,
    language: str = "en",
    looks: Sequence[Landmarks] = (),
) -> StillReading:
    """Name and score the pose in one picture; with an expected pose, score that one.

    `looks` are other answers for the same picture: the name goes by what all of them show.
    """
    seen = trusted(landmarks)
    messages = library.say(language)
    presence = presence_of(landmarks, seen)
    if presence == "several":
        return StillReading(presence, told(messages, "several"), unseen=unseen(seen))
    variants, shape = variants_of(library), shape_of(landmarks, seen)
    wanted = library.resolve(expected) if expected else None
    judge, aim = Judge(variants, load_network()), expectation(variants, wanted)
    others = [judge(shape_of(look, trusted(look)), aim.softness) for look in looks]
    judged = together([judge(shape, aim.softness), *others])
    like = judged.like * aim.prior
    named = clear_best(variants, like, ENTER_STILL, aim.meant)
    rules, network = _by_rules(variants, judged.rules), _by_network(judged.learned)
    subject = _best_of(variants, like, wanted) if wanted else named
    part = missing_part(seen)
    if subject is None:
        return StillReading(presence, told(messages, part), unseen=unseen(seen), rules=rules, learned=network)
    unsure = Doubt().look(shape, landmarks.image[:, 3])
    usable = shape.sight.of(subject.pose.view) & shown(unsure)
    marks = mark(variants.targets, subject, shape.measures, usable, level)
    checks = _faults(subject, shape.measures, usable)
    unsafe = any(check.fault.severity == SAFETY for check in checks)
    score = marks.score if marks.score is None or not unsafe else min(marks.score, SAFETY_CAP)
    hidden = score is None and not subject.pose.safety_only
    return StillReading(
        presence="partial" if hidden else "whole",
        notice=told(messages, part or "unseen_body") if hidden else None,
        pose=_reading(named, like) if named is not None and named.pose is subject.pose else None,
        score=None if score is None else round(score),
        joints=() if score is None else joint_readings(variants.targets, marks, unsure),
        unseen=unseen(seen),
        cues=() if score is None else tuple(_cue(n, check, messages) for n, check in enumerate(checks, 1)),
        rules=rules,
        learned=network,
    )


def _by_rules(variants: Variants, like: Floats) -> Opinion:
    best = variants.all[int(like.argmax())]
    confidence = min(float(like[best.number]), 1.0)
    return Opinion(best.pose.id if confidence > FAINT else None, round(confidence, 3))


def _by_network(learned: Learned) -> Opinion:
    best = learned.of(learned.best)
    if learned.none >= best:
        return Opinion(None, round(learned.none, 3))
    return Opinion(learned.best, round(best, 3))


def _best_of(variants: Variants, like: Floats, pose_id: str) -> Variant:
    """The better side of one pose."""
    return max((v for v in variants.all if v.pose.id == pose_id), key=lambda v: float(like[v.number]))


def _reading(variant: Variant, like: Floats) -> PoseReading:
    confidence = round(min(float(like[variant.number]), 1.0), 3)
    return PoseReading(variant.pose.id, variant.pose.name, variant.side, confidence)


def _faults(variant: Variant, measures: Measures, usable: Flags) -> list[Check]:
    watch = FaultWatch(variant)
    on = [int(n) for n in np.flatnonzero(watch.update(measures, usable))]
    return [watch.checks[n] for n in sorted(on, key=watch.rank)]


def _cue(n: int, check: Check, messages: Messages) -> Cue:
    fault, words = check.fault, messages.cue(check.fault.id, check.side)
    kind: CueKind = "safety" if fault.severity == SAFETY else "correct"
    return Cue(fault.id, n, words.text, words.short, fault.part, fault.severity, kind, 0.0, check.joints)

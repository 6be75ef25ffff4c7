"""Reads one picture by itself, for photos: no memory, so no hysteresis, hold or waiting cues."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.faults import Check, FaultWatch
from server.analysis.feedback import Cue, CueKind, JointReading, Level, Notice, PoseReading, Presence
from server.analysis.geometry import Measures, measure, sight_of
from server.analysis.landmarks import Landmarks
from server.analysis.learned import Opinion as Learned
from server.analysis.learned import load_network, opinion
from server.analysis.messages import Messages
from server.analysis.poses import Library
from server.analysis.presence import missing_part, presence_of, told, trusted, unseen
from server.analysis.recognition import clear_best, likeness, prior, visible
from server.analysis.scoring import SAFETY, SAFETY_CAP, joint_readings, mark
from server.analysis.variants import Flags, Floats, Variant, Variants, variants_of

ENTER_STILL: Final = 0.70
"""Likeness from which one picture can be named; stricter than for a film, which confirms a pose by time."""

SURE_STILL: Final = 0.80
"""From here on the rules need nobody's consent."""

CONSENT: Final = 0.10
"""Below that the classifier has to give the pose at least this chance."""

SURE_LEARNED: Final = 0.90
"""A pose that the rules do not name is named when the classifier gives it this chance."""


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
) -> StillReading:
    """Name and score the pose in one picture; with an expected pose, score that one."""
    seen = trusted(landmarks)
    messages = library.say(language)
    presence = presence_of(landmarks, seen)
    if presence == "several":
        return StillReading(presence, told(messages, "several"), unseen=unseen(seen))
    variants, measures, sight = variants_of(library), measure(landmarks), sight_of(seen)
    wanted = library.resolve(expected) if expected else None
    like = likeness(variants, measures) * prior(variants, wanted) * visible(variants, sight.either)
    learned = opinion(load_network(), landmarks)
    named = _agreed(variants, like, learned)
    rules, network = _by_rules(variants, like), _by_network(learned)
    subject = _best_of(variants, like, wanted) if wanted else named
    part = missing_part(seen)
    if subject is None:
        return StillReading(presence, told(messages, part), unseen=unseen(seen), rules=rules, learned=network)
    usable = sight.of(subject.pose.view)
    marks = mark(variants.targets, subject, measures, usable, level)
    checks = _faults(subject, measures, usable)
    unsafe = any(check.fault.severity == SAFETY for check in checks)
    score = marks.score if marks.score is None or not unsafe else min(marks.score, SAFETY_CAP)
    hidden = score is None and not subject.pose.safety_only
    return StillReading(
        presence="partial" if hidden else "whole",
        notice=told(messages, part or "unseen_body") if hidden else None,
        pose=_reading(named, like, learned) if named is not None and named.pose is subject.pose else None,
        score=None if score is None else round(score),
        joints=() if score is None else joint_readings(variants.targets, marks),
        unseen=unseen(seen),
        cues=() if score is None else tuple(_cue(n, check, messages) for n, check in enumerate(checks, 1)),
        rules=rules,
        learned=network,
    )


def _agreed(variants: Variants, like: Floats, learned: Learned) -> Variant | None:
    """The pose that the rules are sure of, or both think likely, or the classifier alone is sure of."""
    best = clear_best(variants, like, ENTER_STILL)
    if best is not None and like[best.number] >= SURE_STILL:
        return best
    if best is not None and learned.chances.get(best.pose.id, 1.0) >= CONSENT:
        return best
    if learned.chances[learned.best] < SURE_LEARNED:
        return None
    sides = [v for v in variants.all if v.pose.id == learned.best]
    return max(sides, key=lambda v: float(like[v.number]), default=None)


def _by_rules(variants: Variants, like: Floats) -> Opinion:
    best = variants.all[int(like.argmax())]
    confidence = min(float(like[best.number]), 1.0)
    return Opinion(best.pose.id if confidence > 0.0 else None, round(confidence, 3))


def _by_network(learned: Learned) -> Opinion:
    if learned.none >= learned.chances[learned.best]:
        return Opinion(None, round(learned.none, 3))
    return Opinion(learned.best, round(learned.chances[learned.best], 3))


def _best_of(variants: Variants, like: Floats, pose_id: str) -> Variant:
    """The better side of one pose."""
    return max((v for v in variants.all if v.pose.id == pose_id), key=lambda v: float(like[v.number]))


def _reading(variant: Variant, like: Floats, learned: Learned) -> PoseReading:
    confidence = min(max(float(like[variant.number]), learned.chances.get(variant.pose.id, 0.0)), 1.0)
    return PoseReading(variant.pose.id, variant.pose.name, variant.side, round(confidence, 3))


def _faults(variant: Variant, measures: Measures, usable: Flags) -> list[Check]:
    watch = FaultWatch(variant)
    on = [int(n) for n in np.flatnonzero(watch.update(measures, usable))]
    return [watch.checks[n] for n in sorted(on, key=watch.rank)]


def _cue(n: int, check: Check, messages: Messages) -> Cue:
    fault, words = check.fault, messages.cue(check.fault.id, check.side)
    kind: CueKind = "safety" if fault.severity == SAFETY else "correct"
    return Cue(fault.id, n, words.text, words.short, fault.part, fault.severity, kind, 0.0, check.joints)

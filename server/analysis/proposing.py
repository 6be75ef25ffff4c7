"""Proposes how to describe a pose from bodies that do it: what makes it that pose, and what it aims for."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from server.analysis.feedback import Side
from server.analysis.figures import load_figures, mirrored
from server.analysis.geometry import FEATURES, INDEX, NOISE, View, measure, measure_bodies, sight_of
from server.analysis.landmarks import Landmarks, unmirror
from server.analysis.poses import Gate, Library, Pose, Selector, Target
from server.analysis.presence import trusted
from server.analysis.recognition import ENTER, likeness
from server.analysis.variants import LEFT, RIGHT, Floats, columns, lay_out, variants_of
from server.analysis.vectors import Vectors

AIMS: Final[Mapping[str, float]] = {
    "trunk_incl": 3.0, "knee": 2.0, "hip": 2.0, "shoulder": 1.5, "elbow": 1.5, "stance": 1.0,
    "thigh_split": 1.0, "arm_incl": 1.0, "hip_h": 1.0, "hands_feet": 1.0, "head_flex": 0.5,
}  # fmt: skip
"""Features that a proposed pose is scored by, and their weight: what the library's own poses use most."""

MARKS: Final = (
    "trunk_incl", "chest_incl", "hip_h", "knee", "hip", "shoulder", "elbow", "arm_incl", "thigh_incl",
    "shin_incl", "stance", "thigh_split", "shoulder_h", "wrist_h", "ankle_h", "head_h", "hands_feet",
    "wrist_ankle", "lean_lead", "side_bend", "forearm_incl", "wrist_gap", "knee_gap", "foot_knee_dh",
)  # fmt: skip
"""Features that may tell the pose from others, the plainest first."""

FIRST_GATES: Final = ("trunk_incl", "chest_incl", "hip_h", "knee", "hip")
"""Orientation and legs: without these a body of any sort that merely bends alike would be let in."""

MOST_GATES: Final = 12
ALIKE: Final = 15.0
"""Degrees (or hundredths of a ratio) between left and right that are no difference."""

ROOM: Final = {"deg": (8.0, 25.0), "ratio": (0.08, 0.30)}
"""By unit: the least tolerance, and how far from there to no marks at all."""

GATE_NOISES: Final = 3.5
"""Half the width of a gate, in errors of the reading."""

SEEN_SHARE: Final = 0.6
"""A feature counts that so many of the bodies show."""

MAD_TO_STD: Final = 1.4826
"""Of a normal distribution the median distance from the median is a standard deviation divided by this."""

SPREADS: Final = 2.0
"""A tolerance is so many standard deviations of what was recorded, at least."""

STRAIGHT: Final = 168.0
"""A joint recorded this straight is not to be less so, and may be more."""

HALF_TURN: Final = 180.0
"""No angle is larger."""

TURNED: Final = np.array([[0.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-1.0, 0.0, 0.0]])
"""A quarter turn about the vertical: how a figure looks from the side."""


class CannotPropose(ValueError):
    """The recorded bodies do not show enough; the message says what is missing."""


@dataclass(frozen=True, slots=True)
class Reading:
    """One feature of the recorded bodies."""

    feature: str
    side: Selector
    value: float
    """The median."""

    spread: float
    """The standard deviation, as the median distance from the median tells it: some photos are misread."""


@dataclass(frozen=True, slots=True)
class Proposal:
    pose: Pose
    readings: tuple[Reading, ...]
    """Behind the targets."""

    named: int
    """How many of the recorded bodies it names."""

    alike: tuple[str, ...]
    """Poses of the library that the proposal would also let in."""

    taken: tuple[str, ...]
    """Poses of the library that the recorded bodies are already taken for."""

    uneven: tuple[str, ...]
    """In a pose without sides, what differs between left and right, and so is left out."""


def propose(library: Library, draft: Pose, bodies: Sequence[Landmarks], side: Side = "left") -> Proposal:
    """Fill in gates and targets of a draft from bodies that do it, in a sided pose led by `side`.

    Raises CannotPropose where too little is seen.
    """
    if not bodies:
        raise CannotPropose("There is nobody to be seen.")
    led = _led(bodies, side) if draft.sided else list(bodies)
    measures = np.stack([measure(body) for body in led])
    seen = np.stack([sight_of(trusted(body)).of(draft.view) for body in led])
    if not all(seen[:, INDEX[name]].any(axis=1).mean() >= SEEN_SHARE for name in FIRST_GATES):
        raise CannotPropose("Too little of the body is seen, from the shoulders to the feet.")
    readings = tuple(_readings(draft, np.where(seen, measures, np.nan)))
    targets = tuple(_target(reading) for reading in readings if reading.feature in AIMS)
    gates = _gates(library, replace(draft, targets=targets), readings, measures)
    pose = replace(draft, gates=gates, targets=targets)
    own = lay_out((pose,))
    return Proposal(
        pose=pose,
        readings=tuple(reading for reading in readings if reading.feature in AIMS),
        named=int((likeness(own, measures)[:, 0] >= ENTER).sum()),
        alike=tuple(name for name, like in _likes(library, pose).items() if like >= ENTER),
        taken=_taken(library, measures),
        uneven=tuple(name for name in AIMS if name not in {reading.feature for reading in readings}),
    )


def _led(bodies: Sequence[Landmarks], side: Side) -> list[Landmarks]:
    """All bodies as if led by the left: the first is led by `side`, the others as is more like the first."""
    led = [bodies[0] if side == "left" else _swapped(bodies[0])]
    first = measure(led[0])

    def away(body: Landmarks) -> float:
        return float((np.abs(measure(body) - first) / NOISE[:, None]).mean())

    return led + [min((body, _swapped(body)), key=away) for body in bodies[1:]]


def _swapped(body: Landmarks) -> Landmarks:
    found = unmirror(body)
    assert isinstance(found, Landmarks)  # noqa: S101 - what it is given
    return found


def _readings(draft: Pose, measures: Floats) -> Iterator[Reading]:
    """Every feature that most bodies show, once where left and right agree; unseen ones are not numbers."""
    usable = np.isfinite(measures).mean(axis=0) >= SEEN_SHARE
    for name in dict.fromkeys((*AIMS, *MARKS)):
        row = INDEX[name]
        columns = [column for column in (LEFT, RIGHT) if usable[row, column]]
        if not columns:
            continue
        if not FEATURES[row].sided:
            yield _reading(name, "body", measures[:, row, LEFT])
            continue
        values = measures[:, row][:, columns]
        if len(columns) == 1 or np.ptp(np.nanmedian(values, axis=0)) <= _alike(name):
            yield _reading(name, "both", values)
        elif draft.sided:
            yield _reading(name, "lead", values[:, LEFT])
            yield _reading(name, "trail", values[:, RIGHT])


def _reading(name: str, side: Selector, values: Floats) -> Reading:
    value = float(np.nanmedian(values))
    return Reading(name, side, value, float(MAD_TO_STD * np.nanmedian(np.abs(values - value))))


def _alike(name: str) -> float:
    return ALIKE if FEATURES[INDEX[name]].unit == "deg" else ALIKE / 100


def _target(reading: Reading) -> Target:
    feature = FEATURES[INDEX[reading.feature]]
    least, fall = ROOM[feature.unit]
    tol = max(least, feature.noise, SPREADS * reading.spread)
    straight = reading.feature in ("knee", "elbow", "hip") and reading.value >= STRAIGHT
    digits = 0 if feature.unit == "deg" else 2
    return Target(
        reading.feature,
        reading.side,
        ideal=round(min(reading.value, 176.0) if straight else reading.value, digits),
        tol=round(tol, digits),
        fail=round(tol + fall, digits),
        weight=AIMS[reading.feature],
        mode="min" if straight else "both",
    )


def _gate(reading: Reading) -> Gate:
    feature = FEATURES[INDEX[reading.feature]]
    half = max(GATE_NOISES * feature.noise, SPREADS * reading.spread)
    digits = 0 if feature.unit == "deg" else 2
    low, high = round(reading.value - half, digits), round(reading.value + half, digits)
    return Gate(
        reading.feature,
        reading.side,
        low if low > -HALF_TURN else -math.inf,
        high if high < HALF_TURN else math.inf,
    )


def _gates(library: Library, draft: Pose, readings: Sequence[Reading], measures: Floats) -> tuple[Gate, ...]:
    """The first gates, then whichever shuts out the pose that comes nearest, until none comes near."""
    there = [gate for gate in map(_gate, readings) if _lets_in(gate, measures)]
    usable = {name: [gate for gate in there if gate.feature == name] for name in MARKS}
    gates = [gate for name in FIRST_GATES for gate in usable.pop(name)]
    while len(gates) < MOST_GATES:
        likes = _likes(library, replace(draft, gates=tuple(gates)))
        nearest = max(likes, key=lambda name: likes[name])
        if likes[nearest] < ENTER / 2:
            break
        tried = {name: [*gates, *found] for name, found in usable.items() if found}
        after = {
            name: _likes(library, replace(draft, gates=tuple(more)))[nearest] for name, more in tried.items()
        }
        best = min(after, key=lambda name: after[name], default=None)
        if best is None or after[best] >= likes[nearest]:
            break
        gates = tried[best]
        del usable[best]
    return tuple(gates)


def _lets_in(gate: Gate, measures: Floats) -> bool:
    """Whether most of the bodies are within, also on a side that was hardly seen."""
    values = measures[:, INDEX[gate.feature], list(columns(gate.side, LEFT))]
    inside = ((values >= gate.min) & (values <= gate.max)).all(axis=1)
    return bool(inside.mean() >= SEEN_SHARE)


def _likes(library: Library, pose: Pose) -> dict[str, float]:
    """How much the figure of every other pose, on either side, is like this one."""
    own = lay_out((pose,))
    figures = load_figures()
    names = [name for name in library.poses if name != pose.id and name in figures]
    bodies = np.concatenate([_shown(figures[name], library.poses[name].view) for name in names])
    like = (
        likeness(own, measure_bodies(_flat(bodies), bodies)).max(axis=1).reshape(len(names), -1).max(axis=1)
    )
    return dict(zip(names, like.tolist(), strict=True))


def _shown(figure: Vectors, view: View) -> Vectors:
    """A figure on both sides, as the camera sees it; 2 × 33 × 3."""
    turned = figure @ TURNED.T if view == "side" else figure
    return np.stack([turned, mirrored(turned)])


def _flat(bodies: Vectors) -> Vectors:
    flat: Vectors = bodies * np.array([1.0, 1.0, 0.0])
    return flat


def _taken(library: Library, measures: Floats) -> tuple[str, ...]:
    variants = variants_of(library)
    like = np.median(likeness(variants, measures), axis=0)
    return tuple(dict.fromkeys(v.pose.id for v in variants.all if like[v.number] >= ENTER))

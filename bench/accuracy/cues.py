"""One generated fault at a time: does its cue come first, else why not; does a body without one get none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

from bench.accuracy.bodies import film
from bench.accuracy.faults import Example
from bench.photos import Share
from server.analysis.coach import Coach
from server.analysis.doubt import Doubt, shown
from server.analysis.faults import FaultWatch
from server.analysis.geometry import shape_of
from server.analysis.landmarks import Landmarks
from server.analysis.poses import Library, Pose
from server.analysis.presence import trusted
from server.analysis.variants import variants_of

FPS: Final = 15.0
SECONDS: Final = 7.0
"""Long enough for the first cue, which waits until somebody has settled."""

Cause: TypeAlias = Literal[
    "not named", "another pose named", "another cue first", "not shown by the view", "read within its limit"
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one body was told first."""

    pose: str
    fault: str | None
    cue: str | None
    at_s: float
    """When; the film's length where nothing was said."""

    named: frozenset[str]
    """Poses that were named by then."""

    cause: Cause | None
    """Why the right cue did not come first."""

    @property
    def right(self) -> bool:
        return self.cue == self.fault


@dataclass(frozen=True, slots=True)
class Cued:
    """How often the right cue came first."""

    outcomes: tuple[Outcome, ...]

    @property
    def first(self) -> Share:
        """Of all bodies with a fault."""
        return self._share(self.outcomes)

    @property
    def named(self) -> Share:
        """Of those whose pose was named."""
        return self._share([one for one in self.outcomes if one.pose in one.named])

    @property
    def precision(self) -> Share:
        """Of the first cues that came."""
        return self._share([one for one in self.outcomes if one.cue is not None])

    @property
    def faults(self) -> int:
        """How many of the library could be made."""
        return len({one.fault for one in self.outcomes})

    @property
    def causes(self) -> list[tuple[Cause, int]]:
        return Counter(one.cause for one in self.outcomes if one.cause is not None).most_common()

    @property
    def missed(self) -> list[tuple[str, str, int]]:
        """(fault, what came instead, how often), most often first."""
        wrong = Counter((str(one.fault), one.cue or str(one.cause)) for one in self.outcomes if not one.right)
        return [(fault, came, n) for (fault, came), n in wrong.most_common()]

    @staticmethod
    def _share(some: Iterable[Outcome]) -> Share:
        asked = list(some)
        return Share(sum(one.right for one in asked), len(asked))


def cued(library: Library, examples: Iterable[Example], *, chosen: bool) -> Cued:
    """Show each body to a coach; `chosen` where they have said which pose they do."""
    return Cued(tuple(_told(library, example, chosen) for example in examples))


def _told(library: Library, example: Example, chosen: bool) -> Outcome:
    pose, fault = example.pose, example.fault
    coach = Coach(library, expected=pose.id if chosen else None)
    cue, at_s, named = None, SECONDS, set[str]()
    for frame in film(example.chance, example.landmarks, SECONDS, FPS):
        feedback = coach.observe(frame)
        if feedback.pose is not None:
            named.add(feedback.pose.id)
        if feedback.cue is not None:
            cue, at_s = feedback.cue.id, frame.t
            break
    cause = None if cue == fault else _cause(library, example, cue, named)
    return Outcome(pose.id, fault, cue, at_s, frozenset(named), cause)


def _cause(library: Library, example: Example, cue: str | None, named: set[str]) -> Cause:
    if example.pose.id not in named:
        return "another pose named" if named else "not named"
    if cue is not None:
        return "another cue first"
    is_shown = _is_shown(library, example.pose, str(example.fault), example.landmarks)
    return "read within its limit" if is_shown else "not shown by the view"


def _is_shown(library: Library, pose: Pose, fault: str, landmarks: Landmarks) -> bool:
    """Whether the coach may use what the fault is read from."""
    seen = trusted(landmarks)
    shape = shape_of(landmarks, seen)
    usable = shape.sight.of(pose.view) & shown(Doubt().look(shape, landmarks.image[:, 3]))
    watch = FaultWatch(next(v for v in variants_of(library).all if v.pose.id == pose.id))
    watch.update(shape.measures, usable)
    return any(seen for check, seen in zip(watch.checks, watch.seen, strict=True) if check.fault.id == fault)

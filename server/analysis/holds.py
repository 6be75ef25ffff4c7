"""The hold timer: how long a pose is held, still and well enough, and what is kept of each hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from server.analysis.summary import HoldSummary
from server.analysis.variants import Variant

GOOD_ENOUGH: Final = 60.0
"""Score from which a hold counts."""

PAUSE_S: Final = 3.0
"""Moving or slipping for up to this long pauses a hold, so that following a cue does not end it."""

GAP_S: Final = 0.7
"""Time between two frames counts up to this long: nobody knows what happened in a longer gap."""

SHORTEST_S: Final = 1.0
"""Shorter holds are not kept: somebody only passed through."""

MOST_HOLDS: Final = 1000
"""A bound for memory; beyond it the shortest hold goes. Two hours of ten-second holds are 720."""


@dataclass(slots=True)
class Hold:
    variant: Variant
    start: float
    ran_at: float
    length: float = 0.0
    running: bool = True
    named: bool = False
    """Whether the pose was named at any time of it; until then it is only evidence."""

    frames: int = 0
    total: float = 0.0
    best: float = 0.0
    cues: dict[str, bool] = field(default_factory=dict)
    """Text of each cue given, and whether it was put right."""

    def summary(self) -> HoldSummary:
        return HoldSummary(
            pose_id=self.variant.pose.id,
            pose_name=self.variant.pose.name,
            side=self.variant.side,
            start_s=round(self.start, 3),
            hold_s=round(self.length, 3),
            mean_score=self.total / self.frames if self.frames else None,
            best_score=self.best if self.frames else None,
            fixed=tuple(text for text, fixed in self.cues.items() if fixed),
            open=tuple(text for text, fixed in self.cues.items() if not fixed),
        )


class HoldTimer:
    """Times one hold after another.

    A hold begins with the first sign of its pose and becomes real when the pose is named, so the time that
    recognition takes is not lost. It ends with the pose, which recognition gives up after a grace of 0.7 s.
    """

    def __init__(self) -> None:
        self._hold: Hold | None = None
        self._kept: list[HoldSummary] = []

    @property
    def present(self) -> Hold | None:
        """The hold that is going on, once its pose has been named."""
        return self._hold if self._hold is not None and self._hold.named else None

    @property
    def kept(self) -> tuple[HoldSummary, ...]:
        """All holds so far that are long enough, the present one among them."""
        present = self.present
        if present is None or present.length < SHORTEST_S:
            return tuple(self._kept)
        return (*self._kept, present.summary())

    def update(
        self, variant: Variant | None, *, named: bool, counts: bool, score: float | None, t: float
    ) -> None:
        """Take in one frame: the leading variant, whether it is named, shows and is still, and its score."""
        runs = variant is not None and counts and _good_enough(variant, score)
        hold = self._hold
        if hold is not None and (hold.variant is not variant or t - hold.ran_at > PAUSE_S):
            self.end()
            hold = None
        if hold is None:
            if not runs or variant is None:
                return
            hold = self._hold = Hold(variant, t, t)
        hold.named = hold.named or named
        if runs:
            self._run(hold, score, t)
        hold.running = runs

    def end(self) -> None:
        """Close the present hold: the session pauses, or ends."""
        if self._hold is not None:
            self._keep(self._hold)
        self._hold = None

    @staticmethod
    def _run(hold: Hold, score: float | None, t: float) -> None:
        if hold.running and t - hold.ran_at <= GAP_S:
            hold.length += t - hold.ran_at
        hold.ran_at = t
        if score is None:
            return
        hold.frames += 1
        hold.total += score
        hold.best = max(hold.best, score)

    def _keep(self, hold: Hold) -> None:
        if not hold.named or hold.length < SHORTEST_S:
            return
        self._kept.append(hold.summary())
        if len(self._kept) > MOST_HOLDS:
            self._kept.remove(min(self._kept, key=lambda kept: kept.hold_s))


def _good_enough(variant: Variant, score: float | None) -> bool:
    """Whether time counts; a pose that is not scored only has to show."""
    return variant.pose.safety_only or (score is not None and score >= GOOD_ENOUGH)

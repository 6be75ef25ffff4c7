"""Drives a coach with synthetic bodies, frame by frame."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import numpy as np

from server.analysis.coach import Coach
from server.analysis.feedback import Cue, Feedback
from server.analysis.landmarks import Landmarks, Nobody
from tests.analysis.bodies import Vector, picture

FPS: Final = 15.0


class Practice:
    """Somebody in front of a coach."""

    def __init__(self, coach: Coach) -> None:
        self.coach = coach
        self.t = 0.0
        self.seq = 0
        self.feedback: list[Feedback] = []

    @property
    def last(self) -> Feedback:
        return self.feedback[-1]

    @property
    def cues(self) -> list[Cue]:
        """Every cue once, as it was issued."""
        first: dict[int, Cue] = {}
        for feedback in self.feedback:
            if feedback.cue is not None:
                first.setdefault(feedback.cue.n, feedback.cue)
        return list(first.values())

    def cued_at(self) -> list[tuple[float, str]]:
        return [(f.t, f.cue.id) for f in self.feedback if f.cue is not None and f.cue.age_s == 0.0]

    def show(
        self, world: Vector | None, seconds: float, *, fps: float = FPS, people: int = 1
    ) -> list[Feedback]:
        """Show a body, or nobody, for some seconds; gives the feedback on them."""
        start = len(self.feedback)
        for _ in range(round(seconds * fps)):
            self.look(None if world is None else picture(world, people=people), 1.0 / fps)
        return self.feedback[start:]

    def move(self, before: Vector, after: Vector, seconds: float) -> list[Feedback]:
        start = len(self.feedback)
        for share in _shares(round(seconds * FPS)):
            self.look(picture(before + share * (after - before)), 1.0 / FPS)
        return self.feedback[start:]

    def look(self, landmarks: Landmarks | None, dt: float = 1.0 / FPS) -> Feedback:
        """One frame, dt seconds after the one before."""
        if self.feedback:
            self.t += dt
            self.seq += 1
        seen = Nobody(self.seq, self.t) if landmarks is None else replace(landmarks, seq=self.seq, t=self.t)
        self.feedback.append(self.coach.observe(seen))
        return self.last


def _shares(frames: int) -> Iterator[float]:
    yield from np.linspace(0.0, 1.0, frames)

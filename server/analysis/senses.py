"""What is seen of one body from frame to frame: its measures, how sure they are, and how it moves."""

from __future__ import annotations

from typing import NamedTuple

from server.analysis.doubt import Doubt, shown
from server.analysis.geometry import Shape, shape_of
from server.analysis.horizon import Horizon
from server.analysis.landmarks import Landmarks
from server.analysis.motion import Motion
from server.analysis.smoothing import OneEuro
from server.analysis.trust import Trust
from server.analysis.variants import Flags, Floats


class Sensed(NamedTuple):
    """One frame's body; features × sides, in the units of each feature."""

    shape: Shape
    steady: Floats
    """Its measures without the landmarks' jitter."""

    clear: Flags
    """Which of them this view shows well enough to be scored."""


class Senses:
    """Follows one person; what was learned of bones and camera outlasts a moment out of sight."""

    def __init__(self) -> None:
        self.trust = Trust()
        self.horizon = Horizon()
        self.doubt = Doubt()
        self.motion = Motion()
        self._steady = OneEuro()

    def reset(self) -> None:
        """Nothing is known of how they stand and move."""
        self._steady.reset()
        self.trust.reset()
        self.doubt.reset()
        self.motion.reset()

    def follow(self, landmarks: Landmarks, seen: Flags) -> Sensed:
        """Take in one frame of which these landmarks are seen."""
        t = landmarks.t
        shape = shape_of(landmarks, self.trust.follow(landmarks, seen), self.horizon.level)
        unsure = self.doubt.follow(shape, landmarks.image[:, 3] * shape.seen)
        shape = self.trust.without_leaps(shape)
        self.motion.update(shape.flat, t, self.trust.bones.trunk_of_leg)
        self.horizon.see(shape, t, still=self.motion.still)
        return Sensed(shape, self._steady(shape.measures, t), shown(unsure))

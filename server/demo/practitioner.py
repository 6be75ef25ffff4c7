"""The practitioner: at any time a drawn picture and the truth about it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from server.analysis.feedback import Side
from server.analysis.landmarks import Landmarks
from server.demo.body import Bone, Floats, Posture, points, unit
from server.demo.camera import Camera
from server.demo.choreography import Choreography
from server.demo.figure import CORAL, Look, Picture
from server.demo.scene import picture

_SWAYING: Final = [bone for bone in Bone if bone < Bone.L_THIGH]
"""The feet stay where they are."""

_SWAY: Final = 0.006
"""Radians: what a steady person's arms and trunk move by (about a third of a degree)."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One frame of the demo."""

    t: float
    """Seconds since the choreography began."""

    picture: Picture
    """height × width × 3, BGR."""

    landmarks: Landmarks
    """Where the body truly is."""

    pose: str | None
    """The founding id of the pose being held; None on the way to the next."""

    side: Side | None
    fault: str | None
    """The cue id ("pose.fault") of what is wrong with it."""


class Practitioner:
    """Somebody who goes through a choreography in front of a camera, again and again.

    The same seed gives the same pictures, byte for byte.
    """

    def __init__(
        self, choreography: Choreography, seed: int = 0, *, camera: Camera | None = None, look: Look = CORAL
    ) -> None:
        self.choreography = choreography
        self.camera = camera or Camera()
        self._look = look
        random = np.random.default_rng(seed)
        self._rates = random.uniform(0.5, 2.5, (2, len(_SWAYING), 3))
        self._phases = random.uniform(0.0, 2.0 * np.pi, (2, len(_SWAYING), 3))

    def points(self, t: float) -> Floats:
        """The 33 points in the room at t seconds; 33 × 3, metres."""
        return points(self._swayed(self.choreography.at(t).posture, t))

    def frame(self, t: float, seq: int = 0) -> Drawn:
        """The picture at t seconds (from 0 on) and the truth about it; `seq` goes into the landmarks."""
        moment = self.choreography.at(t)
        body = points(self._swayed(moment.posture, t))
        return Drawn(
            t=t,
            picture=picture([(body, self._look)], self.camera),
            landmarks=self.camera.landmarks(body, seq=seq, t=t),
            pose=moment.pose,
            side=moment.side,
            fault=moment.fault,
        )

    def _swayed(self, held: Posture, t: float) -> Posture:
        bones = held.bones.copy()
        bones[_SWAYING] += _SWAY * np.sin(self._rates * t + self._phases).mean(axis=0)
        return replace(held, bones=unit(bones))

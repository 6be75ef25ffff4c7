"""The camera of the demo: where a point of the room falls in the picture, and the landmarks it would be."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from server.analysis.landmarks import COUNT, Landmarks
from server.demo.body import Floats

_HIPS = (23, 24)


@dataclass(frozen=True, slots=True)
class Camera:
    """A level pinhole camera in front of the room."""

    size: tuple[int, int] = (640, 480)
    """Width and height of the picture in pixels."""

    distance: float = 3.7
    """Metres from the lens to the middle of the room."""

    height: float = 0.97
    """Metres from the floor to the lens."""

    sees: float = 2.4
    """Metres at least from the lower to the upper edge of the picture, in the middle of the room."""

    sees_across: float = 2.1
    """Metres at least from its left to its right edge: a tall picture shows spread arms too."""

    @property
    def focal(self) -> float:
        """Pixels."""
        return self.distance * min(self.size[1] / self.sees, self.size[0] / self.sees_across)

    @property
    def lens(self) -> Floats:
        """Where it stands, in the room."""
        return np.array([0.0, -self.height, -self.distance])

    def project(self, room: Floats) -> Floats:
        """Pixels (x, y) of points in the room; shapes ... × 3 to ... × 2."""
        scale = self.focal / (room[..., 2:] + self.distance)
        middle = np.array([self.size[0] / 2, self.size[1] / 2])
        pixels: Floats = middle + scale * (room[..., :2] + np.array([0.0, self.height]))
        return pixels

    def landmarks(self, room: Floats, *, seq: int, t: float) -> Landmarks:
        """What a perfect landmarker would say of 33 points in the room.

        Depth follows MediaPipe: relative to the middle of the hips, toward the camera negative, in units of
        the picture's width at that distance. Visibility is 1 in the picture and 0 outside.
        """
        size = np.array(self.size)
        hips = room[_HIPS, :].mean(axis=0)
        image = np.empty((COUNT, 4), np.float32)
        image[:, :2] = self.project(room) / size
        image[:, 2] = (room[:, 2] - hips[2]) * self.focal / (hips[2] + self.distance) / size[0]
        image[:, 3] = ((image[:, :2] >= 0.0) & (image[:, :2] <= 1.0)).all(axis=1)
        return Landmarks(seq, t, image, (room - hips).astype(np.float32), self.size)

"""How fast the body moves: a hold counts only while it is still."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from server.analysis.landmarks import NAMES
from server.analysis.vectors import Vectors

WINDOW_S: Final = 0.5
"""Movement is measured over this long, so that jitter from frame to frame does not look like speed."""

STILL: Final = 0.12
"""Trunk lengths a second; slower than this is still."""

_MOST_FRAMES: Final = 64
_JOINTS: Final = [
    NAMES.index(f"{side}_{part}")
    for part in ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
    for side in ("left", "right")
]
_TRUNK_OF_LEG: Final = 0.6
"""A trunk is about this much of a leg; it stands in where the trunk points at the camera."""


class Motion:
    """Follows how fast the joints move in the picture."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, Vectors]] = deque(maxlen=_MOST_FRAMES)
        self.speed = 0.0
        """Mean of the joints over the last half second, in trunk lengths a second; 0 at first."""

    @property
    def still(self) -> bool:
        return self.speed < STILL

    def reset(self) -> None:
        self._past.clear()
        self.speed = 0.0

    def update(self, points: Vectors, t: float) -> None:
        """Take in 33 × (x, y, z) of one frame."""
        joints = points[_JOINTS, :2]
        while len(self._past) > 1 and t - self._past[1][0] >= WINDOW_S:
            self._past.popleft()
        self._past.append((t, joints))
        then, before = self._past[0]
        if t > then:
            moved = float(np.sqrt(((joints - before) ** 2).sum(axis=1)).mean())
            self.speed = moved / (t - then) / _trunk(joints)


def _trunk(joints: Vectors) -> float:
    shoulder, hip, knee, ankle = (joints[n : n + 2].mean(axis=0) for n in (0, 6, 8, 10))
    trunk = float(np.hypot(*(shoulder - hip)))
    leg = float(np.hypot(*(knee - hip)) + np.hypot(*(ankle - knee)))
    return max(trunk, _TRUNK_OF_LEG * leg, 1e-6)

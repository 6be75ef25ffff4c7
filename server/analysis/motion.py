"""How fast the body moves: a hold counts only while it is still."""

from __future__ import annotations

from collections import deque
from typing import Final

import numpy as np

from server.analysis.landmarks import NAMES
from server.analysis.vectors import TINY, Vectors, length

WINDOW_S: Final = 0.5
"""Movement is measured over this long, so that jitter from frame to frame does not look like speed."""

STILL: Final = 0.12
"""Trunk lengths a second; slower than this is still."""

CALM: Final = 0.06
"""Slower than this somebody has settled; held poses in clips are mostly below 0.05."""

_MOST_FRAMES: Final = 64
_PARTS: Final = ("shoulder", "elbow", "wrist", "hip", "knee", "ankle")
JOINTS: Final = np.array([NAMES.index(f"{side}_{part}") for part in _PARTS for side in ("left", "right")])
"""The joints whose movement counts."""

_BONES: Final = np.array(
    [
        (_PARTS.index(end) == n // 2) * 0.5 - (_PARTS.index(start) == n // 2) * 0.5
        for start, end in (("shoulder", "hip"), ("hip", "knee"), ("knee", "ankle"))
        for n in range(len(JOINTS))
    ]
).reshape(3, -1)
"""Trunk, thigh and shin between the middles of both sides, as weights of the joints."""

TRUNK_OF_LEG: Final = 0.6
"""A trunk is about this much of a leg, where somebody's own is not known."""


class Motion:
    """Follows how fast the joints move in the picture."""

    def __init__(self) -> None:
        self._past: deque[tuple[float, Vectors]] = deque(maxlen=_MOST_FRAMES)
        self.speed = 0.0
        """Mean of the joints over the last half second, in trunk lengths a second; 0 at first."""

    @property
    def still(self) -> bool:
        return self.speed < STILL

    @property
    def calm(self) -> bool:
        return self.speed < CALM

    def reset(self) -> None:
        self._past.clear()
        self.speed = 0.0

    def update(self, points: Vectors, t: float, trunk_of_leg: float = TRUNK_OF_LEG) -> None:
        """Take in 33 × (x, y, z) of one frame."""
        joints = points[:, :2].take(JOINTS, 0)
        while len(self._past) > 1 and t - self._past[1][0] >= WINDOW_S:
            self._past.popleft()
        self._past.append((t, joints))
        then, before = self._past[0]
        if t > then:
            moved = float(length(joints - before).sum()) / len(JOINTS)
            self.speed = moved / (t - then) / trunk_of(joints, trunk_of_leg)


def trunk_of(joints: Vectors, of_leg: float = TRUNK_OF_LEG) -> float:
    """How long the trunk is in the picture; the legs tell where it points at the camera."""
    trunk, thigh, shin = map(float, length(_BONES @ joints))
    return max(trunk, of_leg * (thigh + shin), TINY)

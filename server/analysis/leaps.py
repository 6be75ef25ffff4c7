"""Joints that leap further in a frame than a person can move them, which are not believed until they hold."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.motion import trunk_of
from server.analysis.variants import Flags, Floats
from server.analysis.vectors import Vectors

FASTEST: Final = 12.0
"""Trunk lengths a second, about 6 m/s, against the body's own movement. In seventeen clips of people, jump
squats among them, hardly a joint is faster but where the landmarks are wrong."""

LEAST: Final = 0.7
"""Trunk lengths; a shorter way is no leap at any rate of frames."""

SETTLES_S: Final = 0.5
"""Who stays where a leap led is there: it was a movement missed, or the picture's mistake is here to stay."""

BACK: Final = 0.5
"""Nearer than this share of its leap to where it came from, a joint is back."""

EVERY: Final = 8
"""Frames from one look at how large the body is in the picture to the next."""

MOST: Final = 6
"""When more of the twelve joints leap than this, the picture is another one: no joint is wrong."""


class Leaps:
    """Follows the twelve joints of `motion.JOINTS` in the picture's plane."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self._t = 0.0
        self._joints: Vectors | None = None
        self._seen: Flags = np.zeros(0, dtype=bool)
        self._from: Vectors = np.zeros((12, 2))
        self._way: Floats = np.zeros(12)
        self._since = np.zeros(12)
        self._leapt: Flags = np.zeros(12, dtype=bool)
        self._trunk, self._frames = 0.0, 0

    def see(self, joints: Vectors, seen: Flags, t: float) -> Flags | None:
        """Take in the joints of one frame, 12 × (x, y), and which of them are seen; gives those in doubt."""
        before, was_seen, dt = self._joints, self._seen, t - self._t
        self._joints, self._seen, self._t = joints, seen, t
        if self._frames % EVERY == 0:
            self._trunk = trunk_of(joints)
        self._frames += 1
        if before is None or dt <= 0.0:
            return None
        step, reach = joints - before, max(FASTEST * dt, LEAST) * self._trunk
        far = np.vecdot(step, step) > reach * reach
        if far.any():
            self._begin(joints, before, np.logical_and(seen, was_seen), reach)
        if not self._leapt.any():
            return None
        way = joints - self._from
        back = np.vecdot(way, way) <= np.square(BACK * self._way)
        self._leapt &= ~back & (t - self._since < SETTLES_S)
        return self._leapt

    def _begin(self, joints: Vectors, before: Vectors, followed: Flags, reach: float) -> None:
        """Look which joints leapt apart from how the whole body moved."""
        step = joints - before
        step -= np.median(step, axis=0)
        way = np.sqrt(np.vecdot(step, step))
        far = followed & (way > reach)
        if np.count_nonzero(far) > MOST:
            self._leapt[:] = False
            return
        new = far & ~self._leapt
        self._from[new], self._way[new] = before[new], way[new]
        self._since[far] = self._t
        self._leapt |= new

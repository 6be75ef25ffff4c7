"""How long somebody's bones are, learned along the way, and which of them look impossibly long or short.

Landmarks that are wrong make bones that nobody has: visibility hardly tells of it, their length does.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.body import weights_of
from server.analysis.landmarks import Points
from server.analysis.motion import TRUNK_OF_LEG
from server.analysis.variants import Flags, Floats
from server.analysis.vectors import length

SHORTEST, LONGEST = 0.6, 1.3
"""Of its learned length. In seventeen clips of people one bone in a hundred is shorter, and none longer."""

KNOWN: Final = 20
"""Looks from which a length counts as learned."""

EVERY: Final = 4
"""Frames from one look to the next, once all lengths are known."""

FIRST, LAST = 0.5, 0.005
"""A running median goes this share of the length toward what is seen: the first over the number of looks,
and never less than the last."""

OTHER_S: Final = 2.0
"""When most bones are off for this long, it is not the landmarks: somebody else is there."""

AWAY_S: Final = 3.0
"""After this long without anybody the next one may be somebody else."""

_BONES: Final = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
_LIMBS: Final = 2 * len(_BONES)
_WEIGHTS: Final = np.array(
    [
        *(weights_of(end, side) - weights_of(start, side) for side in (0, 1) for start, end in _BONES),
        weights_of("mid_shoulder", 0) - weights_of("mid_hip", 0),
    ],
    dtype=np.float32,
)
"""The bones of the left, those of the right, and the trunk, out of 33 landmarks."""

_ENDS: Final = (_WEIGHTS != 0.0).astype(np.float32)


class Bones:
    """Learns nine lengths, in metres; its memory is a few numbers for each."""

    def __init__(self) -> None:
        self._seen_at = 0.0
        self.forget()

    def forget(self) -> None:
        """Somebody else is there, or may be."""
        self._length: Floats = np.zeros(len(_WEIGHTS))
        self._looks: Floats = np.zeros(len(_WEIGHTS))
        self._least, self._most = np.zeros(_LIMBS), np.full(_LIMBS, np.inf)
        self._frames = 0
        self._known = False
        self._off_since: float | None = None
        self.trunk_of_leg = TRUNK_OF_LEG
        """How long the trunk is, in legs; what most people's is, until it is known."""

    def see(self, world: Points, seen: Flags, t: float) -> Flags | None:
        """Take in one body in space, 33 × 3; gives which of the limbs' eight bones are off, None for none."""
        if t - self._seen_at > AWAY_S:
            self.forget()
        self._seen_at = t
        lengths: Floats = length((_WEIGHTS @ world).astype(np.float64))
        there: Flags = _ENDS @ ~seen == 0.0
        self._frames += 1
        if not self._known or self._frames % EVERY == 0:
            self._learn(lengths, there)
        limbs = lengths[:_LIMBS]
        off = there[:_LIMBS] & ((limbs < self._least) | (limbs > self._most))
        if not off.any():
            self._off_since = None
            return None
        return off if self._is_same(off, there, t) else None

    def _learn(self, lengths: Floats, there: Flags) -> None:
        """Move the running median of each bone that is there toward what is seen."""
        first = there & (self._looks == 0.0)
        self._length[first] = lengths[first]
        self._looks += there
        rate = np.maximum(FIRST / np.maximum(self._looks, 1.0), LAST)
        self._length *= 1.0 + there * rate * np.sign(lengths - self._length)
        known = self._looks >= KNOWN
        self._known = bool(known.all())
        # The two sides of a person are alike to a few percent, and a bone that is guessed looks short.
        limbs = np.where(known, self._length, 0.0)[:_LIMBS].reshape(2, -1).max(axis=0)
        self._least = np.tile(SHORTEST * limbs, 2)
        self._most = np.tile(np.where(limbs > 0.0, LONGEST * limbs, np.inf), 2)
        if self._known:
            self.trunk_of_leg = float(self._length[-1] / (limbs[2] + limbs[3]))

    def _is_same(self, off: Flags, there: Flags, t: float) -> bool:
        """Whether it is still the person that was learned; forgets who is not."""
        if 2 * np.count_nonzero(off) <= np.count_nonzero(there[:_LIMBS]):
            self._off_since = None
        elif self._off_since is None:
            self._off_since = t
        elif t - self._off_since >= OTHER_S:
            self.forget()
            return False
        return True

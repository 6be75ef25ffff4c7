"""How long somebody's bones are, learned along the way, and which of them look impossibly long or short.

Landmarks that are wrong make bones that nobody has: visibility hardly tells of it, their length does.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.landmarks import NAMES, Points
from server.analysis.motion import TRUNK_OF_LEG
from server.analysis.variants import Flags, Floats

SHORTEST, LONGEST = 0.6, 1.3
"""Of its learned length. In seventeen clips of people one bone in a hundred is shorter, and none longer."""

KNOWN: Final = 20
"""Looks from which a length counts as learned."""

EVERY: Final = 8
"""Frames from one look to the next, once all lengths are known."""

FIRST, LAST = 0.5, 0.005
"""A running median goes this share of the length toward what is seen: the first over the number of looks,
and never less than the last."""

OTHER_S: Final = 2.0
"""When most bones are off for this long, it is not the landmarks: somebody else is there."""

AWAY_S: Final = 3.0
"""After this long without anybody the next one may be somebody else."""

_BONES: Final = (("shoulder", "elbow"), ("elbow", "wrist"), ("hip", "knee"), ("knee", "ankle"))
_STARTS, _ENDS = np.array(
    [[NAMES.index(f"{side}_{part}") for part in bone] for side in ("left", "right") for bone in _BONES]
).T
"""The bones of the left, then those of the right."""

_LIMBS: Final = len(_STARTS)
_SHOULDERS, _HIPS = (
    [NAMES.index(f"{side}_{part}") for side in ("left", "right")] for part in ("shoulder", "hip")
)


class Bones:
    """Learns nine lengths, in metres; its memory is a few numbers for each."""

    def __init__(self) -> None:
        self._seen_at = 0.0
        self.forget()

    def forget(self) -> None:
        """Somebody else is there, or may be."""
        self._length: Floats = np.zeros(_LIMBS + 1)
        self._looks: Floats = np.zeros(_LIMBS + 1)
        self._least, self._most = np.zeros(_LIMBS), np.full(_LIMBS, np.inf)
        self._frames = 0
        self._off_since: float | None = None
        self.trunk_of_leg = TRUNK_OF_LEG
        """How long the trunk is, in legs; what most people's is, until it is known."""

    def see(self, world: Points, seen: Flags, t: float) -> Flags | None:
        """Take in one body in space, 33 × 3; gives which of the limbs' eight bones are off, None for none."""
        if t - self._seen_at > AWAY_S:
            self.forget()
        self._seen_at = t
        limbs = _lengths(world.take(_ENDS, 0) - world.take(_STARTS, 0))
        self._frames += 1
        if self._frames <= KNOWN or self._frames % EVERY == 0:
            trunk = world[_SHOULDERS].mean(axis=0) - world[_HIPS].mean(axis=0)
            self._learn(np.append(limbs, _lengths(trunk)), _there(seen))
        off = np.logical_or(limbs < self._least, limbs > self._most)
        if off.any():
            off &= (there := _there(seen)[:_LIMBS])
            if off.any():
                return off if self._is_same(off, there, t) else None
        self._off_since = None
        return None

    def _learn(self, lengths: Floats, there: Flags) -> None:
        """Move the running median of each bone that is there toward what is seen."""
        first = there & (self._looks == 0.0)
        self._length[first] = lengths[first]
        self._looks += there
        rate = np.maximum(FIRST / np.maximum(self._looks, 1.0), LAST)
        self._length *= 1.0 + there * rate * np.sign(lengths - self._length)
        known = np.where(self._looks >= KNOWN, self._length, 0.0)
        # The two sides of a person are alike to a few percent, and a bone that is guessed looks short.
        limbs = known[:_LIMBS].reshape(2, -1).max(axis=0)
        self._least = np.tile(SHORTEST * limbs, 2)
        self._most = np.tile(np.where(limbs > 0.0, LONGEST * limbs, np.inf), 2)
        if limbs[2:].all() and known[-1]:
            self.trunk_of_leg = float(known[-1] / limbs[2:].sum())

    def _is_same(self, off: Flags, there: Flags, t: float) -> bool:
        """Whether it is still the person that was learned; forgets who is not."""
        if 2 * np.count_nonzero(off) <= np.count_nonzero(there):
            self._off_since = None
        elif self._off_since is None:
            self._off_since = t
        elif t - self._off_since >= OTHER_S:
            self.forget()
            return False
        return True


def _lengths(vectors: Points) -> Floats:
    lengths: Floats = np.sqrt(np.vecdot(vectors, vectors))
    return lengths


def _there(seen: Flags) -> Flags:
    """Of the limbs' bones and the trunk, which show both their ends."""
    trunk = seen[[*_SHOULDERS, *_HIPS]].all()
    return np.append(seen.take(_STARTS) & seen.take(_ENDS), trunk)

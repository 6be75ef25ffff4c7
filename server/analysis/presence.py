"""Whether the whole body is in sight, and what to say when it is not."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.feedback import Notice, Presence
from server.analysis.geometry import View, space
from server.analysis.landmarks import NAMES, Landmarks
from server.analysis.messages import Messages
from server.analysis.vectors import Vectors

VISIBLE: Final = 0.5
"""Visibility below this is not trusted. It hardly tells good from bad (AUROC 0.63), so it only ever drops."""

EDGE: Final = 0.0
"""How far inside the picture a trusted landmark lies; points beyond its edge are guesses."""

NEAR_EDGE: Final = 0.02
NEAR_HEIGHT: Final = 0.92
"""Too near: head or ankles this near the edge, or a body this high in the picture."""

FAR_HEIGHT: Final = 0.45
FAR_WIDTH: Final = 0.50
"""Too far: lower than the one and, for lying bodies, narrower than the other."""

TURNED_DEG: Final = 60.0
"""Facing the camera is 0 and standing sideways 90; a pose's view is missed by more than 30 beyond 60."""

UPRIGHT_DEG: Final = 45.0
STEADY_S: Final = 0.7
"""A notice appears, changes or goes when its reason has lasted this long."""


def _both(*parts: str) -> list[int]:
    return [NAMES.index(f"{side}_{part}") for part in parts for side in ("left", "right")]


_SHOWN: Final = _both("shoulder", "elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")
_PARTS: Final = {
    "unseen_feet": _both("ankle"),
    "unseen_knees": _both("knee"),
    "unseen_hips": _both("hip"),
    "unseen_hands": _both("wrist"),
    "unseen_body": _both("shoulder"),
}
"""One of each pair is enough: from the side the far limb hides behind the near one."""

_PART_NOTICES, _PAIRS = tuple(_PARTS), np.array(list(_PARTS.values()))

_PLACES: Final = {"several", "nobody", "too_near", "too_far", "turn_side", "turn_front"}
_LIMBS: Final = {
    f"unseen_{side}_{part}" for side in ("left", "right") for part in ("foot", "knee", "leg", "hand", "arm")
}
NOTICES: Final = frozenset({*_PARTS, *_PLACES, *_LIMBS, "unseen_legs", "unseen_arms", "unseen_head"})
"""Every notice that can be told; which part of a pose is hidden is found in `lacking`."""

_ENDS: Final = [NAMES.index("nose"), *_both("ankle")]
_SHOULDERS, _HIPS = _both("shoulder"), _both("hip")


def trusted(landmarks: Landmarks) -> npt.NDArray[np.bool_]:
    """Which of the 33 landmarks are seen and inside the picture."""
    place = landmarks.image[:, :2]
    inside = np.logical_and(place >= EDGE, place <= 1.0 - EDGE)
    return inside[:, 0] & inside[:, 1] & (landmarks.image[:, 3] > VISIBLE)


def unseen(seen: npt.NDArray[np.bool_]) -> tuple[str, ...]:
    """Names of the landmarks that are not to be trusted."""
    return _unseen(seen.tobytes())


@lru_cache(maxsize=256)
def _unseen(pattern: bytes) -> tuple[str, ...]:
    return tuple(name for name, seen in zip(NAMES, pattern, strict=True) if not seen)


def missing_part(seen: npt.NDArray[np.bool_]) -> str | None:
    """Id of the notice about the first part, from the ground up, of which neither side is seen."""
    return _missing_part(seen.tobytes())


@lru_cache(maxsize=256)
def _missing_part(pattern: bytes) -> str | None:
    seen = np.frombuffer(pattern, dtype=bool)
    gone = np.flatnonzero(~seen.take(_PAIRS).any(axis=1))
    if len(gone) > 2:
        return "unseen_body"
    return _PART_NOTICES[gone[0]] if len(gone) else None


def misplaced(landmarks: Landmarks) -> str | None:
    """Id of the notice about standing too near or too far; None where the body fits."""
    shown = landmarks.image[_SHOWN, :2]
    width, height = np.ptp(shown, axis=0)
    ends = landmarks.image[_ENDS, :2]
    if height > NEAR_HEIGHT or (ends < NEAR_EDGE).any() or (ends > 1.0 - NEAR_EDGE).any():
        return "too_near"
    return "too_far" if height < FAR_HEIGHT and width < FAR_WIDTH else None


def turned(space: Vectors, view: View) -> str | None:
    """Id of the notice about turning, for somebody upright who does not show the side that a pose needs."""
    shoulders = space[_SHOULDERS[0]] - space[_SHOULDERS[1]]
    spine = space[_SHOULDERS].mean(axis=0) - space[_HIPS].mean(axis=0)
    if -spine[1] < np.linalg.norm(spine) * np.cos(np.radians(UPRIGHT_DEG)):
        return None
    angle = float(np.degrees(np.arctan2(abs(shoulders[2]), abs(shoulders[0]))))
    if view == "side" and angle < TURNED_DEG:
        return "turn_side"
    return "turn_front" if view == "front" and angle > 90.0 - TURNED_DEG else None


def placement(landmarks: Landmarks, seen: npt.NDArray[np.bool_], view: View = "any") -> str | None:
    """Id of what to say to somebody who is in no pose; `view` is of the pose that is expected."""
    return missing_part(seen) or misplaced(landmarks) or turned(space(landmarks), view)


class NoticeBoard:
    """Keeps a notice up long enough to be read."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self._shown: str | None = None
        self._next: str | None = None
        self._since = 0.0

    def update(self, notice: str | None, t: float, *, at_once: bool = False) -> Notice | None:
        """Take in what should be said in this frame; give what is said."""
        if notice != self._next:
            self._next, self._since = notice, t
        if at_once or t - self._since >= STEADY_S:
            self._shown = self._next
        return told(self.messages, self._shown)


def told(messages: Messages, notice: str | None) -> Notice | None:
    if notice is None:
        return None
    words = messages.notices[notice]
    return Notice(notice, words.text, words.short)


def presence_of(landmarks: Landmarks, seen: npt.NDArray[np.bool_]) -> Presence:
    if landmarks.people > 1:
        return "several"
    return "whole" if missing_part(seen) is None else "partial"

"""Which landmarks are believed: seen, inside the picture, and where a body like this one can have them."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from server.analysis.bones import Bones
from server.analysis.geometry import Shape, readable
from server.analysis.landmarks import COUNT, NAMES, Landmarks
from server.analysis.leaps import Leaps
from server.analysis.motion import JOINTS
from server.analysis.variants import SIDES, Flags, Floats

_ARM: Final = ("shoulder", "elbow", "wrist", "pinky", "index", "thumb")
_LEG: Final = ("hip", "knee", "ankle", "heel", "foot_index")


def _beyond(parts: tuple[str, ...], start: str, side: str) -> Flags:
    """A joint and what hangs on it."""
    flags = np.zeros(COUNT, dtype=bool)
    flags[[NAMES.index(f"{side}_{part}") for part in parts[parts.index(start) :]]] = True
    return flags


_OF_JOINT: Final = np.array(
    [
        _beyond(_ARM if part in _ARM else _LEG, part, side)
        for side, part in (NAMES[joint].split("_", 1) for joint in JOINTS)
    ]
)
"""What is in doubt when a joint has leapt."""

_OF_BONE: Final = np.array(
    [
        _beyond(parts, end, side)
        for side in SIDES
        for parts, end in ((_ARM, "elbow"), (_ARM, "wrist"), (_LEG, "knee"), (_LEG, "ankle"))
    ]
)
"""… and when a bone is off, in the order of `Bones`."""


class Trust:
    """Follows one person; what was learned of their bones outlasts a moment out of sight."""

    def __init__(self) -> None:
        self.bones = Bones()
        self._leaps = Leaps()
        self._leapt: Flags | None = None
        self._measures: Floats | None = None

    @property
    def leaping(self) -> bool:
        """Whether a joint is in doubt that has leapt lately."""
        return self._leapt is not None

    def reset(self) -> None:
        """Nothing is known of how they move; their bones stay."""
        self._leaps.reset()
        self._leapt = self._measures = None

    def several(self) -> None:
        """Whoever is followed from here on may be somebody else."""
        self.bones.forget()

    def follow(self, landmarks: Landmarks, seen: Flags) -> Flags:
        """Take in one frame of which these landmarks are seen; gives those that are believed."""
        joints = landmarks.image[:, :2].take(JOINTS, 0).astype(np.float64)
        joints[:, 0] *= landmarks.size[0] / landmarks.size[1]
        leapt = self._leaps.see(joints, seen.take(JOINTS), landmarks.t)
        self._leapt, believed = None, seen
        if leapt is not None:
            hanging: Flags = leapt @ _OF_JOINT
            self._leapt, believed = hanging, seen & ~hanging
        if landmarks.world is None:
            return believed
        off = self.bones.see(landmarks.world, believed, landmarks.t)
        return believed if off is None else believed & ~(off @ _OF_BONE)

    def without_leaps(self, shape: Shape) -> Shape:
        """The measures of a joint that has leapt stay as they were before, for as long as it is in doubt."""
        if self._leapt is not None and self._measures is not None:
            held = np.where(readable(~self._leapt), shape.measures, self._measures)
            shape = replace(shape, measures=held)
        self._measures = shape.measures
        return shape

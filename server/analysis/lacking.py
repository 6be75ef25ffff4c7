"""What of a pose cannot be seen, by body part and side: said, since it is neither scored nor cued."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.feedback import Side
from server.analysis.geometry import NEEDS
from server.analysis.landmarks import MIRRORED, NAMES
from server.analysis.scoring import flat
from server.analysis.variants import SIDES, Flags, Targets, Variant

LASTS_S: Final = 1.0
"""A part has to be out of sight this long before it is told."""

STANDS_S: Final = 4.0
"""How long it is told beside a score; once in a pose, since it may well not be to be changed."""

_PLURAL: Final = {
    "foot": "unseen_feet",
    "knee": "unseen_knees",
    "leg": "unseen_legs",
    "hand": "unseen_hands",
    "arm": "unseen_arms",
}
_JOINTS: Final = {
    "foot": ("ankle", "heel", "foot_index"),
    "knee": ("knee",),
    "hip": ("hip",),
    "hand": ("wrist", "pinky", "index", "thumb"),
    "elbow": ("elbow", "shoulder"),
}
_AT: Final = {
    side: {joint: [NAMES.index(f"{side}_{name}") for name in names] for joint, names in _JOINTS.items()}
    for side in SIDES
}


def hidden_part(targets: Targets, variant: Variant, readable: Flags, seen: Flags) -> str | None:
    """Id of the notice about what a pose is judged by and does not show; None where all of it shows.

    `readable` are the measures that rest on `seen` landmarks, features × sides. In a pose seen from the
    side the far limb is not missed.
    """
    rows = targets.of(variant)
    shows = flat(readable).take(targets.at[rows])
    pair, far = targets.pair[rows] - rows.start, targets.far_side_may_hide[rows]
    gone = ~(shows | (shows.take(pair) & far))
    if not gone.any():
        return None
    missed = NEEDS[targets.row[rows][gone], targets.column[rows][gone]].any(axis=0) & ~seen
    return notice_about(missed & ~seen[MIRRORED] if variant.pose.view == "side" else missed)


def notice_about(missed: Flags) -> str | None:
    """Id of the notice about some of the 33 landmarks, from the ground up, both sides as one."""
    legs, arms = {s: _leg(missed, s) for s in SIDES}, {s: _arm(missed, s) for s in SIDES}
    if all(legs.values()) and all(arms.values()):
        return "unseen_body"
    for limbs, limb in ((legs, "leg"), (arms, "arm")):
        if (told := _limb(limbs, limb)) is not None:
            return told
    return "unseen_head" if missed.any() else None


def _limb(parts: dict[Side, str | None], limb: str) -> str | None:
    """Of one side, or of both as one: two different parts are the limbs they belong to."""
    there = [(side, part) for side, part in parts.items() if part is not None]
    if len(there) == 1:
        return "unseen_{}_{}".format(*there[0])
    if not there:
        return None
    same = there[0][1] == there[1][1]
    return _PLURAL[there[0][1] if same else limb]


def _leg(missed: Flags, side: Side) -> str | None:
    foot, knee, hip = (_gone(missed, side, joint) for joint in ("foot", "knee", "hip"))
    if hip or (knee and foot):
        return "leg"
    return "knee" if knee else "foot" if foot else None


def _arm(missed: Flags, side: Side) -> str | None:
    if _gone(missed, side, "elbow"):
        return "arm"
    return "hand" if _gone(missed, side, "hand") else None


def _gone(missed: Flags, side: Side, joint: str) -> bool:
    return bool(missed.take(_AT[side][joint]).any())


class Aside:
    """Says once in a pose what of it cannot be seen while the rest is scored."""

    def __init__(self) -> None:
        self._variant: Variant | None = None
        self._part: str | None = None
        self._since = self._said_at = -np.inf
        self._said: str | None = None

    def wants(self, variant: Variant, t: float) -> bool:
        """Whether it is of use to say now what is hidden: not once it has been said of this pose."""
        if variant is not self._variant:
            self._variant, self._part, self._said = variant, None, None
        return self._said is None or t - self._said_at < STANDS_S

    def update(self, part: str | None, t: float, *, may_begin: bool) -> str | None:
        """Take in which part is hidden; give the notice that stands."""
        if self._said is not None:
            return self._said if part is not None else None
        if part != self._part:
            self._part, self._since = part, t
        if part is None or not may_begin or t - self._since < LASTS_S:
            return None
        self._said, self._said_at = part, t
        return part

"""Which pose somebody is in, and on which side: slow to believe, slow to give up, and silent in doubt."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.geometry import Measures
from server.analysis.scoring import SCORED_SHARE, flat, shown_share, subscores
from server.analysis.smoothing import Ema
from server.analysis.variants import Flags, Floats, Variant, Variants

WIDE: Final = 2.0
"""Recognition looks at targets with tolerances this wide: a poor pose is still that pose."""

ENTER: Final = 0.60
EXIT: Final = 0.45
"""A pose is believed from the first on and given up below the second, both smoothed."""

ENTER_S: Final = 0.4
"""How long it has to look like the pose before it is named."""

GRACE_S: Final = 0.7
"""How long a named pose may fail to show before it is given up."""

MARGIN: Final = 0.10
"""A pose that leads another by less is not named: better nothing than a guess."""

SIDE_MARGIN: Final = 0.08
SIDE_S: Final = 0.5
"""The lead side changes only when the other side is better by this much for this long."""

EXPECTED_PRIOR: Final = 1.15
"""What the pose that the practitioner said they do is favoured by."""

TAU_S: Final = 0.3
"""Time constant of the likeness."""


def likeness(variants: Variants, measures: Measures) -> Floats:
    """0..1 for each variant, a row for each body: how well its gates hold, times how near its targets are."""
    gates, targets = variants.gates, variants.targets
    value = flat(measures).take(gates.at, -1)
    outside = np.maximum(gates.low - value, value - gates.high) / gates.softness
    within = np.minimum(np.maximum(1.0 - outside, 0.0), 1.0)
    held = np.multiply.reduceat(within, gates.start, axis=-1)
    marks = targets.weight * subscores(targets, measures, WIDE)
    like: Floats = held * np.add.reduceat(marks, targets.start, axis=-1) / targets.total
    return like


def visible(variants: Variants, either: Flags) -> Flags:
    """For each variant, whether enough of it is in sight to be named.

    `either` says which measures rest on landmarks of which one side is seen: a hidden far limb costs
    no name, feet out of the picture do.
    """
    enough: Flags = shown_share(variants.targets, either) >= SCORED_SHARE
    return enough


def prior(variants: Variants, expected: str | None) -> Floats:
    """What to multiply each variant's likeness with when one pose is expected; some are never guessed."""

    def of(variant: Variant) -> float:
        if variant.pose.id == expected:
            return EXPECTED_PRIOR
        return 0.0 if variant.pose.select_only else 1.0

    return np.array([of(variant) for variant in variants.all])


def clear_best(variants: Variants, like: Floats, enough: float = ENTER) -> Variant | None:
    """The best variant, if it is likely enough and no pose that can be told from it comes near it."""
    best = variants.all[int(like.argmax())]
    others = like[variants.rivals[best.number]]
    if like[best.number] < enough or like[best.number] - others.max(initial=0.0) < MARGIN:
        return None
    return best


class Recogniser:
    """Follows the likeness of every variant over time and names one pose, or none."""

    def __init__(self, variants: Variants) -> None:
        self._variants = variants
        self._smooth = Ema(TAU_S)
        self._rival: Variant | None = None
        self._rival_since = 0.0
        self._seen_at = 0.0
        self.current: Variant | None = None
        """The pose that is named."""

        self.shows = False
        """Whether this frame, smoothed, looks like the leading pose; not so while it is kept out of grace."""

        self.confidence = 0.0

    def reset(self) -> None:
        self._smooth.reset()
        self._rival = self.current = None
        self.shows = False
        self.confidence = 0.0

    @property
    def leading(self) -> Variant | None:
        """The named pose, else the one that is about to be named."""
        return self.current or self._rival

    def update(self, like: Floats, t: float) -> None:
        """Take in the likeness of all variants, zeros where nobody is, in one frame."""
        smooth = self._smooth(np.minimum(like, 1.0), t)
        self._give_up(smooth, t)
        rival = self._rival_in(smooth)
        if rival is not self._rival:
            self._rival, self._rival_since = rival, t
        if rival is not None and t - self._rival_since >= self._patience(rival):
            self.current, self._rival, self._seen_at = rival, None, t
        self.confidence = float(smooth[self.current.number]) if self.current else 0.0
        self.shows = self.leading is not None and bool(smooth[self.leading.number] >= EXIT)

    def _give_up(self, smooth: Floats, t: float) -> None:
        if self.current is None:
            return
        if smooth[self.current.number] >= EXIT:
            self._seen_at = t
        elif t - self._seen_at >= GRACE_S:
            self.current = None

    def _rival_in(self, smooth: Floats) -> Variant | None:
        best = clear_best(self._variants, smooth)
        if best is None or best is self.current:
            return None
        if self.current is not None and smooth[best.number] < smooth[self.current.number] + self._lead(best):
            return None
        return best

    def _same_pose(self, rival: Variant) -> bool:
        return self.current is not None and rival.pose is self.current.pose

    def _lead(self, rival: Variant) -> float:
        return SIDE_MARGIN if self._same_pose(rival) else MARGIN

    def _patience(self, rival: Variant) -> float:
        return SIDE_S if self._same_pose(rival) else ENTER_S

"""Which pose somebody is in, and on which side: slow to believe, slow to give up, and silent in doubt."""

from __future__ import annotations

from dataclasses import dataclass
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

FAINT: Final = 0.02
"""What a body outside a gate is still worth: with one limb seen wrong the network may name a sided pose that
no gate admits, and then the nearer side leads."""

MARGIN: Final = 0.10
"""A pose that leads another by less is not named: better nothing than a guess."""

SIDE_MARGIN: Final = 0.08
SIDE_S: Final = 0.5
"""The lead side changes only when the other side is better by this much for this long."""

EXPECTED_PRIOR: Final = 1.15
"""What the pose that the practitioner said they do is favoured by."""

EXPECTED_SOFTER: Final = 2.0
"""Its gates are soft over this many times their width: who says what they do needs to show less of it, and if
they do it badly they are told how, not taken for nobody. See decision 0028."""

TAU_S: Final = 0.3
"""Time constant of the likeness."""


@dataclass(frozen=True, slots=True)
class Expectation:
    """What somebody said they do, laid out for arithmetic."""

    prior: Floats
    """What to multiply each variant's likeness with; some are never guessed."""

    softness: Floats
    """Of each gate."""

    meant: Flags
    """Which variants are of the expected pose."""


def expectation(variants: Variants, pose: str | None) -> Expectation:
    """One pose, by its id, or none."""
    meant = np.array([variant.pose.id == pose for variant in variants.all])
    never = np.array([variant.pose.select_only for variant in variants.all])
    gates = variants.gates
    gates_of = np.diff(gates.start, append=len(gates.at))
    softer = np.where(np.repeat(meant, gates_of), EXPECTED_SOFTER, 1.0)
    return Expectation(np.where(meant, EXPECTED_PRIOR, ~never), gates.softness * softer, meant)


def likeness(variants: Variants, measures: Measures, softness: Floats | None = None) -> Floats:
    """0..1 for each variant, a row for each body: how well its gates hold, times how near its targets are.

    `softness` is of the gates, where it is not their own.
    """
    gates, targets = variants.gates, variants.targets
    value = flat(measures).take(gates.at, -1)
    outside = np.maximum(gates.low - value, value - gates.high)
    outside /= gates.softness if softness is None else softness
    within = np.minimum(np.maximum(1.0 - outside, 0.0), 1.0)
    held = np.maximum(np.multiply.reduceat(within, gates.start, axis=-1), FAINT)
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


def clear_best(
    variants: Variants, like: Floats, enough: float = ENTER, meant: Flags | None = None
) -> Variant | None:
    """The best variant, if it is likely enough and no pose that can be told from it comes near it.

    Of several that are nearly as likely the expected one is meant, where there is one.
    """
    best = variants.all[int(like.argmax())]
    if meant is not None and meant.any():
        wanted = variants.all[int(np.where(meant, like, -1.0).argmax())]
        if like[wanted.number] >= max(enough, like[best.number] - MARGIN):
            return wanted
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

    def update(self, like: Floats, t: float, meant: Flags | None = None) -> None:
        """Take in the likeness of all variants, zeros where nobody is, in one frame; `meant` are expected."""
        smooth = self._smooth(np.minimum(like, 1.0), t)
        self._give_up(smooth, t)
        rival = self._rival_in(smooth, meant)
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

    def _rival_in(self, smooth: Floats, meant: Flags | None) -> Variant | None:
        best = clear_best(self._variants, smooth, meant=meant)
        if best is None or best is self.current:
            return None
        if self.current is not None and smooth[best.number] < smooth[self.current.number] + self._lead(
            best, meant
        ):
            return None
        return best

    def _same_pose(self, rival: Variant) -> bool:
        return self.current is not None and rival.pose is self.current.pose

    def _lead(self, rival: Variant, meant: Flags | None) -> float:
        """By how much a pose has to be better to take the named one's place; the expected one by nothing."""
        if self._same_pose(rival):
            return SIDE_MARGIN
        return 0.0 if meant is not None and meant[rival.number] else MARGIN

    def _patience(self, rival: Variant) -> float:
        return SIDE_S if self._same_pose(rival) else ENTER_S

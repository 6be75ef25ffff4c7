"""Makes one likeness of two opinions about a body, the rules' and the network's, for every pose and side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.geometry import Shape, Sight
from server.analysis.learned import Network, Opinion, opinion
from server.analysis.poses import Pose
from server.analysis.recognition import likeness, visible
from server.analysis.variants import Flags, Floats, Variants

SAY: Final = (0.4, 0.8)
"""What both opinions count for, the rules' first. The network, sure of itself, names a pose alone: a gate
that one badly seen limb breaks is no veto. It is right more often than the rules, see decision 0125."""

EVERYDAY_SAY: Final = (0.6, 0.4)
"""The same for poses that people are in without practising: both have to agree."""

ALONE: Final = (1.0, 0.0)
"""The same for a pose that the network has not learned."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found about one body, for each variant."""

    like: Floats
    """Up to 1.2, from 1 on as sure as can be."""

    rules: Floats
    """What the rules alone say, 0..1."""

    learned: Opinion


class Judge:
    """Asks both; a pose that the network has not learned goes by the rules alone."""

    def __init__(self, variants: Variants, network: Network) -> None:
        self._variants, self._network = variants, network
        ids = [variant.pose.id for variant in variants.all]
        says = [_say(variant.pose, network) for variant in variants.all]
        self._rules_say, self._network_says = np.array(says).T
        self._chance_of = np.array([network.poses.index(i) if i in network.poses else -1 for i in ids])
        self._sight: Sight | None = None
        self._shown: Flags = np.zeros(len(ids), dtype=bool)

    def __call__(self, shape: Shape, softness: Floats | None = None) -> Judgement:
        """Judge one body, by gates of this softness; what shows too little of itself is not recognised."""
        rules, learned = likeness(self._variants, shape.measures, softness), opinion(self._network, shape)
        rules *= (shown := self._visible(shape.sight))
        chances = learned.shares.take(self._chance_of) * shown
        return Judgement(self._rules_say * rules + self._network_says * chances, rules, learned)

    def _visible(self, sight: Sight) -> Flags:
        """For each variant, whether enough is in sight; kept for as long as that is the same."""
        if sight is not self._sight:
            self._sight, self._shown = sight, visible(self._variants, sight.either)
        return self._shown


def _say(pose: Pose, network: Network) -> tuple[float, float]:
    if pose.select_only or pose.id not in network.poses:
        return ALONE
    return EVERYDAY_SAY if pose.everyday else SAY


def together(judgements: Sequence[Judgement]) -> Judgement:
    """Several looks at the same body as one."""
    if len(judgements) == 1:
        return judgements[0]
    return Judgement(
        like=np.mean([j.like for j in judgements], axis=0),
        rules=np.mean([j.rules for j in judgements], axis=0),
        learned=Opinion(judgements[0].learned.poses, np.mean([j.learned.shares for j in judgements], axis=0)),
    )

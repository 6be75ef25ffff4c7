"""Makes one likeness of two opinions about a body, the rules' and the network's, for every pose and side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.geometry import Shape
from server.analysis.learned import Network, Opinion, opinion
from server.analysis.recognition import likeness, visible
from server.analysis.variants import Floats, Variants

LEARNED: Final = 0.35
"""Share of the network in the likeness, the rules have the rest: on the tuning half of the photos better than
either alone and than other shares, see decision 0026."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found about one body, 0..1 for each variant."""

    like: Floats
    rules: Floats
    """What the rules alone say."""

    learned: Opinion


class Judge:
    """Asks both; a pose that the network has not learned goes by the rules alone."""

    def __init__(self, variants: Variants, network: Network) -> None:
        self._variants, self._network = variants, network
        ids = [variant.pose.id for variant in variants.all]
        known = [v.pose.id in network.poses and not v.pose.select_only for v in variants.all]
        self._known = np.array(known)
        self._chance_of = np.array([network.poses.index(i) if i in network.poses else -1 for i in ids])

    def __call__(self, shape: Shape, softness: Floats | None = None) -> Judgement:
        """Judge one body, by gates of this softness; what shows too little of itself is not recognised."""
        rules, learned = likeness(self._variants, shape.measures, softness), opinion(self._network, shape)
        both = (1.0 - LEARNED) * rules + LEARNED * learned.shares[self._chance_of]
        shown = visible(self._variants, shape.sight.either)
        return Judgement(np.where(self._known, both, rules) * shown, rules * shown, learned)


def together(judgements: Sequence[Judgement]) -> Judgement:
    """Several looks at the same body as one."""
    if len(judgements) == 1:
        return judgements[0]
    return Judgement(
        like=np.mean([j.like for j in judgements], axis=0),
        rules=np.mean([j.rules for j in judgements], axis=0),
        learned=Opinion(judgements[0].learned.poses, np.mean([j.learned.shares for j in judgements], axis=0)),
    )

"""Two opinions make one likeness, and a pose that only the rules know is left to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.geometry import Shape, shape_of
from server.analysis.judging import LEARNED, Judge, together
from server.analysis.learned import Network, load_network
from server.analysis.loading import load_library
from server.analysis.variants import variants_of
from tests.analysis.bodies import body, mirrored, picture

VARIANTS = variants_of(load_library())
NETWORK = load_network()
SEEN = np.ones(33, dtype=bool)


def shape(name: str, *, other_side: bool = False) -> Shape:
    world = body(name)
    return shape_of(picture(mirrored(world) if other_side else world), SEEN)


def without(*poses: str) -> Network:
    names = tuple("somebody's own" if name in poses else name for name in NETWORK.poses)
    return replace(NETWORK, poses=names)


@pytest.mark.parametrize("name", ["tree", "warrior2", "lowlung"])
def test_both_agree_on_a_pose_as_it_is_meant_and_its_side(name: str) -> None:
    judge = Judge(VARIANTS, NETWORK)
    for other_side, side in ((False, "left"), (True, "right")):
        best = VARIANTS.all[int(judge(shape(name, other_side=other_side)).like.argmax())]
        assert (best.pose.id, best.side) == (name, side)


def test_the_likeness_is_the_mean_of_both_by_their_shares() -> None:
    found = Judge(VARIANTS, NETWORK)(shape("tree"))
    tree = next(v.number for v in VARIANTS.all if v.pose.id == "tree")

    both = (1 - LEARNED) * found.rules[tree] + LEARNED * found.learned.of("tree")
    assert found.like[tree] == pytest.approx(both)


def test_a_pose_that_the_network_does_not_know_goes_by_the_rules() -> None:
    found = Judge(VARIANTS, without("tree"))(shape("tree"))
    tree = next(v.number for v in VARIANTS.all if v.pose.id == "tree")

    assert found.like[tree] == found.rules[tree] > 0.9


def test_a_pose_of_which_too_little_is_seen_is_like_nothing() -> None:
    seen = SEEN.copy()
    seen[25:] = False
    found = Judge(VARIANTS, NETWORK)(shape_of(picture(body("tree")), seen))

    assert [found.like[v.number] for v in VARIANTS.all if v.pose.id == "tree"] == [0.0, 0.0]


def test_looks_count_alike() -> None:
    judge = Judge(VARIANTS, NETWORK)
    one, other = judge(shape("tree")), judge(shape("warrior2"))

    mean = together([one, other])

    np.testing.assert_allclose(mean.like, (one.like + other.like) / 2)
    assert mean.learned.of("tree") == pytest.approx((one.learned.of("tree") + other.learned.of("tree")) / 2)
    assert together([one]) is one

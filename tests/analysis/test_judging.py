"""Two opinions make one likeness, and a pose that only the rules know is left to them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.figures import load_figures
from server.analysis.figures import mirrored as figure_mirrored
from server.analysis.geometry import Shape, shape_of
from server.analysis.judging import EVERYDAY_SAY, SAY, Judge, together
from server.analysis.landmarks import NAMES
from server.analysis.learned import Network, load_network
from server.analysis.loading import load_library
from server.analysis.recognition import ENTER, FAINT
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


@pytest.mark.parametrize(("name", "say"), [("tree", SAY), ("mountain", EVERYDAY_SAY)])
def test_the_likeness_is_the_sum_of_both_by_their_say(name: str, say: tuple[float, float]) -> None:
    found = Judge(VARIANTS, NETWORK)(shape(name))
    number = next(v.number for v in VARIANTS.all if v.pose.id == name)

    both = say[0] * found.rules[number] + say[1] * found.learned.of(name)
    assert found.like[number] == pytest.approx(both)


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_network_names_a_pose_that_one_gate_forbids_and_the_nearer_side_leads(side: str) -> None:
    astray = load_figures()["half_moon"].copy()
    astray[NAMES.index("left_knee"), 0] += 0.3
    found = Judge(VARIANTS, NETWORK)(
        shape_of(picture(astray if side == "left" else figure_mirrored(astray)), SEEN)
    )

    best = VARIANTS.all[int(found.like.argmax())]
    assert (best.pose.id, best.side) == ("half_moon", side)
    assert found.rules.max() <= FAINT < ENTER <= found.like.max()


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

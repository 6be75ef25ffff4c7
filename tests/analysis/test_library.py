"""What is special about some poses: not scored, not guessed, or hardly told from their neighbours."""

from __future__ import annotations

import numpy as np

from server.analysis.geometry import measure, sight_of
from server.analysis.loading import load_library
from server.analysis.recognition import clear_best, expectation
from server.analysis.scoring import SCORED_SHARE, mark, shown_share
from server.analysis.variants import Variant, variants_of
from tests.analysis.bodies import body, picture

LIBRARY = load_library()
VARIANTS = variants_of(LIBRARY)
SEEN = np.ones(33, dtype=bool)


def variant(name: str) -> Variant:
    return next(v for v in VARIANTS.all if v.pose.id == name)


def test_poses_that_people_get_hurt_in_are_named_and_neither_scored_nor_corrected() -> None:
    safety_only = {pose.id for pose in LIBRARY.poses.values() if pose.safety_only}
    assert safety_only == {"headstand", "shoulderstand", "lotus"}
    measures = measure(picture(body("mountain")))
    for name in safety_only:
        found = mark(VARIANTS.targets, variant(name), measures, sight_of(SEEN).plain, "beginner")
        assert found.score is None
        assert LIBRARY.poses[name].faults == ()


def test_a_pose_that_landmarks_cannot_show_is_named_only_when_it_is_expected() -> None:
    for pose in (p for p in LIBRARY.poses.values() if p.select_only):
        assert expectation(VARIANTS, None).prior[variant(pose.id).number] == 0.0
        assert expectation(VARIANTS, pose.id).prior.max() > 1.0


def test_of_two_poses_that_are_hard_to_tell_apart_the_likelier_is_named() -> None:
    like = np.zeros(len(VARIANTS.all))
    like[variant("cat").number], like[variant("tabletop").number] = 0.9, 0.88
    assert clear_best(VARIANTS, like) is variant("cat")
    like[variant("downdog").number] = 0.88
    assert clear_best(VARIANTS, like) is None


def test_from_the_side_a_hidden_far_leg_takes_no_score() -> None:
    seen = SEEN.copy()
    seen[[24, 26, 28, 30, 32]] = False
    sight, plank = sight_of(seen), variant("plank")

    side_on = shown_share(VARIANTS.targets, sight.of("side"))[plank.number]
    assert side_on >= SCORED_SHARE
    assert shown_share(VARIANTS.targets, sight.of("front"))[plank.number] < SCORED_SHARE
    seen[[23, 25, 27, 29, 31]] = False
    assert shown_share(VARIANTS.targets, sight_of(seen).either)[plank.number] < SCORED_SHARE

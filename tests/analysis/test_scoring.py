"""Scores fall as joints get worse, forgive by level, and rest only on what is seen."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import numpy as np
import pytest

from server.analysis.feedback import Level
from server.analysis.geometry import FEATURES, INDEX, measure, readable
from server.analysis.landmarks import COUNT, NAMES
from server.analysis.loading import load_library
from server.analysis.scoring import LEVELS, SCORED_SHARE, joint_readings, mark, shown_share, subscores
from server.analysis.variants import Variant, variants_of
from tests.analysis.bodies import FIGURES, Vector, body, picture, straight

LIBRARY = load_library()
VARIANTS = variants_of(LIBRARY)
ALL = np.ones((len(FEATURES), 2), dtype=bool)


def variant(pose: str) -> Variant:
    return next(v for v in VARIANTS.all if v.pose.id == pose)


def score(world: Vector, pose: str, level: Level = "intermediate") -> float:
    found = mark(VARIANTS.targets, variant(pose), measure(picture(world)), ALL, level).score
    assert found is not None
    return found


def trusting(*hidden: str) -> np.ndarray:
    trusted = np.ones(COUNT, dtype=bool)
    trusted[[NAMES.index(name) for name in hidden]] = False
    return readable(trusted)


def test_a_worse_joint_never_scores_better() -> None:
    drooping = [
        score(body("warrior2", arms=(straight(90 + d, 90), straight(90, -90))), "warrior2") for d in range(60)
    ]

    assert all(later <= earlier for earlier, later in pairwise(drooping))
    assert drooping[0] - drooping[-1] > 5


@pytest.mark.parametrize("target", range(len(VARIANTS.targets.row)))
def test_marks_fall_evenly_from_the_tolerance_to_the_limit(target: int) -> None:
    targets, rows = VARIANTS.targets, slice(target, target + 1)
    measures = np.zeros((len(FEATURES), 2))
    at = targets.row[target], targets.column[target]
    ideal, fail = (
        targets.ideal[target],
        max(targets.fail[target], targets.tol[target] + targets.noise[target]),
    )
    way = 1.0 if targets.above[target] else -1.0

    def marks(away: float) -> float:
        measures[at] = ideal + way * away
        return float(subscores(targets, measures, 1.0, rows)[0])

    falling = [marks(share * fail) for share in np.linspace(0.0, 1.2, 25)]

    assert falling[0] == 1.0
    assert falling == sorted(falling, reverse=True)
    assert marks(fail + targets.noise[target] * 2) == 0.0


def test_a_target_that_minds_one_side_forgives_the_other() -> None:
    assert score(body("chair", arms=(straight(10), straight(10))), "chair") == pytest.approx(
        score(body("chair"), "chair"), abs=3
    )


@pytest.mark.parametrize("name", FIGURES)
def test_a_level_changes_how_strictly_and_never_what(name: str) -> None:
    noise = np.random.default_rng(5).normal(0.0, 0.03, (33, 3))

    beginner, intermediate, advanced = (score(body(name) + noise, name, level) for level in get_args(Level))

    assert beginner >= intermediate >= advanced
    assert list(LEVELS) == list(get_args(Level))


def test_tolerances_are_never_finer_than_the_landmarks_are_exact() -> None:
    targets = VARIANTS.targets
    measures = np.zeros((len(FEATURES), 2))
    measures[targets.row, targets.column] = 0.0
    for n in range(len(targets.row)):
        measures[targets.row[n], targets.column[n]] = targets.ideal[n] + 0.99 * targets.noise[n]
        assert subscores(targets, measures, LEVELS["advanced"], slice(n, n + 1))[0] == 1.0


def test_what_is_not_seen_is_not_scored() -> None:
    found = mark(
        VARIANTS.targets, variant("tree"), measure(picture(body("tree"))), trusting("left_hip"), "beginner"
    )
    assert found.score is None

    found = mark(
        VARIANTS.targets, variant("tree"), measure(picture(body("tree"))), trusting("left_wrist"), "beginner"
    )
    assert found.score is not None


def test_hiding_an_arm_that_is_off_leaves_no_trace_of_it() -> None:
    wrong = body("warrior2", arms=(straight(140, 90), straight(90, -90)))
    usable = trusting("left_wrist", "left_elbow")

    found = mark(VARIANTS.targets, variant("warrior2"), measure(picture(wrong)), usable, "intermediate")

    assert found.score == pytest.approx(100.0, abs=1.0)
    assert not any(reading.name.startswith("left_arm") for reading in joint_readings(VARIANTS.targets, found))


def test_from_the_side_the_far_limbs_may_hide_behind_the_near_ones() -> None:
    far = [f"right_{part}" for part in ("elbow", "wrist", "knee", "ankle", "heel", "foot_index")]

    share = shown_share(VARIANTS.targets, trusting(*far))

    assert share[variant("downdog").number] >= SCORED_SHARE
    assert share[variant("goddess").number] < SCORED_SHARE


def test_readings_name_each_joint_once_with_its_target() -> None:
    found = mark(
        VARIANTS.targets, variant("warrior2"), measure(picture(body("warrior2"))), ALL, "intermediate"
    )

    readings = {reading.name: reading for reading in joint_readings(VARIANTS.targets, found)}

    assert readings["left_knee"].target == 96
    assert readings["right_knee"].target == 174
    assert readings["right_knee"].angle == pytest.approx(180.0, abs=1.0)
    assert readings["stance"].unit == "ratio"
    assert INDEX.keys() >= {target.feature for target in LIBRARY.poses["warrior2"].targets}

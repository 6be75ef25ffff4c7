"""Measurements have the values that the bodies were built with, wherever and however the body stands."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.geometry import FEATURES, INDEX, NEEDS, measure, readable
from server.analysis.landmarks import COUNT, NAMES
from server.analysis.measuring import measure_points
from server.analysis.readings import READING
from tests.analysis.bodies import FIGURES, Vector, body, mirrored, picture, straight

NAMED = sorted(FIGURES)


def value(world: Vector, feature: str, side: int = 0) -> float:
    return float(measure(picture(world))[INDEX[feature], side])


@pytest.mark.parametrize("inclination", [60.0, 90.0, 120.0, 150.0])
def test_an_arm_reads_the_inclination_it_was_built_with(inclination: float) -> None:
    world = body("t_pose", arms=(straight(inclination, 90), straight(90, -90)))

    assert value(world, "arm_incl") == pytest.approx(inclination, abs=0.1)
    assert value(world, "arm_incl", side=1) == pytest.approx(90.0, abs=0.1)
    assert value(world, "elbow") == pytest.approx(180.0, abs=0.1)


def test_a_sitting_body_reads_straight_knees_and_right_angles_at_the_hips() -> None:
    world = body("staff")

    assert value(world, "knee") == pytest.approx(180.0, abs=0.1)
    assert value(world, "hip") == pytest.approx(90.0, abs=0.1)
    assert value(world, "trunk_incl") == pytest.approx(0.0, abs=0.1)
    assert value(world, "hip_h") < 0.1


@settings(deadline=None)
@given(
    name=st.sampled_from(NAMED),
    scale=st.floats(0.1, 3.0),
    shift=st.tuples(*[st.floats(-2.0, 2.0)] * 3),
)
def test_size_and_place_change_no_measure(name: str, scale: float, shift: tuple[float, float, float]) -> None:
    points = body(name)[None]

    here, there = measure_points(points), measure_points(points * scale + np.array(shift))

    np.testing.assert_allclose(there, here, atol=1e-3)


@settings(deadline=None)
@given(name=st.sampled_from(NAMED))
def test_a_mirrored_body_has_the_measures_of_the_other_side(name: str) -> None:
    meant, other = measure_points(body(name)[None]), measure_points(mirrored(body(name))[None])

    for name_of, row in READING.items():
        np.testing.assert_allclose(other[0, row], meant[0, row, ::-1], atol=1e-6, err_msg=name_of)


@settings(deadline=None)
@given(name=st.sampled_from(NAMED), seed=st.integers(0, 2**16))
def test_no_body_however_broken_gives_anything_but_numbers(name: str, seed: int) -> None:
    random = np.random.default_rng(seed)
    world = body(name)
    world[random.random(COUNT) < 0.4] = 0.0

    assert np.isfinite(measure(picture(world))).all()
    assert np.isfinite(measure(picture(np.zeros((COUNT, 3))))).all()


def test_without_world_landmarks_the_depth_of_the_picture_stands_in() -> None:
    landmarks = picture(body("chair"))

    flat = measure(replace(landmarks, world=None))

    assert np.isfinite(flat).all()
    assert flat[INDEX["knee"], 0] == measure(landmarks)[INDEX["knee"], 0]


def test_a_measure_is_readable_when_all_it_rests_on_is_trusted() -> None:
    trusted = np.ones(COUNT, dtype=bool)
    trusted[NAMES.index("left_ankle")] = False

    usable = readable(trusted)

    assert not usable[INDEX["knee"], 0]
    assert usable[INDEX["knee"], 1]
    assert not usable[INDEX["stance"]].any()
    assert usable[INDEX["elbow"]].all()


def test_every_feature_says_what_it_needs() -> None:
    assert NEEDS.any(axis=2).all()
    assert {feature.unit for feature in FEATURES} == {"deg", "ratio"}

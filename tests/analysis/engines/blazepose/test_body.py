"""From numbers in a crop to a body in the picture."""

from __future__ import annotations

import math

import numpy as np
import pytest

from server.analysis.engines.blazepose.body import project
from server.analysis.engines.blazepose.region import Region
from tests.analysis.engines.blazepose.figures import somebody

SIZE = (640, 480)


def test_presence_has_to_exceed_a_half() -> None:
    within = Region(320, 240, 256)
    assert project(somebody(presence=0.5), within, SIZE) is None
    assert project(somebody(presence=0.51), within, SIZE) is not None


def test_a_point_is_taken_back_to_the_picture() -> None:
    seen = project(somebody(x=128 + 64, y=128), Region(320, 240, 256, 0.0), SIZE)
    assert seen is not None
    body, following = seen
    assert body.image[0, :2] * SIZE == pytest.approx((384, 240))
    assert (following.x, following.y) == pytest.approx((384, 240))
    assert following.side == pytest.approx(256)
    assert following.turn == pytest.approx(0, abs=1e-6)


def test_a_turned_crop_turns_the_points_and_the_world() -> None:
    seen = project(somebody(x=128 + 64, y=128), Region(320, 240, 256, math.pi / 2), SIZE)
    assert seen is not None
    body, following = seen
    assert body.image[0, :2] * SIZE == pytest.approx((320, 304))
    assert body.world[0] == pytest.approx((-1, 1, 1))
    assert following.turn == pytest.approx(math.pi / 2)


def test_depth_is_in_units_of_x_and_visibility_a_probability() -> None:
    placed = somebody()
    placed.points[:, 2:4] = 128, 0
    seen = project(placed, Region(320, 240, 320), SIZE)
    assert seen is not None
    assert seen[0].image[0, 2:] == pytest.approx((0.25, 0.5))


def test_the_networks_own_numbers_are_left_alone() -> None:
    placed = somebody()
    kept = [np.copy(value) for value in (placed.points, placed.heat, placed.world)]
    project(placed, Region(320, 240, 256, 0.5), SIZE)
    for before, after in zip(kept, (placed.points, placed.heat, placed.world), strict=True):
        assert (before == after).all()

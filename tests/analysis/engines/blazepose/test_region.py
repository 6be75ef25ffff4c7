"""From two points of a body to the region around it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from server.analysis.engines.blazepose.region import around

HIPS = np.array((300.0, 200.0), np.float32)


@pytest.mark.parametrize(
    ("towards", "turn"),
    [((0, -100), 0.0), ((100, 0), math.pi / 2), ((0, 100), math.pi), ((-100, 0), -math.pi / 2)],
    ids=["upright", "head to the right", "upside down", "head to the left"],
)
def test_the_region_turns_with_the_body(towards: tuple[int, int], turn: float) -> None:
    region = around(HIPS, HIPS + np.array(towards, np.float32))
    assert (region.x, region.y) == (300, 200)
    assert math.cos(region.turn - turn) == pytest.approx(1)


def test_it_holds_the_circle_and_a_quarter_more() -> None:
    assert around(HIPS, HIPS + np.array((30, -40), np.float32)).side == pytest.approx(2 * 50 * 1.25)

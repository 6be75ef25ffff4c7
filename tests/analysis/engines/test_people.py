"""Counting people by the bodies found."""

from __future__ import annotations

import numpy as np

from server.analysis.engines import people
from server.analysis.landmarks import Points

SIZE = (640, 480)


def body(x: float, y: float, width: float, height: float) -> Points:
    """33 points in a box, pixels of a 640 × 480 picture."""
    points = np.zeros((33, 4), np.float32)
    steps = np.linspace(0.0, 1.0, 33)
    points[:, 0] = (x + width * steps) / SIZE[0]
    points[:, 1] = (y + height * steps[::-1]) / SIZE[1]
    return points


def test_nobody() -> None:
    assert people.count([], SIZE) == 0


def test_one() -> None:
    assert people.count([body(200, 50, 120, 400)], SIZE) == 1


def test_two_side_by_side() -> None:
    assert people.count([body(80, 50, 120, 400), body(400, 60, 120, 380)], SIZE) == 2


def test_a_small_figure_in_the_background_is_not_a_second_person() -> None:
    assert people.count([body(80, 50, 120, 400), body(500, 100, 60, 190)], SIZE) == 1


def test_one_body_found_twice_is_one() -> None:
    assert people.count([body(200, 50, 120, 400), body(215, 60, 110, 390)], SIZE) == 1


def test_the_order_of_the_bodies_does_not_matter() -> None:
    small, large = body(500, 100, 60, 190), body(80, 50, 120, 400)
    assert people.count([small, large], SIZE) == people.count([large, small], SIZE) == 1


def test_somebody_who_lies_is_as_large_as_somebody_who_stands() -> None:
    assert people.count([body(20, 400, 400, 70), body(480, 40, 120, 400)], SIZE) == 2


def test_only_the_part_inside_the_picture_counts() -> None:
    assert people.count([body(200, 50, 120, 400), body(600, 300, 400, 400)], SIZE) == 1

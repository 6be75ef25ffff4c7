"""Differences between landmarkers, on bodies with known ones."""

from __future__ import annotations

import numpy as np
import pytest

from bench.agreement import Found, angles, apart


def found(shift: float = 0.0, world_mm: float = 0.0) -> Found:
    """A body 100 pixels high, moved to the right."""
    image = np.zeros((33, 4), np.float32)
    image[:, 1] = np.linspace(0.2, 0.4, 33)
    image[:, 0] = 0.5 + shift / 1000
    return Found(image, np.full((33, 3), world_mm / 1000, np.float32), (1000, 500))


def test_points_are_apart_in_percent_of_the_bodys_height() -> None:
    assert apart([(found(), found(shift=2.0))]).points == pytest.approx(np.full(33, 2.0), rel=1e-4)


def test_world_points_are_apart_in_millimetres() -> None:
    assert apart([(found(), found(world_mm=3.0))]).world_mm == pytest.approx(np.full(33, 3 * 3**0.5))


def test_only_pictures_with_both_are_measured_and_the_others_counted() -> None:
    seen = apart([(found(), found()), (None, None), (found(), None), (None, found())])
    assert (seen.pictures, seen.disagreed, len(seen.points)) == (4, 2, 33)


def test_a_right_angle_is_90_degrees() -> None:
    points = np.random.default_rng(1).normal(size=(33, 2))
    points[[11, 13, 15]] = (0, 0), (0, 1), (1, 1)
    assert angles(points)[0] == pytest.approx(90)

"""The crop's sampling, on pictures whose every pixel is known."""

from __future__ import annotations

import math

import numpy as np
import pytest

from server.analysis.engines.blazepose.crop import Border, Pixels, crop
from server.analysis.engines.blazepose.region import Region


@pytest.fixture
def noise() -> Pixels:
    return np.random.default_rng(5).integers(0, 256, (64, 64, 3), dtype=np.uint8)


def slope(height: int = 64, width: int = 64, step: int = 2) -> Pixels:
    """Brighter by `step` with each column."""
    row = np.arange(width, dtype=np.uint8) * step
    return np.broadcast_to(row[:, None], (height, width, 3)).copy()


def test_the_whole_picture_is_the_picture(noise: Pixels) -> None:
    assert (crop(noise, Region(32, 32, 64), 64, Border.BLACK) == noise).all()


def test_a_quarter_turn_turns_the_pixels(noise: Pixels) -> None:
    turned = crop(noise, Region(32, 32, 64, math.pi / 2), 64, Border.BLACK)
    # corners map to corners, so the turn is about the corner between pixels: one row falls outside
    assert (turned[:, 1:] == np.rot90(noise, 1)[:, :-1]).all() or (turned[1:] == np.rot90(noise)[:-1]).all()


def test_positions_lie_on_a_grid_of_a_32nd_pixel() -> None:
    steep = slope(step=32)[:, :8]
    levels = [
        int(crop(steep, Region(2 + shift / 64, 32, 1), 1, Border.REPLICATED)[0, 0, 0]) for shift in range(9)
    ]
    whole, halves = levels[::2], levels[1::2]
    assert np.diff(whole).tolist() == [1, 1, 1, 1]
    assert all(half in (low, low + 1) for half, low in zip(halves, whole, strict=False))


def test_a_pixel_samples_its_corner_not_its_middle() -> None:
    smaller = crop(slope(), Region(32, 32, 64), 32, Border.BLACK)
    assert smaller[0, :, 0].tolist() == slope()[0, ::2, 0].tolist()


def test_beside_the_picture_it_is_black_or_as_at_the_edge() -> None:
    beside = Region(-64, 32, 64)
    light = np.full((64, 64, 3), 200, np.uint8)
    assert not crop(light, beside, 16, Border.BLACK).any()
    assert (crop(light, beside, 16, Border.REPLICATED) == 200).all()

"""A session's memory on its way between server and workers."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

import numpy as np
import pytest

from server.analysis.engines.blazepose.filters import Smoothed
from server.analysis.engines.blazepose.pipeline import State
from server.analysis.engines.blazepose.region import Region
from server.analysis.engines.pool.memory import MOST_BYTES, TRACKED, Memory, scaled, unpack
from server.analysis.engines.pool.stillness import Held
from server.analysis.landmarks import Points

random = np.random.default_rng(3)


def points(*shape: int) -> Points:
    return random.random(shape, np.float32)


def smoothed(t: float) -> Smoothed:
    return Smoothed(t, points(33, 3), points(33, 3), points(33, 3))


def state() -> State:
    return State(Region(320.25, 240.5, 411.125, -0.5), smoothed(1.5), smoothed(1.25), points(33))


def held(found: bool) -> Held:
    thumb = random.integers(0, 255, (60, 80), np.uint8)
    return Held(7.75, 0.5, points(33, 7) if found else None, thumb)


def same(one: Any, other: Any) -> bool:
    if hasattr(one, "__dataclass_fields__"):
        return all(same(getattr(one, field.name), getattr(other, field.name)) for field in fields(one))
    return bool(np.array_equal(one, other))


@pytest.mark.parametrize(
    "memory",
    [
        Memory((640, 480)),
        Memory((640, 480), state()),
        Memory((1280, 720), state().lost(), held(found=False)),
        Memory((1920, 1080), state(), held(found=True)),
    ],
    ids=["empty", "tracking", "lost", "held"],
)
def test_it_comes_back_bit_for_bit(memory: Memory) -> None:
    packed = memory.packed()
    assert len(packed) <= MOST_BYTES
    assert same(unpack(packed), memory)


def test_tracking_alone_is_a_few_kilobytes() -> None:
    assert len(Memory((640, 480), state()).packed()) == TRACKED.itemsize <= 3000


@pytest.mark.parametrize("cut", [1, 100, TRACKED.itemsize + 5])
def test_one_that_is_cut_off_is_refused(cut: int) -> None:
    with pytest.raises(ValueError, match="another length"):
        unpack(Memory((640, 480), state(), held(found=True)).packed()[:-cut])


def test_a_state_in_a_smaller_picture_has_smaller_pixels_and_the_same_speeds() -> None:
    before = state()
    half = scaled(before, 0.5)
    assert half.region == Region(160.125, 120.25, 205.5625, -0.5)
    assert half.image is not None
    assert before.image is not None
    np.testing.assert_array_equal(half.image.value, before.image.value / 2)
    np.testing.assert_array_equal(half.image.speed, before.image.speed)
    assert half.world is before.world
    assert same(scaled(half, 2.0), before)

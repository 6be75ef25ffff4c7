"""When an answer may be carried on: drawn rooms with noise, light that changes, and a person who moves."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
import simplejpeg

from server.analysis.engines.blazepose.region import Region
from server.analysis.engines.pool import stillness
from server.analysis.engines.pool.stillness import NOISE_MOST, SIDE_MOST, Bounds, Held, Thumb, thumbnail

BODY = Region(320, 240, 300)
AROUND = Bounds(0.5, BODY, 640)


def picture(arm: int = 0, noise: float = 0.0, light: int = 0, seed: int = 0, door: int = 0) -> bytes:
    """A grey room with a dark person, the arm so many pixels lower, and a door outside the region."""
    room = np.full((480, 640), 150.0)
    cv2.rectangle(room, (300, 150), (340, 340), 60, -1)
    cv2.rectangle(room, (340, 170 + arm), (430, 185 + arm), 60, -1)
    cv2.rectangle(room, (20, 100), (60 + door, 300), 90, -1)
    room += light + np.random.default_rng(seed).normal(0, noise, room.shape)
    return jpeg(np.clip(room, 0, 255).astype(np.uint8))


def jpeg(grey: Thumb) -> bytes:
    return bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(grey[..., None]), 85, "GRAY"))


def held(shown: bytes, noise: float = 0.0) -> Held:
    return Held(10.0, noise, None, thumbnail(shown))


def still(before: Held, shown: bytes, t: float = 10.2, bounds: Bounds = AROUND) -> bool:
    return stillness.still(before, thumbnail(shown), t, bounds)


def test_the_same_picture_is_still() -> None:
    assert still(held(picture()), picture())


@pytest.mark.parametrize(("t", "may"), [(10.0, True), (10.5, True), (10.51, False), (9.9, False)])
def test_not_for_ever_and_not_back_in_time(t: float, may: bool) -> None:
    assert still(held(picture()), picture(), t) is may


def test_an_arm_that_sinks_is_movement() -> None:
    assert not still(held(picture()), picture(arm=6))


def test_slow_movement_adds_up_because_the_first_picture_is_what_counts() -> None:
    first = held(picture())
    assert [still(first, picture(arm=arm)) for arm in (0, 8)] == [True, False]


def test_what_happens_beside_the_person_does_not_count_unless_nobody_was_found() -> None:
    assert still(held(picture()), picture(door=30))
    assert not still(held(picture()), picture(door=30), bounds=Bounds(0.5, None, 640))


def test_light_that_changes_everywhere_is_no_movement() -> None:
    assert still(held(picture()), picture(light=12))


def test_the_threshold_rises_with_the_noise_of_the_camera() -> None:
    noisy = [picture(noise=36, seed=seed) for seed in range(40)]
    before = held(noisy[0])
    assert not still(before, noisy[1])
    for shown in noisy[1:]:
        thumb = thumbnail(shown)
        before = Held(10.0, stillness.noise(before, thumb), None, thumb)
    assert before.noise > 2
    assert still(before, picture(noise=36, seed=99))
    assert not still(before, picture(noise=36, seed=99, arm=25))


def test_a_camera_that_is_carried_about_does_not_pass_for_a_noisy_one() -> None:
    before = held(picture())
    for seed in range(200):
        moved: Thumb = np.random.default_rng(seed).integers(0, 255, before.looked_at.shape, np.uint8)
        before = Held(10.0, stillness.noise(before, moved), None, moved)
    assert before.noise <= NOISE_MOST
    assert not still(before, picture())


def test_a_picture_of_another_shape_is_another_picture() -> None:
    assert not still(held(picture()), jpeg(np.full((640, 480), 150, np.uint8)))


@pytest.mark.parametrize("size", [(320, 240), (640, 480), (480, 640), (1280, 720), (1920, 1080), (16, 16)])
def test_a_thumbnail_is_small_whatever_the_picture(size: tuple[int, int]) -> None:
    small = thumbnail(jpeg(np.full((size[1], size[0]), 150, np.uint8)))
    assert max(small.shape) <= SIDE_MOST
    assert max(small.shape) >= min(40, max(size))


def test_what_is_no_picture_is_refused() -> None:
    with pytest.raises(ValueError, match="JPEG"):
        thumbnail(b"no picture")

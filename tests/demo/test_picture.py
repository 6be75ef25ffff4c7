"""The picture shows what the truth says."""

from __future__ import annotations

import numpy as np
import pytest

from server.demo.body import points
from server.demo.camera import Camera
from server.demo.choreography import short_practice
from server.demo.figure import draw
from server.demo.poses import POSES, pose
from server.demo.practitioner import Practitioner
from server.demo.room import empty
from server.demo.scene import nobody, two_people

MAIN = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]


def _painted(size: tuple[int, int], id: str) -> tuple[np.ndarray, np.ndarray]:
    """Where the figure (without its shadow) changed the picture, and the pixels of its 33 points."""
    camera = Camera(size)
    room, bare = points(pose(id)), empty(camera)
    picture = bare.copy()
    draw(picture, room, camera)
    return np.abs(picture.astype(int) - bare).max(axis=2) > 12, camera.project(room)


@pytest.mark.parametrize("id", POSES)
def test_every_joint_lies_on_the_figure(id: str) -> None:
    painted, pixels = _painted((640, 480), id)
    for joint in MAIN:
        x, y = np.rint(pixels[joint]).astype(int)
        assert painted[y - 2 : y + 3, x - 2 : x + 3].mean() > 0.5, joint


@pytest.mark.parametrize("id", POSES)
def test_the_whole_body_is_in_the_picture(id: str) -> None:
    painted, _ = _painted((640, 480), id)
    rows, columns = np.flatnonzero(painted.any(axis=1)), np.flatnonzero(painted.any(axis=0))
    assert rows[0] > 4
    assert rows[-1] < 476
    assert columns[0] > 4
    assert columns[-1] < 636
    assert np.ptp(rows) > 150


def test_another_size_shows_the_same_body() -> None:
    small, large = (_painted(size, "warrior2") for size in ((320, 240), (1280, 720)))
    np.testing.assert_allclose(small[1][:, 1] / 240, large[1][:, 1] / 720, atol=1e-9)
    assert large[0][:, 640].any()


def test_a_tall_picture_shows_the_whole_body() -> None:
    camera = Camera((360, 640))
    for held in POSES:
        pixels = camera.project(points(pose(held)))
        assert (pixels > 0).all()
        assert (pixels < camera.size).all()


def test_truth_and_points_agree() -> None:
    practitioner = Practitioner(short_practice(), seed=3)
    drawn = practitioner.frame(1.25, seq=7)
    told, room = drawn.landmarks, practitioner.points(1.25)
    assert (told.seq, told.t, told.size, told.people) == (7, 1.25, (640, 480), 1)
    np.testing.assert_allclose(
        told.image[:, :2] * (640, 480), practitioner.camera.project(room), rtol=0, atol=1e-3
    )
    assert told.world is not None
    np.testing.assert_allclose(told.world[23:25].mean(axis=0), 0.0, atol=1e-6)
    assert told.image[0, 2] < told.image[7, 2], "the nose is nearer than the ears"


def test_the_same_seed_gives_the_same_picture_and_another_another() -> None:
    first, again, other = (Practitioner(short_practice(), seed).frame(2.0).picture for seed in (1, 1, 2))
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_nobody_and_two_people() -> None:
    room, pair = nobody(), two_people()
    changed = np.abs(pair.astype(int) - room).max(axis=2) > 12
    assert changed[:, :320].sum() > 2000
    assert changed[:, 320:].sum() > 2000


def test_a_body_outside_the_picture_is_not_drawn() -> None:
    camera = Camera()
    picture, bare = empty(camera), empty(camera)
    draw(picture, points(pose("mountain")) + np.array([9.0, 0.0, 0.0]), camera)
    np.testing.assert_array_equal(picture, bare)

"""The body behind the figure: lengths, the floor, left and right."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.landmarks import MIRRORED
from server.demo import body
from server.demo.body import between, mirrored, points
from server.demo.library import is_sided
from server.demo.poses import POSES, pose

BONES = {  # shoulders that ride up unevenly are a little further apart
    (11, 13): body.UPPER_ARM_M, (12, 14): body.UPPER_ARM_M,
    (13, 15): body.FOREARM_M, (14, 16): body.FOREARM_M,
    (23, 25): body.THIGH_M, (24, 26): body.THIGH_M, (25, 27): body.SHIN_M, (26, 28): body.SHIN_M,
    (11, 12): 2 * body.SHOULDER_M, (23, 24): 2 * body.HIP_M,
}  # fmt: skip


def _same_lengths(room: body.Floats) -> None:
    for (a, b), length in BONES.items():
        assert np.linalg.norm(room[a] - room[b]) == pytest.approx(length, abs=0.002)


@pytest.mark.parametrize("id", POSES)
def test_bones_keep_their_lengths(id: str) -> None:
    _same_lengths(points(pose(id)))


def test_bones_keep_their_lengths_on_the_way() -> None:
    for share in np.linspace(0.0, 1.0, 9):
        _same_lengths(points(between(pose("mountain"), pose("downdog"), float(share))))


@pytest.mark.parametrize("id", POSES)
def test_the_body_rests_on_the_floor(id: str) -> None:
    height = -points(pose(id))[:, 1]
    assert height.min() > 0.0
    assert height.min() < 0.13  # a seat is thicker than a heel


def test_the_mirror_swaps_left_and_right() -> None:
    for held in filter(is_sided, POSES):
        left, right = points(pose(held, "left")), points(pose(held, "right"))
        reflected = left[MIRRORED] * np.array([-1.0, 1.0, 1.0])
        np.testing.assert_allclose(right, reflected, atol=1e-9)


def test_mirroring_twice_changes_nothing() -> None:
    held = pose("warrior2")
    np.testing.assert_allclose(mirrored(mirrored(held)).bones, held.bones)


def test_facing_the_camera_the_left_hand_is_on_the_right_of_the_picture_and_the_nose_in_front() -> None:
    room = points(pose("t_pose"))
    assert room[15, 0] > 0.5 > -0.5 > room[16, 0]
    assert room[0, 2] < room[[7, 8], 2].min()


def test_turned_to_the_right_the_nose_is_on_the_right_and_the_left_side_away() -> None:
    room = points(pose("downdog"))
    assert room[15, 0] > room[27, 0]
    assert room[11, 2] > room[12, 2]

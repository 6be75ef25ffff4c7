"""The eleven poses and their faults, as angles."""

from __future__ import annotations

import numpy as np
import pytest

from server.demo.body import Floats, points
from server.demo.poses import FAULTS, POSES, pose, reach

FOUNDING = {
    "chair", "mountain", "tree", "downdog", "goddess", "lord", "lowlung", "side_plank", "staff",
    "t_pose", "warrior2",
}  # fmt: skip


def angle(room: Floats, a: int, b: int, c: int) -> float:
    """Degrees at b."""
    u, v = room[a] - room[b], room[c] - room[b]
    return float(np.degrees(np.arccos(u @ v / np.linalg.norm(u) / np.linalg.norm(v))))


def test_all_eleven_are_there() -> None:
    assert set(POSES) == FOUNDING


def test_a_side_leads() -> None:
    left, right = points(pose("warrior2", "left")), points(pose("warrior2", "right"))
    for room, bent, long in ((left, (23, 25, 27), (24, 26, 28)), (right, (24, 26, 28), (23, 25, 27))):
        assert angle(room, *bent) < 110
        assert angle(room, *long) > 165


def test_a_fault_moves_the_body() -> None:
    for fault in FAULTS:
        held = fault.partition(".")[0]
        moved = np.linalg.norm(points(pose(held)) - points(pose(held, fault=fault)), axis=1).max()
        assert moved > 0.05, fault


def test_the_straight_front_knee_of_warrior2() -> None:
    room = points(pose("warrior2", "right", "warrior2.shallow_knee"))
    assert angle(room, 24, 26, 28) > 125
    assert np.ptp(room[[31, 32], 1]) < 0.03, "both feet on the floor"


def test_a_fault_belongs_to_its_pose() -> None:
    with pytest.raises(ValueError, match="no fault of tree"):
        pose("tree", fault="warrior2.shallow_knee")
    with pytest.raises(KeyError):
        pose("tree", fault="tree.upside_down")


def test_hands_and_feet_of_downdog_stand_on_one_floor() -> None:
    room = points(pose("downdog"))
    assert np.ptp(room[[19, 20, 31, 32], 1]) < 0.04


def test_an_arm_reaches_its_target() -> None:
    from server.demo.body import FOREARM_M, SHOULDER_M, TRUNK_M, UPPER_ARM_M

    upper, fore = reach((0.0, 0.0, 1.0), 1.0, (0.3, 0.2, 0.3), (0.0, 1.0, 0.0))
    wrist = np.array([0.0, SHOULDER_M, TRUNK_M]) + UPPER_ARM_M * np.array(upper) + FOREARM_M * np.array(fore)
    np.testing.assert_allclose(wrist, [0.3, 0.2, 0.3], atol=1e-9)

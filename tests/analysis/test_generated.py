"""Generated bodies are whole, the same from the same seed, and off only where they are meant to be."""

from __future__ import annotations

import numpy as np

from server.analysis.everyday import HANDS_ON_HIPS, NEIGHBOURS, PRAYER, between, with_hands_at_rest
from server.analysis.figures import load_figures
from server.analysis.generation import rotations, turns
from server.analysis.landmarks import NAMES
from server.analysis.people import people
from server.analysis.slips import with_one_slip
from server.analysis.vectors import Vectors, length

FIGURE = load_figures()["warrior2"]


def test_a_rotation_keeps_lengths_and_its_axis() -> None:
    by = np.array([[0.0, 0.0, np.pi / 2], [0.3, -0.2, 0.1]])
    rotation = rotations(by)

    np.testing.assert_allclose(rotation[0] @ [1.0, 0.0, 0.0], [0.0, 1.0, 0.0], atol=1e-9)
    np.testing.assert_allclose(rotation[1] @ by[1], by[1], atol=1e-9)
    np.testing.assert_allclose(np.linalg.det(turns(np.random.default_rng(1), 20, 30.0)), 1.0)


def test_a_slip_moves_some_points_and_keeps_every_bone() -> None:
    bodies = np.repeat(FIGURE[None], 200, axis=0)
    slipped = with_one_slip(np.random.default_rng(4), bodies, 40.0)
    moved = np.linalg.norm(slipped - bodies, axis=2) > 1e-9

    assert moved.any(axis=1).all()
    assert not moved.all(axis=1).any()
    for start, end in (
        ("left_hip", "left_knee"),
        ("right_elbow", "right_wrist"),
        ("left_knee", "left_ankle"),
    ):
        a, b = NAMES.index(start), NAMES.index(end)
        length = np.linalg.norm(slipped[:, a] - slipped[:, b], axis=1)
        np.testing.assert_allclose(length, np.linalg.norm(FIGURE[a] - FIGURE[b]), atol=1e-9)


def test_people_are_whole_and_of_a_human_size() -> None:
    bodies = people(np.random.default_rng(2), 300)

    assert np.isfinite(bodies).all()
    assert np.abs(bodies).max() < 2.0
    np.testing.assert_array_equal(bodies, people(np.random.default_rng(2), 300))
    standing = np.linalg.norm(bodies[:, NAMES.index("nose")] - bodies[:, NAMES.index("left_ankle")], axis=1)
    assert np.median(standing) > 0.7


def test_hands_at_rest_lie_together_before_the_chest_or_on_the_hips() -> None:
    bodies = np.repeat(FIGURE[None], 400, axis=0)
    rested = with_hands_at_rest(np.random.default_rng(5), bodies)

    def far(first: str, second: str) -> Vectors:
        return length(rested[:, NAMES.index(first)] - rested[:, NAMES.index(second)])

    together = far("left_wrist", "right_wrist") < 0.1
    on_hips = (far("left_wrist", "left_hip") < 0.15) & (far("right_wrist", "right_hip") < 0.15)
    assert abs(together.mean() - PRAYER) < 0.07
    assert abs(on_hips.mean() - HANDS_ON_HIPS) < 0.05
    np.testing.assert_array_equal(rested[~together & ~on_hips], bodies[~together & ~on_hips])
    chest = rested[:, [NAMES.index("left_shoulder"), NAMES.index("right_shoulder")]].mean(axis=1)
    ahead = rested[:, NAMES.index("left_wrist")] - chest
    assert (ahead[together, 2] < -0.1).all()


def test_the_way_leads_from_a_figure_to_one_near_it() -> None:
    sizes = np.concatenate([np.linspace(0.98, 1.02, NEIGHBOURS + 1), np.linspace(2.9, 3.1, NEIGHBOURS + 1)])
    bodies, start = between(np.random.default_rng(6), FIGURE * sizes[:, None, None], 60)

    tall = np.ptp(bodies[:, :, 1], axis=1) > 2.0 * np.ptp(FIGURE[:, 1])
    np.testing.assert_array_equal(tall, start > NEIGHBOURS)
    assert 0 < tall.sum() < 60

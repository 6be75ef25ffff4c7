"""A measure is as unsure as the view makes it, and what the view does not show is not used."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.doubt import EVERY, MEMORY, Doubt, shown
from server.analysis.geometry import INDEX, Shape, shape_of
from server.analysis.landmarks import Landmarks
from server.analysis.variants import Floats
from tests.analysis.bodies import FIGURES, build, picture, seen_by_camera

SEEN = np.ones(33, dtype=bool)


def look(name: str, turn: float, visibility: float = 1.0) -> tuple[Shape, Landmarks]:
    landmarks = picture(seen_by_camera(build(FIGURES[name]), turn), visibility=visibility)
    return shape_of(landmarks, SEEN), landmarks


def unsure(name: str, turn: float, visibility: float = 1.0) -> Floats:
    shape, landmarks = look(name, turn, visibility)
    return Doubt().look(shape, landmarks.image[:, 3])


def test_at_its_best_a_joint_is_as_unsure_as_was_measured() -> None:
    found = unsure("warrior2", 0.0)

    assert found[INDEX["knee"]].mean() == pytest.approx(8.0, abs=3.0)
    assert found[INDEX["elbow"]].mean() == pytest.approx(12.0, abs=4.0)


def test_a_knee_that_points_at_the_camera_is_not_shown() -> None:
    across, along = unsure("warrior2", 0.0), unsure("warrior2", 90.0)

    assert along[INDEX["knee"], 0] > 2 * across[INDEX["knee"], 0]
    assert shown(across)[INDEX["knee"], 0]
    assert not shown(along)[INDEX["knee"], 0]


def test_whether_a_knee_falls_in_is_less_sure_from_the_side() -> None:
    front, side = unsure("mountain", 0.0), unsure("mountain", 90.0)

    assert shown(front)[INDEX["knee_in"]].all()
    assert (side[INDEX["knee_in"]] > 2 * front[INDEX["knee_in"]]).all()


def test_less_visible_is_less_sure() -> None:
    assert (
        unsure("mountain", 0.0, 0.5)[INDEX["elbow"]].mean() > unsure("mountain", 0.0)[INDEX["elbow"]].mean()
    )


def test_a_film_comes_to_the_same_and_knows_no_chance() -> None:
    shape, landmarks = look("chair", 90.0)
    one, other = Doubt(), Doubt()
    for _ in range(round(MEMORY) * EVERY):
        live = one.follow(shape, landmarks.image[:, 3])
        np.testing.assert_array_equal(live, other.follow(shape, landmarks.image[:, 3]))

    still = unsure("chair", 90.0)
    assert np.median(live[still > 0.01] / still[still > 0.01]) == pytest.approx(1.0, abs=0.25)
    one.reset()
    assert one.spread is None

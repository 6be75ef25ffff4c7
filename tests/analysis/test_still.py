"""The founding poses name themselves, on either side, whatever the picture's size, place and turn."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.loading import load_library
from server.analysis.still import read_still
from tests.analysis.bodies import FIGURES, SIDED, body, mirrored, picture

LIBRARY = load_library()


@pytest.mark.parametrize("name", FIGURES)
def test_a_pose_as_meant_names_itself_with_a_high_score_and_no_fault(name: str) -> None:
    reading = read_still(LIBRARY, picture(body(name)))

    assert reading.pose is not None
    assert reading.pose.id == name
    assert reading.pose.side == ("left" if name in SIDED else None)
    assert reading.score is not None
    assert reading.score >= 95
    assert reading.cues == ()
    assert reading.presence == "whole"


@pytest.mark.parametrize("name", FIGURES)
def test_a_mirrored_pose_is_the_same_pose_on_the_other_side(name: str) -> None:
    meant = read_still(LIBRARY, picture(body(name)))
    other = read_still(LIBRARY, picture(mirrored(body(name))))

    assert other.pose is not None
    assert other.pose.id == name
    assert other.pose.side == ("right" if name in SIDED else None)
    assert other.score == meant.score


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize(("size", "scale"), [((640, 640), 0.3), ((1920, 1080), 0.2), ((480, 854), 0.2)])
def test_size_place_and_aspect_ratio_change_nothing(name: str, size: tuple[int, int], scale: float) -> None:
    meant = read_still(LIBRARY, picture(body(name)))
    other = read_still(LIBRARY, picture(body(name), size=size, scale=scale, shift=(0.48, 0.52)))

    assert other.pose is not None
    assert meant.pose is not None
    assert (other.pose.id, other.pose.side) == (meant.pose.id, meant.pose.side)
    assert other.pose.confidence == pytest.approx(meant.pose.confidence, abs=0.005)
    assert other.score == meant.score


@pytest.mark.parametrize("name", FIGURES)
def test_noise_of_two_centimetres_does_not_change_the_name(name: str) -> None:
    noise = np.random.default_rng(7)
    for _ in range(20):
        reading = read_still(LIBRARY, picture(body(name) + noise.normal(0.0, 0.02, (33, 3))))
        assert reading.pose is not None
        assert reading.pose.id == name

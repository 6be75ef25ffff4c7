"""What runs when, and what is remembered."""

from __future__ import annotations

import pickle

import numpy as np
import pytest

from server.analysis.engines.blazepose.pipeline import BlazePose, State
from tests.analysis.engines.blazepose.figures import Told, in_the_middle, somebody

PICTURE = np.zeros((480, 640, 3), np.uint8)
NOBODY = in_the_middle()._replace(logits=np.full(2254, -20.0, np.float32))


def test_the_detector_runs_only_while_nobody_is_tracked() -> None:
    networks = Told()
    blazepose, state = BlazePose(networks), State()
    for n in range(4):
        body, state = blazepose.detect(PICTURE, n / 15, state)
        assert body is not None
    assert networks.searches == 1
    assert len(networks.crops) == 4


def test_who_leaves_is_looked_for_in_the_next_picture() -> None:
    networks = Told(bodies=[somebody(), somebody(presence=0.2), somebody()])
    blazepose, state, seen = BlazePose(networks), State(), []
    for n in range(3):
        body, state = blazepose.detect(PICTURE, n / 15, state)
        seen.append((body is not None, networks.searches))
    assert seen == [(True, 1), (False, 1), (True, 2)]


def test_an_empty_picture_asks_the_landmark_network_nothing() -> None:
    networks = Told(people=[NOBODY])
    assert BlazePose(networks).detect(PICTURE, 0.0) == (None, State())
    assert networks.crops == []


def test_after_a_gap_the_picture_starts_anew_and_the_world_goes_on() -> None:
    blazepose = BlazePose(Told(bodies=[somebody(), somebody(presence=0.0)]))
    _, tracked = blazepose.detect(PICTURE, 0.0)
    _, lost = blazepose.detect(PICTURE, 0.1, tracked)
    assert lost == State(world=tracked.world, visibility=tracked.visibility)
    assert lost.world is not None


def test_a_state_is_a_small_value_that_nothing_changes() -> None:
    blazepose = BlazePose(Told(bodies=[somebody(), somebody(140.0)]))
    _, first = blazepose.detect(PICTURE, 0.0)
    packed = pickle.dumps(first)
    blazepose.detect(PICTURE, 0.1, first)
    assert pickle.dumps(first) == packed
    assert len(packed) < 4096


def test_a_jump_is_smoothed_but_a_photo_is_not() -> None:
    blazepose = BlazePose(Told(bodies=[somebody(), somebody(130.0), somebody(130.0)]))
    first, state = blazepose.detect(PICTURE, 0.0)
    second, _ = blazepose.detect(PICTURE, 1 / 30, state)
    alone = blazepose.photo(PICTURE)
    assert first is not None
    assert second is not None
    assert alone is not None
    assert first.image[0, 0] < second.image[0, 0] < alone.image[0, 0]


def test_a_body_without_extent_passes_unsmoothed() -> None:
    flat = somebody()
    flat.points[34] = flat.points[33]
    body, state = BlazePose(Told(bodies=[flat])).detect(PICTURE, 0.0)
    assert body is not None
    assert state.image is None


def test_everybody_is_each_likely_person_with_a_body() -> None:
    two = in_the_middle()
    two.boxes[0] = (0, 0, 20, 20, 0, 0, 0, -10, 0, 0, 0, 0)
    two.logits[0] = 1.0
    blazepose = BlazePose(Told(people=[two]))
    assert len(blazepose.everybody(PICTURE, most=2)) == 2
    assert len(blazepose.everybody(PICTURE, most=1)) == 1
    assert len(blazepose.everybody(PICTURE, most=2, confidence=0.8)) == 1


@pytest.mark.parametrize("shape", [(480, 640, 3), (640, 480, 3), (100, 100, 3)])
def test_any_shape_of_picture_is_searched(shape: tuple[int, int, int]) -> None:
    body = BlazePose(Told()).photo(np.zeros(shape, np.uint8))
    assert body is not None
    assert body.image[0, :2] == pytest.approx((0.5, 0.5), abs=0.05)

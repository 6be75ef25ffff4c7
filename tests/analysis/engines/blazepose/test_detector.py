"""What is read out of the detector's 2254 answers."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.engines.blazepose import detector
from server.analysis.engines.blazepose.detector import ANCHORS, people, to_region
from server.analysis.engines.blazepose.networks import FIND_SIZE, Found

NO = -20.0


def answers(*boxes: tuple[int, float, float, float]) -> Found:
    """One answer for each (anchor, logit, width, height): a box about its anchor, the rim 10 pixels above."""
    found = Found(np.zeros((2254, 12), np.float32), np.full(2254, NO, np.float32))
    for anchor, logit, width, height in boxes:
        found.boxes[anchor] = (0, 0, width, height, 0, 0, 0, -10, 0, 0, 0, 0)
        found.logits[anchor] = logit
    return found


def test_the_anchors_are_the_middles_of_the_cells() -> None:
    assert ANCHORS.shape == (2254, 2)
    assert ANCHORS[0].tolist() == pytest.approx([0.5 / 28, 0.5 / 28])
    assert ANCHORS[2].tolist() == pytest.approx([1.5 / 28, 0.5 / 28])
    assert ANCHORS[28 * 28 * 2].tolist() == pytest.approx([0.5 / 14, 0.5 / 14])
    assert ANCHORS[-1].tolist() == pytest.approx([6.5 / 7, 6.5 / 7])


def test_nobody() -> None:
    assert people(answers()) == []
    assert people(answers((100, -0.01, 50, 50))) == []


def test_one_person_is_where_the_points_say() -> None:
    (person,) = people(answers((100, 2.0, 50, 80)))
    assert person.score == pytest.approx(1 / (1 + np.exp(-2.0)))
    assert person.centre.tolist() == pytest.approx(ANCHORS[100].tolist())
    assert person.rim.tolist() == pytest.approx((ANCHORS[100] - (0, 10 / FIND_SIZE)).tolist())


def test_boxes_of_one_person_are_averaged_by_their_scores() -> None:
    (person,) = people(answers((100, 3.0, 100, 100), (102, 1.0, 100, 100)), most=2)
    weights = 1 / (1 + np.exp(-np.array((3.0, 1.0))))
    middle = (weights[:, None] * ANCHORS[[100, 102]]).sum(axis=0) / weights.sum()
    assert person.score == pytest.approx(weights[0])
    assert person.centre.tolist() == pytest.approx(middle.tolist(), abs=1e-6)


def test_two_people_apart_are_two_and_the_likelier_is_first() -> None:
    found = answers((0, 1.0, 40, 40), (2253, 2.0, 40, 40))
    assert [person.centre.tolist() for person in people(found, most=2)] == [
        pytest.approx(ANCHORS[2253].tolist()),
        pytest.approx(ANCHORS[0].tolist()),
    ]
    assert len(people(found, most=1)) == 1


def test_a_box_turned_inside_out_is_nobody() -> None:
    assert people(answers((100, 5.0, -50, 80))) == []


def test_a_box_without_extent_still_counts_once() -> None:
    assert len(people(answers((100, 5.0, 0, 0)), most=3)) == 1


def test_the_black_beside_a_wide_picture_is_taken_off_again() -> None:
    wide = np.zeros((100, 200, 3), np.uint8)
    person = detector.Person(1.0, np.array((0.5, 0.5), np.float32), np.array((0.5, 0.25), np.float32))
    region = to_region(person, wide)
    assert (region.x, region.y) == pytest.approx((100, 50))
    assert region.side == pytest.approx(2 * 50 * 1.25)


def test_the_view_shows_the_whole_picture_in_the_middle() -> None:
    view = detector.view(np.full((112, 224, 3), 255, np.uint8))
    assert view.shape == (224, 224, 3)
    assert (view[57:167] == 255).all()
    assert not view[:55].any()
    assert not view[169:].any()

"""Totals of a session are exact, and their memory is bounded."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.tally import MOST_SECONDS, NO_SCORE, Tally
from tests.analysis.bodies import body, picture

LANDMARKS = picture(body("tree"))


def test_scores_are_averaged_by_second_and_gaps_stay_gaps() -> None:
    tally = Tally()
    for t, score in ((0.1, 80.0), (0.9, 90.0), (3.5, 60.0)):
        tally.see(0)
        tally.score(replace(LANDMARKS, t=t), "tree", score)

    assert list(tally.scores) == [85, NO_SCORE, NO_SCORE, 60]
    assert tally.mean == pytest.approx(230 / 3)
    assert tally.frames_scored == tally.frames_seen == 3


def test_the_best_moment_is_kept_as_it_was_seen() -> None:
    tally = Tally()
    for score, pose in ((70.0, "tree"), (95.0, "chair"), (94.0, "goddess")):
        tally.score(LANDMARKS, pose, score)

    points = np.frombuffer(tally.best_landmarks, dtype="<f4").reshape(33, 4)

    assert (tally.best, tally.best_pose_id) == (95.0, "chair")
    np.testing.assert_array_equal(points, LANDMARKS.image)


def test_the_shape_of_the_picture_is_that_of_the_best_moment() -> None:
    tally = Tally()
    tally.picture((1280, 720))
    assert tally.aspect == pytest.approx(16 / 9)

    tally.score(replace(LANDMARKS, size=(600, 800)), "tree", 70.0)
    tally.picture((1280, 720))
    tally.score(replace(LANDMARKS, size=(800, 600)), "tree", 60.0)
    assert tally.aspect == pytest.approx(3 / 4)


def test_nothing_scored_is_none_and_not_zero() -> None:
    tally = Tally()
    tally.see(4)

    assert (tally.mean, tally.best, tally.scores, tally.last_seq) == (None, None, b"", 4)


def test_after_two_hours_the_scores_by_second_grow_no_more() -> None:
    tally = Tally()
    tally.score(replace(LANDMARKS, t=MOST_SECONDS - 0.5), "tree", 50.0)
    tally.score(replace(LANDMARKS, t=MOST_SECONDS + 5000.0), "tree", 50.0)

    assert len(tally.scores) == MOST_SECONDS

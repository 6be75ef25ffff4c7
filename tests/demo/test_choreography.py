"""Who holds what when, and that nothing jumps."""

from __future__ import annotations

import numpy as np
import pytest

from server.demo.choreography import (
    CORRECTION_S,
    Choreography,
    Step,
    all_poses,
    eased,
    first_practice,
    short_practice,
)
from server.demo.library import is_sided
from server.demo.poses import FAULTS, POSES
from server.demo.practitioner import Practitioner

PAIR = Choreography((Step("mountain", 4.0), Step("warrior2", 10.0, "right", "warrior2.shallow_knee", 3.0)))


def test_the_truth_follows_the_clock() -> None:
    assert (PAIR.at(2.0).pose, PAIR.at(2.0).side) == ("mountain", None)
    assert PAIR.at(5.0).pose is None
    wrong = PAIR.at(8.0)
    assert (wrong.pose, wrong.side, wrong.fault) == ("warrior2", "right", "warrior2.shallow_knee")
    assert PAIR.at(10.0).fault is None
    assert PAIR.at(2.0 + PAIR.duration_s).pose == "mountain"


def test_a_fault_is_put_right() -> None:
    start = PAIR.starts()[1]
    before, after = (PAIR.at(start + s).posture.bones for s in (1.0, 3.0 + CORRECTION_S))
    sound = Choreography((Step("warrior2", 9.0, "right"),)).at(0.0).posture.bones
    assert np.abs(before - sound).max() > 0.3
    np.testing.assert_allclose(after, sound)


@pytest.mark.parametrize("practice", [first_practice(), all_poses(), short_practice()])
def test_no_joint_jumps(practice: Choreography) -> None:
    """Nothing moves faster than 4 m/s, the turn of the round included."""
    practitioner = Practitioner(practice)
    times = np.arange(0.0, practice.duration_s + 1.0, 1 / 15)
    paths = np.array([practitioner.points(float(t)) for t in times])
    steps = np.linalg.norm(np.diff(paths, axis=0), axis=2)
    assert steps.max() < 4.0 / 15


def test_the_tour_shows_every_pose_on_every_side() -> None:
    shown = {(step.pose, step.lead) for step in all_poses().steps}
    sided = {(held, side) for held in POSES if is_sided(held) for side in ("left", "right")}
    assert shown == sided | {(held, None) for held in POSES if not is_sided(held)}


def test_every_fault_shown_is_known_and_leaves_time_to_see_it_fixed() -> None:
    for step in (*first_practice().steps, *short_practice().steps):
        if step.fault:
            assert step.fault in FAULTS
            assert step.hold_s >= step.fault_s + CORRECTION_S + 2.0


def test_the_first_practice_lasts_about_a_minute_and_a_half() -> None:
    assert 60.0 <= first_practice().duration_s <= 110.0


def test_easing_starts_and_ends_at_rest() -> None:
    assert (eased(-1.0), eased(0.0), eased(1.0), eased(2.0)) == (0.0, 0.0, 1.0, 1.0)
    assert eased(0.01) < 1e-4


def test_a_choreography_has_steps() -> None:
    with pytest.raises(ValueError, match="at least one"):
        Choreography(())

"""The practitioner can do every pose of the library and whole flows; the coach knows them by the truth."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.coach import Coach
from server.analysis.feedback import FlowChange
from server.analysis.flows import BREATH_S, Course, Step
from server.analysis.loading import load_library
from server.demo.body import points
from server.demo.camera import Camera
from server.demo.flows import MOVE_S, practised
from server.demo.library import is_sided
from server.demo.poses import pose as posture
from server.demo.practitioner import Practitioner

LIBRARY = load_library()
FPS = 10
NOT_KNOWN = {"sphinx"}
"""From a camera a metre up its far elbow looks a hair too high for its gate."""


def done(course: Course) -> Coach:
    """What a coach makes of a flow, ten times a second; the pictures are not needed and not drawn."""
    practitioner, coach = Practitioner(practised(course)), Coach(LIBRARY)
    coach.guide.start(course)
    for seq in range(1, round((practitioner.choreography.duration_s - MOVE_S) * FPS)):
        t = seq / FPS
        coach.observe(practitioner.camera.landmarks(practitioner.points(t), seq=seq, t=t))
    return coach


@pytest.mark.parametrize("pose_id", LIBRARY.poses.keys() - NOT_KNOWN)
def test_every_pose_is_known_when_it_is_expected(pose_id: str) -> None:
    coach, camera, body = Coach(LIBRARY, expected=pose_id), Camera(), points(posture(pose_id))
    for seq in range(2 * FPS):
        feedback = coach.observe(camera.landmarks(body, seq=seq, t=seq / FPS))
    assert feedback.pose is not None
    assert feedback.pose.id in (pose_id, *LIBRARY.poses[pose_id].confusable)


def test_sides_are_the_librarys() -> None:
    assert is_sided("warrior_1")
    assert not is_sided("cobra")
    with pytest.raises(KeyError):
        is_sided("handstand")
    with pytest.raises(KeyError):
        posture("handstand")


@pytest.mark.parametrize("name", ["sun_salutation_a", "sun_salutation_b"])
def test_a_sun_salutation_is_followed_through_all_its_rounds(name: str) -> None:
    coach = done(LIBRARY.flows[name].course())
    (flow,) = coach.summary().flows
    assert flow.ending == "finished"
    assert flow.done == flow.of == len(flow.steps)
    assert flow.score is not None
    assert flow.score >= 98
    changes: tuple[FlowChange, ...] = coach.guide.take_changes()
    assert [change.change for change in changes] == ["started", *["step"] * (flow.of - 1), "finished"]


def test_a_pose_that_is_asked_for_twice_is_left_between() -> None:
    twice = Step("locust", "Locust Pose", hold_s=4.0)
    (flow,) = done(Course(None, "Twice", (twice, twice))).summary().flows
    assert [step.outcome for step in flow.steps] == ["done", "done"]


def test_the_pace_is_the_flows_and_a_long_hold_may_be_cut() -> None:
    course = LIBRARY.flows["sun_salutation_a"].course()
    whole, short = practised(course), practised(course, begin=23, longest_hold_s=2 * BREATH_S)
    assert len(whole.steps) == 34
    assert [step.pose for step in short.steps] == [step.pose for step in course.steps[23:]]
    assert max(step.hold_s for step in whole.steps) > 25
    assert max(step.hold_s for step in short.steps) < 12


def test_no_joint_jumps_in_a_flow() -> None:
    practitioner = Practitioner(practised(LIBRARY.flows["sun_salutation_b"].course()))
    times = np.arange(0.0, 90.0, 1 / 15)
    paths = np.array([practitioner.points(float(t)) for t in times])
    steps = np.linalg.norm(np.diff(paths, axis=0), axis=2)
    assert steps.max() < 4.0 / 15

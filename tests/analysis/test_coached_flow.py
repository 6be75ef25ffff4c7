"""The coach leads through a flow: its steps are followed, aimed at, cued and kept; a pause keeps it."""

from __future__ import annotations

from server.analysis.coach import Coach
from server.analysis.flows import Course, Step
from server.analysis.loading import load_library
from tests.analysis.bodies import body, straight, to
from tests.analysis.driving import Practice

LIBRARY = load_library()
MOUNTAIN, T_POSE = body("mountain"), body("t_pose")
IDLE = body("mountain", arms=((to(150, 60), to(60, -60)), (to(150, -60), to(60, 60))))
"""Standing about with folded arms: no pose."""

T_ARMS_LOW = body("t_pose", arms=(straight(115, 90), straight(115, -90)))


def step(pose: str, hold_s: float = 3.0, *, silent: bool = False) -> Step:
    return Step(pose, LIBRARY.poses[pose].name, hold_s=hold_s, silent=silent)


def led(*steps: Step, expected: str | None = None) -> Practice:
    practice = Practice(Coach(LIBRARY, expected=expected))
    practice.coach.guide.start(Course(None, "Mine", steps))
    return practice


def test_the_steps_are_followed_and_kept() -> None:
    practice = led(step("mountain"), step("t_pose"))
    practice.show(MOUNTAIN, 2.0)
    first = practice.last.flow
    assert first is not None
    assert (first.step, first.state, first.now.pose) == (0, "holding", "mountain")
    practice.show(MOUNTAIN, 2.0)
    practice.move(MOUNTAIN, T_POSE, 0.5)
    practice.show(T_POSE, 5.0)

    assert practice.last.flow is None
    assert [c.change for c in practice.coach.guide.take_changes()] == ["started", "step", "finished"]
    (flow,) = practice.coach.summary().flows
    assert (flow.ending, flow.done, flow.of) == ("finished", 2, 2)
    assert flow.score is not None
    assert flow.score >= 95


def test_only_the_pose_of_the_step_is_cued() -> None:
    cued = led(step("t_pose", 30.0))
    cued.show(T_ARMS_LOW, 8.0)
    assert [cue.id for cue in cued.cues] == ["t_pose.arm_low"]

    for other in (led(step("mountain", 30.0)), led(step("t_pose", 30.0, silent=True))):
        other.show(T_ARMS_LOW, 8.0)
        assert other.last.pose is not None
        assert other.last.pose.id == "t_pose"
        assert other.cues == []


def test_the_flow_goes_before_the_pose_that_was_given_and_not_beyond_its_end() -> None:
    practice = led(step("downdog"), expected="mountain")
    practice.show(IDLE, 2.0)
    assert practice.last.notice is not None
    assert practice.last.notice.id == "turn_side"

    practice.coach.guide.stop()
    practice.show(IDLE, 2.0)
    assert practice.last.notice is None
    assert practice.coach.expected == "mountain"


def test_a_flow_waits_for_somebody_who_is_away_or_pauses() -> None:
    practice = led(step("mountain", 20.0))
    practice.show(MOUNTAIN, 3.0)
    practice.show(None, 30.0)
    away = practice.last.flow
    assert away is not None
    assert away.state == "away"

    practice.coach.pause()
    practice.show(MOUNTAIN, 30.0)
    assert practice.last.flow == away
    practice.coach.resume()
    practice.show(MOUNTAIN, 2.0)
    later = practice.last.flow
    assert later is not None
    assert later.state == "holding"
    assert 0.5 <= later.held_s - away.held_s <= 2.0

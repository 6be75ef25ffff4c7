"""A practitioner is followed through a sequence: held, hurried, left out, done instead, done again."""

from __future__ import annotations

from server.analysis.feedback import PoseReading, Side
from server.analysis.flows import Step, load_flows
from server.analysis.following import PATIENCE_S, FlowFollower, Progress
from server.analysis.loading import load_library

STEP_S = 0.1


def held(pose: str, hold_s: float = 5.0, side: Side | None = None, *instead: str) -> Step:
    return Step(pose, side, None, hold_s, 1, instead, optional=False, silent=False, say="")


def breath(pose: str) -> Step:
    return Step(pose, None, "in", 0.0, 1, (), optional=False, silent=False, say="")


class Practice:
    def __init__(self, *steps: Step) -> None:
        self.follower = FlowFollower(steps)
        self.t = 0.0

    def do(
        self, pose: str | None, seconds: float, side: Side | None = None, score: float | None = 90
    ) -> Progress:
        reading = None if pose is None else PoseReading(pose, pose, side, 1.0)
        for _ in range(round(seconds / STEP_S)):
            self.t += STEP_S
            progress = self.follower.update(reading, score, self.t)
        return progress

    @property
    def outcomes(self) -> list[str]:
        return [f"{result.pose} {result.outcome}" for result in self.follower.results]


def test_a_hold_counts_down_and_then_the_next_pose_is_wanted() -> None:
    practice = Practice(held("chair"), breath("mountain"))

    progress = practice.do("chair", 3.0)
    assert (progress.step, progress.in_pose) == (0, True)
    assert 2.0 <= progress.left_s <= 2.2
    assert progress.next is not None
    assert progress.next.pose == "mountain"
    assert practice.do("chair", 2.5).step == 1
    assert practice.do("mountain", 0.1).finished
    assert practice.outcomes == ["chair done", "mountain done"]
    assert practice.follower.results[0].mean_score == 90.0


def test_nothing_runs_while_the_pose_is_not_seen() -> None:
    practice = Practice(held("chair"), breath("mountain"))
    practice.do("chair", 2.0)

    before = practice.do(None, 0.1).held_s
    assert practice.do(None, 10.0).held_s == before
    assert practice.do("goddess", 10.0).held_s == before


def test_who_goes_on_early_is_followed() -> None:
    practice = Practice(held("chair"), held("plank"), held("downdog"))
    practice.do("chair", 2.0)

    assert practice.do("downdog", 0.5).step == 2
    assert practice.outcomes == ["chair short", "plank skipped"]


def test_nobody_is_followed_further_than_two_steps() -> None:
    practice = Practice(held("chair"), held("plank"), held("cobra"), held("downdog"))

    assert practice.do("downdog", 5.0).step == 0


def test_the_side_that_is_asked_for_counts() -> None:
    practice = Practice(held("tree", 5.0, "left"), held("tree", 5.0, "right"))

    assert practice.do("tree", 1.0, "left").in_pose
    assert practice.do("tree", 1.0, "right").step == 1
    assert practice.outcomes == ["tree short"]


def test_an_easier_pose_does_as_well_and_is_what_the_result_names() -> None:
    practice = Practice(held("upward_dog", 2.0, None, "cobra"))

    practice.do("cobra", 2.5)
    assert practice.outcomes == ["cobra done"]


def test_the_same_pose_again_has_to_be_left_between() -> None:
    practice = Practice(held("bridge", 2.0), held("bridge", 2.0))

    assert practice.do("bridge", 10.0).step == 1
    practice.do(None, 1.0)
    assert practice.do("bridge", 2.5).finished


def test_a_pose_that_does_not_come_is_asked_for_once() -> None:
    practice = Practice(held("chair"))
    reminders = [practice.do(None, STEP_S).remind for _ in range(round(3 * PATIENCE_S / STEP_S))]

    assert reminders.count(True) == 1


def test_a_step_can_be_skipped() -> None:
    practice = Practice(held("chair"), held("plank"))
    practice.follower.skip()
    practice.follower.skip()
    practice.follower.skip()

    assert practice.follower.finished
    assert practice.outcomes == ["chair skipped", "plank skipped"]
    assert practice.follower.results[0].mean_score is None


def test_every_shipped_flow_can_be_done_from_end_to_end() -> None:
    for flow in load_flows(load_library()).values():
        course = flow.course()
        practice = Practice(*course)
        for step in course:
            practice.do(None, 0.2)
            practice.do(step.pose, step.hold_s + 0.3, step.side)

        assert practice.follower.finished
        assert {result.outcome for result in practice.follower.results} == {"done"}

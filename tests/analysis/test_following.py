"""A practitioner is followed through a sequence: held, hurried, left out, done instead, done again."""

from __future__ import annotations

from server.analysis.feedback import PoseReading, Side
from server.analysis.flows import BREATH_S, Step
from server.analysis.following import GIVE_IN_S, PATIENCE_S, FlowFollower
from server.analysis.loading import load_library

STEP_S = 0.1


def held(pose: str, hold_s: float = 5.0, side: Side | None = None, *instead: str) -> Step:
    return Step(pose, pose, side, hold_s=hold_s, breaths=round(hold_s / BREATH_S) or 1, instead=instead)


def breath(pose: str) -> Step:
    return Step(pose, pose, breath="in")


class Practice:
    def __init__(self, *steps: Step, begin: int = 0) -> None:
        self.follower = FlowFollower(steps, begin)
        self.t = 0.0

    def do(
        self,
        pose: str | None,
        seconds: float,
        side: Side | None = None,
        score: float | None = 90,
        *,
        present: bool = True,
    ) -> FlowFollower:
        reading = None if pose is None else PoseReading(pose, pose, side, 1.0)
        for _ in range(round(seconds / STEP_S)):
            self.t += STEP_S
            self.follower.update(reading, score, self.t, present=present)
        return self.follower

    @property
    def outcomes(self) -> list[str]:
        return [f"{result.pose} {result.outcome}" for result in self.follower.results]


def test_a_hold_counts_down_and_then_the_next_pose_is_wanted() -> None:
    practice = Practice(held("chair"), breath("mountain"))

    follower = practice.do("chair", 3.0)
    assert (follower.here, follower.state) == (0, "holding")
    assert 2.0 <= follower.left_s <= 2.2
    assert follower.left_breaths == 1
    assert follower.next is not None
    assert follower.next.pose == "mountain"
    assert practice.do("chair", 2.5).here == 1
    assert practice.do("mountain", 3.0).now is None
    assert practice.outcomes == ["chair done", "mountain done"]
    assert practice.follower.results[0].score == 90.0


def test_a_step_of_one_breath_lasts_as_long_as_a_breath_or_until_it_is_left() -> None:
    practice = Practice(breath("chair"), breath("mountain"), breath("goddess"))

    assert practice.do("chair", 1.0).here == 0
    assert practice.do(None, 0.1).here == 1
    assert practice.do("mountain", BREATH_S / 2).here == 1
    assert practice.do("mountain", 0.2).here == 2
    assert practice.outcomes == ["chair done", "mountain done"]


def test_nothing_runs_while_the_pose_is_not_seen() -> None:
    practice = Practice(held("chair"), breath("mountain"))
    practice.do("chair", 2.0)

    before = practice.do(None, 0.1).held_s
    assert practice.do(None, 10.0).held_s == before
    assert practice.do("goddess", 10.0).held_s == before


def test_somebody_who_is_away_is_waited_for_and_not_late() -> None:
    practice = Practice(held("chair"), breath("mountain"))
    practice.do("chair", 2.0)
    before = practice.follower.held_s

    assert practice.do(None, 3 * PATIENCE_S, present=False).state == "away"
    assert practice.do(None, 1.0).state == "entering"
    assert practice.do("chair", 1.0).held_s > before
    assert practice.follower.here == 0


def test_a_gap_in_the_frames_counts_only_a_little() -> None:
    practice = Practice(held("chair", 30.0))
    practice.do("chair", 2.0)
    practice.t += 60.0

    assert practice.do("chair", 0.1).held_s < 3.0


def test_who_goes_on_early_is_followed() -> None:
    practice = Practice(held("chair"), held("plank"), held("downdog"))
    practice.do("chair", 2.0)

    assert practice.do("downdog", 0.5).here == 2
    assert practice.outcomes == ["chair short", "plank skipped"]


def test_after_a_breath_that_is_through_two_more_steps_may_be_left_out() -> None:
    practice = Practice(breath("chair"), breath("plank"), breath("cobra"), breath("downdog"))
    practice.do("chair", 1.0)

    assert practice.do("downdog", 0.5).here == 3
    assert practice.outcomes == ["chair done", "plank skipped", "cobra skipped"]


def test_nobody_is_followed_further_than_two_steps() -> None:
    practice = Practice(held("chair"), held("plank"), held("cobra"), held("downdog"))

    assert practice.do("downdog", 5.0).here == 0


def test_the_side_that_is_asked_for_counts() -> None:
    practice = Practice(held("tree", 5.0, "left"), held("tree", 5.0, "right"))

    assert practice.do("tree", 1.0, "left").state == "holding"
    assert practice.do("tree", 1.0, "right").here == 1
    assert practice.outcomes == ["tree short"]


def test_the_other_side_is_no_step_left_out_but_the_wrong_side() -> None:
    practice = Practice(held("tree", 5.0, "left"), held("tree", 5.0, "right"))

    assert practice.do("tree", 0.5, "right").state == "entering"
    assert practice.do("tree", 2.0, "right").state == "other_side"
    assert practice.follower.here == 0
    assert practice.do("tree", 1.0, "left").state == "holding"


def test_somebody_who_stays_on_the_other_side_is_let() -> None:
    practice = Practice(held("tree", 2.0, "left"), held("mountain"))
    practice.do("tree", GIVE_IN_S - 1.0, "right")
    assert practice.follower.state == "other_side"

    practice.do("tree", 4.0, "right")
    assert practice.outcomes == ["tree done"]
    assert practice.follower.results[0].side == "right"


def test_somebody_who_is_let_is_not_taken_for_the_other_sides_step() -> None:
    practice = Practice(held("tree", 5.0, "left"), held("tree", 5.0, "right"))
    practice.do("tree", GIVE_IN_S + 3.0, "right")
    assert (practice.follower.here, practice.follower.state) == (0, "holding")

    practice.do("tree", 3.0, "right")
    assert practice.outcomes == ["tree done"]


def test_the_side_that_is_just_done_is_not_the_wrong_one_until_it_is_left() -> None:
    practice = Practice(held("tree", 2.0, "left"), held("tree", 2.0, "right"))
    practice.do("tree", 2.2, "left")

    assert practice.do("tree", 5.0, "left").state == "entering"
    practice.do(None, 0.5)
    assert practice.do("tree", 2.0, "left").state == "other_side"


def test_an_easier_pose_does_as_well_and_is_what_the_result_names() -> None:
    practice = Practice(held("upward_dog", 2.0, None, "cobra"))

    practice.do("cobra", 2.5)
    assert practice.outcomes == ["cobra done"]


def test_poses_that_landmarks_hardly_tell_apart_are_taken_for_each_other_and_need_not_be_left() -> None:
    cow, cat = (
        Step("cow", "Cow", breath="in", alike=("cat",)),
        Step("cat", "Cat", breath="out", alike=("cow",)),
    )
    practice = Practice(cow, cat, held("child"))
    practice.do("cat", 2 * BREATH_S + 0.5)

    assert practice.outcomes == ["cow done", "cat done"]
    assert practice.follower.here == 2


def test_the_same_pose_again_has_to_be_left_between() -> None:
    practice = Practice(held("bridge", 2.0), held("bridge", 2.0))

    assert practice.do("bridge", 10.0).here == 1
    practice.do(None, 1.0)
    assert practice.do("bridge", 2.5).now is None


def test_a_pose_that_does_not_come_makes_late_and_its_coming_does_away_with_it() -> None:
    practice = Practice(held("chair"))

    assert practice.do(None, PATIENCE_S - 1.0).state == "entering"
    assert practice.do(None, 2.0).state == "late"
    assert practice.do("chair", 1.0).state == "holding"
    assert practice.do(None, 1.0).state == "entering"


def test_a_step_can_be_skipped() -> None:
    practice = Practice(held("chair"), held("plank"))
    for _ in range(3):
        practice.follower.skip()

    assert practice.follower.now is None
    assert practice.outcomes == ["chair skipped", "plank skipped"]
    assert practice.follower.results[0].score is None


def test_a_course_can_begin_in_the_middle() -> None:
    practice = Practice(held("chair", 1.0), held("plank", 1.0), begin=1)

    assert practice.follower.here == 1
    practice.do("plank", 1.5)
    assert practice.outcomes == ["plank done"]


def test_every_shipped_flow_can_be_done_from_end_to_end() -> None:
    for flow in load_library().flows.values():
        practice = Practice(*flow.course().steps)
        for step in flow.course().steps:
            practice.do(None, 0.2)
            practice.do(step.pose, step.length_s + 0.3, step.side)

        assert practice.follower.now is None
        assert {result.outcome for result in practice.follower.results} == {"done"}

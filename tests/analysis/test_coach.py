"""A whole practice with synthetic bodies: what the coach says, times and keeps."""

from __future__ import annotations

import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.analysis.coach import Coach
from server.analysis.cues import INTERVAL_S, SETTLE_S, SETTLED_S
from server.analysis.landmarks import NAMES, Landmarks
from server.analysis.loading import load_library
from tests.analysis.bodies import FIGURES, SIDED, Vector, body, mirrored, picture, straight, to
from tests.analysis.driving import FPS, Practice

LIBRARY = load_library()
DROOPING = body("warrior2", arms=(straight(90, 90), straight(118, -90)))
"""Warrior II with the right arm hanging."""

IDLE = body("mountain", arms=((to(150, 60), to(60, -60)), (to(150, -60), to(60, 60))))
"""Standing about with folded arms: no pose."""


@pytest.fixture
def practice() -> Practice:
    return Practice(Coach(LIBRARY))


def without_feet(world: Vector) -> Landmarks:
    landmarks = picture(world)
    image = landmarks.image.copy()
    for name in NAMES:
        if name.split("_", 1)[-1] in ("knee", "ankle", "heel", "foot_index"):
            image[NAMES.index(name), 3] = 0.05
    return replace(landmarks, image=image)


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("other_side", [False, True])
def test_a_held_pose_is_named_scored_and_timed(practice: Practice, name: str, other_side: bool) -> None:
    practice.show(mirrored(body(name)) if other_side else body(name), 4.0)

    feedback = practice.last
    assert feedback.pose is not None
    assert feedback.pose.id == name
    assert feedback.pose.side == (("right" if other_side else "left") if name in SIDED else None)
    assert feedback.score is not None
    assert feedback.score >= 95
    assert feedback.presence == "whole"
    assert feedback.notice is None
    assert feedback.cue is None
    assert feedback.holding
    assert feedback.hold_s == pytest.approx(4.0, abs=0.15)

    (hold,) = practice.coach.summary().holds
    assert (hold.pose_id, hold.side, hold.start_s) == (name, feedback.pose.side, 0.0)


def test_feedback_answers_the_frame_that_it_was_given(practice: Practice) -> None:
    practice.show(body("tree"), 1.0)

    assert [f.seq for f in practice.feedback] == list(range(15))
    assert practice.coach.summary().last_seq == 14


def test_a_pose_is_named_within_a_second(practice: Practice) -> None:
    practice.show(body("mountain"), 3.0)
    practice.move(body("mountain"), body("warrior2"), 1.0)
    reached = practice.t

    named = next(f.t for f in practice.show(body("warrior2"), 3.0) if f.pose and f.pose.id == "warrior2")

    assert named - reached < 1.0


def test_a_fault_is_told_once_praised_when_fixed_and_counted(practice: Practice) -> None:
    practice.show(DROOPING, 5.0)
    (cue,) = practice.cues
    assert cue.id == "warrior2.back_arm_low"
    assert cue.text == "Lift your right arm level with the shoulder."
    assert cue.part == "arm"
    assert cue.joints == ("right_wrist",)
    assert SETTLED_S <= practice.cued_at()[0][0] < SETTLE_S

    practice.move(DROOPING, body("warrior2"), 1.0)
    fixed = practice.t
    practice.show(body("warrior2"), 3.0)

    praised = next(t for t, cue_id in practice.cued_at() if cue_id.startswith("praise."))
    assert praised - fixed < 1.5
    assert practice.last.cue is None
    summary = practice.coach.summary()
    assert (summary.cues_given, summary.cues_fixed) == (1, 1)
    (hold,) = summary.holds
    assert (hold.fixed, hold.open) == ((cue.text,), ())


def test_a_fault_that_stays_is_kept_as_open(practice: Practice) -> None:
    practice.show(DROOPING, 8.0)
    practice.show(None, 2.0)

    (hold,) = practice.coach.summary().holds
    assert (hold.fixed, hold.open) == ((), ("Lift your right arm level with the shoulder.",))


def test_between_poses_cues_keep_their_distance(practice: Practice) -> None:
    low = body("t_pose", arms=(straight(112, 90), straight(112, -90)))
    for world in (DROOPING, low, DROOPING, low):
        practice.show(world, 8.0)

    times = [t for t, cue_id in practice.cued_at() if not cue_id.startswith("praise.")]
    assert len(times) >= 3
    assert min(np.diff(times)) >= INTERVAL_S - 1.0 / FPS


def test_an_unsafe_fault_caps_the_score_and_is_told_first(practice: Practice) -> None:
    inward = body("goddess")
    for side, sign in (("left", -1.0), ("right", 1.0)):
        inward[NAMES.index(f"{side}_knee"), 0] += sign * 0.12
    practice.show(inward, 6.0)

    assert practice.cues[0].id == "goddess.knees_in"
    assert practice.cues[0].kind == "safety"
    assert practice.last.score is not None
    assert practice.last.score <= 75


def test_cues_can_be_turned_off_and_on(practice: Practice) -> None:
    practice.coach.configure(cues=False)
    practice.show(DROOPING, 8.0)
    assert practice.cues == []

    practice.coach.configure(cues=True)
    practice.show(DROOPING, 0.2)
    assert len(practice.cues) == 1


def test_walking_out_of_the_picture_stops_the_hold_and_takes_the_cue_away(practice: Practice) -> None:
    practice.show(DROOPING, 5.0)

    gone = practice.show(None, 3.0)

    assert all(f.presence == "nobody" and f.score is None and not f.holding and f.cue is None for f in gone)
    assert gone[-1].hold_s == 0.0
    assert gone[-1].notice is not None
    assert gone[-1].notice.id == "nobody"
    (hold,) = practice.coach.summary().holds
    assert hold.hold_s == pytest.approx(5.0, abs=0.15)


def test_a_blink_of_the_camera_pauses_the_hold_and_does_not_end_it(practice: Practice) -> None:
    practice.show(body("tree"), 3.0)
    practice.show(None, 0.5)
    practice.show(body("tree"), 3.0)

    (hold,) = practice.coach.summary().holds
    assert hold.hold_s == pytest.approx(5.9, abs=0.2)


def test_two_people_are_said_and_never_scored(practice: Practice) -> None:
    practice.show(body("tree"), 2.0)

    several = practice.show(body("tree"), 2.0, people=2)

    assert all(f.presence == "several" and f.score is None and f.joints == () for f in several)
    assert all(f.notice is not None and f.notice.id == "several" for f in several)
    assert practice.coach.summary().frames_scored < 2.0 * FPS + 1


def test_half_a_body_is_said_and_not_scored(practice: Practice) -> None:
    for _ in range(30):
        practice.look(without_feet(body("tree")))

    feedback = practice.last
    assert feedback.presence == "partial"
    assert feedback.pose is None
    assert feedback.score is None
    assert feedback.notice is not None
    assert feedback.notice.id == "unseen_feet"
    assert "left_ankle" in feedback.unseen
    assert not practice.coach.scored


def test_feet_that_go_out_of_sight_end_the_score_but_not_the_session(practice: Practice) -> None:
    practice.show(body("tree"), 3.0)
    for _ in range(30):
        feedback = practice.look(without_feet(body("tree")))

    assert feedback.score is None
    assert feedback.notice is not None
    practice.show(body("tree"), 2.0)
    assert practice.last.score is not None
    assert practice.last.notice is None


def test_somebody_far_away_is_asked_closer(practice: Practice) -> None:
    for _ in range(15):
        practice.look(picture(IDLE, scale=0.2))

    assert practice.last.notice is not None
    assert practice.last.notice.id == "too_far"


def test_the_expected_pose_tells_which_way_to_stand(practice: Practice) -> None:
    practice.coach.configure(expected="downward dog")
    assert practice.coach.expected == "downdog"
    practice.show(IDLE, 1.0)

    assert practice.last.pose is None
    assert practice.last.notice is not None
    assert practice.last.notice.id == "turn_side"

    practice.coach.configure(expected=None)
    assert practice.coach.expected is None


def test_movement_stops_the_timer_and_holding_still_goes_on(practice: Practice) -> None:
    practice.show(body("t_pose"), 3.0)
    higher = body("t_pose", arms=(straight(70, 90), straight(70, -90)))
    moving = []
    for _ in range(3):
        moving += practice.move(body("t_pose"), higher, 0.4) + practice.move(higher, body("t_pose"), 0.4)

    assert any(not f.holding for f in moving)
    practice.show(body("t_pose"), 2.0)
    (hold,) = practice.coach.summary().holds
    assert hold.hold_s < practice.t - 0.8


def test_a_paused_coach_neither_scores_nor_times_nor_speaks(practice: Practice) -> None:
    practice.show(DROOPING, 5.0)
    practice.coach.pause()
    paused = practice.show(DROOPING, 10.0)
    practice.coach.resume()
    practice.show(DROOPING, 3.0)

    assert all(f.score is None and f.cue is None and f.pose is None and not f.holding for f in paused)
    summary = practice.coach.summary()
    assert [round(hold.hold_s) for hold in summary.holds] == [5, 3]
    assert summary.duration_s == pytest.approx(8.0, abs=0.2)
    assert summary.frames_scored < 8.0 * FPS


def test_time_away_without_frames_is_no_practice_either(practice: Practice) -> None:
    practice.show(body("tree"), 3.0)
    practice.coach.pause()
    practice.t += 60.0
    practice.coach.resume()
    practice.show(body("tree"), 3.0)

    assert practice.coach.summary().duration_s == pytest.approx(6.0, abs=0.2)


def test_levels_forgive_more_or_less(practice: Practice) -> None:
    strict = Practice(Coach(LIBRARY, level="advanced"))
    for someone in (practice, strict):
        someone.show(DROOPING, 3.0)

    assert practice.last.score is not None
    assert strict.last.score is not None
    assert strict.last.score < practice.last.score


def test_a_still_pose_has_a_steady_score_and_few_cues_in_spite_of_noise(practice: Practice) -> None:
    noise = np.random.default_rng(2)
    for _ in range(round(30 * FPS)):
        practice.look(picture(body("tree") + noise.normal(0.0, 0.004, (33, 3))))

    scores = [f.score for f in practice.feedback[30:] if f.score is not None]
    assert len(scores) == len(practice.feedback) - 30
    assert np.std(scores) <= 1.5
    assert len(practice.cues) <= 1
    (hold,) = practice.coach.summary().holds
    assert hold.hold_s > 28.0


def test_the_summary_tells_totals_and_the_best_moment(practice: Practice) -> None:
    practice.show(DROOPING, 3.0)
    practice.show(body("t_pose"), 4.0)

    summary = practice.coach.summary()
    assert summary.frames_seen == len(practice.feedback)
    assert summary.frames_scored == sum(f.score is not None for f in practice.feedback)
    assert summary.best_pose_id == "t_pose"
    assert summary.best_score is not None
    assert summary.mean_score is not None
    assert summary.mean_score < summary.best_score <= 100
    assert len(summary.scores) == 7
    assert len(summary.best_landmarks) == 33 * 4 * 4
    assert [hold.pose_id for hold in summary.holds] == ["warrior2", "t_pose"]


def test_a_session_in_which_nothing_was_scored_says_so(practice: Practice) -> None:
    practice.show(None, 2.0)

    summary = practice.coach.summary()
    assert not practice.coach.scored
    assert (summary.mean_score, summary.best_score, summary.holds, summary.frames_seen) == (
        None,
        None,
        (),
        30,
    )


def test_coaches_share_nothing(practice: Practice) -> None:
    other = Practice(Coach(LIBRARY))
    practice.show(body("tree"), 3.0)
    other.show(body("chair"), 3.0)

    assert practice.last.pose is not None
    assert other.last.pose is not None
    assert (practice.last.pose.id, other.last.pose.id) == ("tree", "chair")
    assert [hold.pose_id for hold in other.coach.summary().holds] == ["chair"]


@settings(max_examples=25, deadline=None)
@given(
    st.lists(
        st.tuples(st.sampled_from([*FIGURES, "idle", "nobody", "several", "pause"]), st.floats(0.1, 3.0)),
        min_size=1,
        max_size=8,
    )
)
def test_whatever_comes_feedback_and_summary_agree(course: list[tuple[str, float]]) -> None:
    practice = Practice(Coach(LIBRARY))
    for what, seconds in course:
        if what == "pause":
            practice.coach.pause()
            practice.t += seconds
            practice.coach.resume()
        elif what == "nobody":
            practice.show(None, seconds)
        else:
            world = IDLE if what == "idle" else body(what if what in FIGURES else "tree")
            practice.show(world, seconds, people=2 if what == "several" else 1)

    summary = practice.coach.summary()
    scores = [f.score for f in practice.feedback if f.score is not None]
    assert summary.frames_seen == len(practice.feedback)
    assert summary.frames_scored == len(scores)
    assert all(0 <= score <= 100 for score in scores)
    assert all((f.score is None) or (f.pose is not None and f.presence == "whole") for f in practice.feedback)
    assert sum(hold.hold_s for hold in summary.holds) <= practice.t + 0.01
    assert all(a.start_s + a.hold_s <= b.start_s + 1e-3 for a, b in pairwise(summary.holds))


@pytest.mark.slow
def test_two_hours_of_practice_take_no_more_memory_than_two_minutes(practice: Practice) -> None:
    def size(value: object, seen: set[int]) -> int:
        if id(value) in seen or isinstance(value, type):
            return 0
        seen.add(id(value))
        inside = list(getattr(value, "__dict__", {}).values())
        inside += [getattr(value, slot, None) for slot in getattr(type(value), "__slots__", ())]
        if isinstance(value, dict):
            inside += [*value.keys(), *value.values()]
        elif isinstance(value, (list, tuple, set)) or type(value).__name__ == "deque":
            inside += list(value)  # type: ignore[call-overload]
        return sys.getsizeof(value) + sum(size(each, seen) for each in inside)

    def round_of_practice() -> None:
        practice.show(DROOPING, 4.0, fps=2.5)
        practice.show(body("tree"), 4.0, fps=2.5)
        practice.show(None, 2.0, fps=2.5)
        practice.feedback[:-1] = []

    for _ in range(12):
        round_of_practice()
    early = size(practice.coach, set())
    for _ in range(708):
        round_of_practice()

    assert practice.t > 7190
    assert size(practice.coach, set()) - early < 1_500_000
    assert len(practice.coach.summary().holds) <= 1000

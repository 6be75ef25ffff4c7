"""Who asks is told what matters most, or praised, with cues on or off; unasked, "ask only" is silence."""

from __future__ import annotations

from server.analysis.coach import Coach
from server.analysis.cues import ASK_S, INTERVAL_S, PERSIST_S
from server.analysis.loading import load_library
from tests.analysis.bodies import body, straight, to
from tests.analysis.driving import FPS, Practice

LIBRARY = load_library()
T_POSE = body("t_pose")
ARMS_LOW = body("t_pose", arms=(straight(115, 90), straight(115, -90)))
IDLE = body("mountain", arms=((to(150, 60), to(60, -60)), (to(150, -60), to(60, 60))))


def asking() -> Practice:
    practice = Practice(Coach(LIBRARY))
    practice.coach.configure(cues=False)
    return practice


def test_nothing_is_said_unasked() -> None:
    practice = asking()
    practice.show(ARMS_LOW, 10.0)
    assert practice.cues == []


def test_the_answer_is_what_matters_most_and_its_fix_is_praised() -> None:
    practice = asking()
    practice.show(ARMS_LOW, 5.0)
    practice.coach.ask()
    practice.show(ARMS_LOW, 3.0)
    practice.move(ARMS_LOW, T_POSE, 0.5)
    practice.show(T_POSE, 2.0)

    first, second = practice.cues
    assert (first.id, first.n) == ("t_pose.arm_low", 1)
    assert second.kind == "praise"
    practice.show(ARMS_LOW, 10.0)
    assert len(practice.cues) == 2


def test_where_all_is_well_the_answer_is_praise() -> None:
    practice = asking()
    practice.show(T_POSE, 3.0)
    practice.coach.ask()
    practice.show(T_POSE, 1.0)
    assert [cue.kind for cue in practice.cues] == ["praise"]


def test_asking_with_cues_on_is_answered_however_lately_anything_was_said() -> None:
    practice = Practice(Coach(LIBRARY))
    practice.show(ARMS_LOW, 4.5)
    assert [cue.n for cue in practice.cues] == [1]
    practice.coach.ask()
    practice.show(ARMS_LOW, INTERVAL_S / 6)
    assert [(cue.n, cue.id) for cue in practice.cues] == [(1, "t_pose.arm_low"), (2, "t_pose.arm_low")]


def test_somebody_who_has_just_come_into_a_pose_is_answered_a_moment_later() -> None:
    practice = asking()
    practice.show(IDLE, 1.0)
    practice.coach.ask()
    practice.show(ARMS_LOW, 3.0)

    (at,) = [t for t, _ in practice.cued_at()]
    entered = next(f.t for f in practice.feedback if f.pose is not None)
    assert PERSIST_S <= at - entered <= PERSIST_S + 3 / FPS


def test_a_question_that_cannot_be_answered_is_forgotten() -> None:
    practice = asking()
    practice.coach.ask()
    practice.show(IDLE, ASK_S + 1.0)
    practice.show(ARMS_LOW, 5.0)
    assert practice.cues == []


def test_turning_cues_off_takes_away_what_stands() -> None:
    practice = Practice(Coach(LIBRARY))
    practice.show(ARMS_LOW, 4.5)
    assert practice.last.cue is not None
    practice.coach.configure(cues=False)
    practice.show(ARMS_LOW, 1.0)
    assert practice.last.cue is None

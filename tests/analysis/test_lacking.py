"""What of a pose cannot be seen is told by part and side, as its practitioner knows them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.coach import Coach
from server.analysis.feedback import Feedback
from server.analysis.lacking import LASTS_S, STANDS_S, notice_about
from server.analysis.landmarks import COUNT, MIRRORED, NAMES, Landmarks, unmirror
from server.analysis.loading import load_library
from tests.analysis.bodies import Vector, body, mirrored, picture
from tests.analysis.driving import FPS, Practice

LIBRARY = load_library()
FOOT = ("ankle", "heel", "foot_index")


def without(world: Vector, *names: str) -> Landmarks:
    landmarks = picture(world)
    image = landmarks.image.copy()
    image[[NAMES.index(name) for name in names], 3] = 0.1
    return replace(landmarks, image=image)


def side_foot(side: str) -> tuple[str, ...]:
    return tuple(f"{side}_{part}" for part in FOOT)


def show(practice: Practice, landmarks: Landmarks, seconds: float) -> list[Feedback]:
    return [practice.look(landmarks) for _ in range(round(seconds * FPS))]


@pytest.mark.parametrize(
    ("missed", "notice"),
    [
        ("left_ankle", "unseen_left_foot"),
        ("right_heel right_foot_index", "unseen_right_foot"),
        ("left_knee", "unseen_left_knee"),
        ("left_knee left_ankle", "unseen_left_leg"),
        ("left_ankle right_heel", "unseen_feet"),
        ("left_knee right_knee", "unseen_knees"),
        ("left_knee right_ankle", "unseen_legs"),
        ("right_wrist", "unseen_right_hand"),
        ("right_elbow right_wrist", "unseen_right_arm"),
        ("left_wrist right_elbow", "unseen_arms"),
        ("left_wrist right_index", "unseen_hands"),
        ("left_ankle right_ankle left_wrist right_wrist", "unseen_body"),
        ("left_ankle right_wrist", "unseen_left_foot"),
        ("nose", "unseen_head"),
        ("", None),
    ],
)
def test_parts_are_grouped_as_people_speak_of_them(missed: str, notice: str | None) -> None:
    flags = np.zeros(COUNT, dtype=bool)
    flags[[NAMES.index(name) for name in missed.split()]] = True

    assert notice_about(flags) == notice


@pytest.mark.parametrize("side", ["left", "right"])
def test_a_hidden_foot_is_neither_scored_nor_cued_and_told_once(side: str) -> None:
    practice = Practice(Coach(LIBRARY))
    told = show(practice, without(body("t_pose"), *side_foot(side)), LASTS_S + STANDS_S + 6.0)

    said = [f for f in told if f.notice is not None]
    assert {f.notice.id for f in said if f.notice} == {f"unseen_{side}_foot"}
    assert all(f.score is not None and f.pose is not None for f in said)
    assert len(said) == pytest.approx(STANDS_S * FPS, abs=2)
    assert said[0].t >= LASTS_S
    assert not any(f"{side}_ankle" == joint.name for f in told for joint in f.joints)
    assert practice.cues == []


def test_the_side_is_the_practitioner_s_own_when_the_page_flips_its_pixels() -> None:
    flipped = without(mirrored(body("t_pose")), *side_foot("right"))
    given = unmirror(flipped)
    assert isinstance(given, Landmarks)
    practice = Practice(Coach(LIBRARY))

    told = show(practice, given, LASTS_S + 1.0)

    assert (flipped.image[MIRRORED, 3] == given.image[:, 3]).all()
    assert told[-1].notice is not None
    assert told[-1].notice.text == "I can't see your left foot, so I can't judge it."


def test_a_pose_with_too_little_of_it_in_sight_names_the_part() -> None:
    practice = Practice(Coach(LIBRARY))
    practice.show(body("goddess"), 2.0)

    told = show(practice, without(body("goddess"), "left_knee", *side_foot("left")), 2.0)

    assert told[-1].pose is not None
    assert told[-1].score is None
    assert told[-1].notice is not None
    assert told[-1].notice.id == "unseen_left_leg"


def test_the_far_limb_of_a_pose_seen_from_the_side_is_not_missed() -> None:
    practice = Practice(Coach(LIBRARY))

    far = [f"right_{part}" for part in ("elbow", "wrist", "hip", "knee", "ankle", "heel", "foot_index")]
    told = show(practice, without(body("chair"), *far), 4.0)

    assert told[-1].score is not None
    assert all(f.notice is None for f in told if f.pose is not None)


def test_nobody_who_wants_silence_is_told() -> None:
    practice = Practice(Coach(LIBRARY))
    practice.coach.configure(cues=False)

    told = show(practice, without(body("t_pose"), *side_foot("left")), LASTS_S + 3.0)

    assert all(f.notice is None for f in told if f.score is not None)


def test_a_new_pose_is_told_of_anew() -> None:
    practice = Practice(Coach(LIBRARY))
    hidden = side_foot("left")
    first = show(practice, without(body("t_pose"), *hidden), LASTS_S + STANDS_S + 1.0)
    second = show(practice, without(body("mountain"), *hidden), LASTS_S + STANDS_S + 2.0)

    assert any(f.notice is not None for f in first)
    assert first[-1].notice is None
    assert any(f.notice is not None and f.pose is not None and f.pose.id == "mountain" for f in second)

"""What a body cannot do is not believed: leaping joints, impossible bones, another person's lengths."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.bones import AWAY_S, KNOWN, OTHER_S
from server.analysis.coach import Coach
from server.analysis.feedback import Feedback
from server.analysis.landmarks import NAMES, Landmarks, Nobody
from server.analysis.leaps import SETTLES_S
from server.analysis.loading import load_library
from server.analysis.motion import TRUNK_OF_LEG
from server.analysis.presence import trusted
from server.analysis.trust import Trust
from tests.analysis.bodies import Vector, body, picture, straight
from tests.analysis.driving import FPS, Practice

LIBRARY = load_library()
ARM = ["left_wrist", "left_pinky", "left_index", "left_thumb"]
LEG = ["knee", "ankle", "heel", "foot_index"]


def at(names: list[str]) -> list[int]:
    return [NAMES.index(name) for name in names]


def moved(world: Vector, names: list[str], by: tuple[float, float, float]) -> Vector:
    """Metres to the right, down and away."""
    wrong = world.copy()
    wrong[at(names)] += by
    return wrong


def legs_swapped(world: Vector) -> Vector:
    left, right = (at([f"{side}_{part}" for part in LEG]) for side in ("left", "right"))
    wrong = world.copy()
    wrong[left], wrong[right] = world[right], world[left]
    return wrong


def framed(world: Vector, like: Vector) -> Landmarks:
    """A wrong body where the right one is in the picture: its joints alone are elsewhere."""
    landmarks, right = picture(world), picture(like)
    shift = right.image[:, :2] - landmarks.image[:, :2]
    same = np.flatnonzero(np.all(np.isclose(world, like), axis=1))[0]
    image = landmarks.image.copy()
    image[:, :2] += shift[same]
    return replace(landmarks, image=image)


def scores(feedback: list[Feedback]) -> list[int]:
    return [f.score for f in feedback if f.score is not None]


def believed(trust: Trust, landmarks: Landmarks, frames: int, start: float = 0.0) -> Landmarks:
    """Follow one body for some frames; gives the last with visibility 0 where it is not believed."""
    for n in range(frames):
        now = replace(landmarks, t=start + n / FPS)
        flags = trust.follow(now, trusted(now))
    image = landmarks.image.copy()
    image[:, 3] *= flags
    return replace(now, image=image)


@pytest.mark.parametrize("frames", [1, 3])
def test_a_wrist_that_flies_off_for_a_moment_changes_nothing(frames: int) -> None:
    right = body("t_pose")
    practice = Practice(Coach(LIBRARY))
    practice.show(right, 5.0)

    wrong = framed(moved(right, ARM, (-0.7, 0.9, 0.0)), right)
    glitch = [practice.look(wrong) for _ in range(frames)]
    after = practice.show(right, 2.0)

    assert all("left_wrist" in f.unseen and "left_elbow" not in f.unseen for f in glitch)
    assert all(not any(joint.name == "left_elbow" for joint in f.joints) for f in glitch)
    assert min(scores([*glitch, *after])) >= 99
    assert all(f.pose is not None and f.pose.id == "t_pose" for f in [*glitch, *after])
    assert practice.cues == []
    assert after[0].unseen == ()
    assert 6.5 < after[-1].hold_s < 7.3


def test_legs_that_change_places_for_a_moment_change_nothing() -> None:
    right = body("warrior2")
    practice = Practice(Coach(LIBRARY))
    practice.show(right, 5.0)

    glitch = [practice.look(framed(legs_swapped(right), right)) for _ in range(4)]
    after = practice.show(right, 3.0)

    assert all({"left_ankle", "right_ankle"} <= set(f.unseen) for f in glitch)
    assert {f.pose.side for f in [*glitch, *after] if f.pose} == {"left"}
    assert min(scores(after)) >= 95
    assert practice.cues == []


def test_a_joint_that_stays_where_it_leapt_is_believed_again() -> None:
    right, trust = picture(body("t_pose")), Trust()
    wrong = framed(body("t_pose", arms=(straight(0), straight(90, -90))), body("t_pose"))
    believed(trust, right, 10)

    soon = believed(trust, wrong, 2, 10 / FPS)
    later = believed(trust, wrong, round(SETTLES_S * FPS) + 1, 12 / FPS)

    assert soon.image[at(ARM), 3].max() == 0.0
    assert later.image[at(ARM), 3].min() > 0.5


def test_another_picture_is_no_leap() -> None:
    trust = Trust()
    believed(trust, picture(body("t_pose")), 10)

    cut = believed(trust, picture(body("downdog"), scale=0.2, shift=(0.2, 0.5)), 1, 10 / FPS)

    assert cut.image[:, 3].min() > 0.5


def test_a_quick_movement_is_no_leap() -> None:
    practice = Practice(Coach(LIBRARY))

    moving = practice.move(body("mountain"), body("t_pose"), 0.4)

    assert all(f.unseen == () for f in moving)


@pytest.mark.parametrize("share", [0.4, 1.6])
def test_a_bone_that_nobody_has_is_not_believed(share: float) -> None:
    right, trust = body("t_pose"), Trust()
    believed(trust, picture(right), 3 * KNOWN)
    elbow, wrist = at(["left_elbow", "left_wrist"])
    way = (share - 1.0) * (right[wrist] - right[elbow])

    wrong = framed(moved(right, ARM, tuple(way)), right)
    seen = believed(trust, wrong, round(4 * SETTLES_S * FPS), 3 * KNOWN / FPS)

    assert seen.image[at(ARM), 3].max() == 0.0
    assert seen.image[elbow, 3] > 0.5


def test_before_lengths_are_known_none_is_wrong() -> None:
    short = body("t_pose")
    short[at(ARM)] = short[at(["left_elbow"])] + 0.2 * (short[at(ARM)] - short[at(["left_elbow"])])

    assert believed(Trust(), picture(short), KNOWN - 1).image[:, 3].min() > 0.5


def test_no_length_is_judged_without_world_landmarks() -> None:
    right, trust = replace(picture(body("t_pose")), world=None), Trust()

    assert believed(trust, right, 3 * KNOWN).image[:, 3].min() > 0.5
    assert trust.bones.trunk_of_leg == TRUNK_OF_LEG


def long_legged(world: Vector) -> Vector:
    """Somebody with other proportions: legs twice as long, arms half."""
    other = world.copy()
    for side in ("left", "right"):
        for hung, root, by in (
            ((f"{side}_{part}" for part in LEG), f"{side}_hip", 2.0),
            ((f"{side}_{part}" for part in ("elbow", "wrist")), f"{side}_shoulder", 0.5),
        ):
            points = at(list(hung))
            other[points] = world[NAMES.index(root)] + by * (world[points] - world[NAMES.index(root)])
    return other


def test_proportions_are_learned_and_kept_while_somebody_is_out_of_sight() -> None:
    coach = Coach(LIBRARY)
    practice = Practice(coach)
    practice.show(long_legged(body("t_pose")), 4.0)
    learned = coach._senses.trust.bones.trunk_of_leg
    practice.show(None, AWAY_S / 2)
    practice.show(long_legged(body("t_pose")), 0.2)

    assert learned == pytest.approx(0.50 / 1.68, abs=0.03)
    assert coach._senses.trust.bones.trunk_of_leg == learned


def test_after_several_people_the_next_is_learned_anew() -> None:
    coach = Coach(LIBRARY)
    practice = Practice(coach)
    practice.show(long_legged(body("t_pose")), 4.0)
    practice.show(body("t_pose"), 0.5, people=2)

    assert coach._senses.trust.bones.trunk_of_leg == TRUNK_OF_LEG
    told = practice.show(body("t_pose"), 4.0)

    assert all(f.unseen == () for f in told)
    assert coach._senses.trust.bones.trunk_of_leg == pytest.approx(0.50 / 0.84, abs=0.03)


def test_who_comes_after_a_while_is_learned_anew() -> None:
    trust, first, second = Trust(), picture(long_legged(body("t_pose"))), picture(body("t_pose"))
    believed(trust, first, 4 * KNOWN)
    start = 4 * KNOWN / FPS + AWAY_S + 0.1

    assert believed(trust, second, 2, start).image[:, 3].min() > 0.5


def test_another_person_whom_nobody_noticed_is_learned_after_a_moment() -> None:
    coach = Coach(LIBRARY)
    practice = Practice(coach)
    practice.show(long_legged(body("t_pose")), 4.0)

    practice.show(body("t_pose"), OTHER_S + 4.0)

    assert practice.last.unseen == ()
    assert practice.last.score is not None
    assert coach._senses.trust.bones.trunk_of_leg == pytest.approx(0.50 / 0.84, abs=0.03)


def test_somebody_new_has_no_past() -> None:
    coach = Coach(LIBRARY)
    assert coach.observe(Nobody(0, 0.0)).presence == "nobody"
    assert coach.observe(picture(body("t_pose"), seq=1, t=0.1)).unseen == ()

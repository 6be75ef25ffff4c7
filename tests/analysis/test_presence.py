"""What cannot be seen is said, and where to stand; neither flickers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from server.analysis.landmarks import COUNT, NAMES, Landmarks
from server.analysis.loading import load_library
from server.analysis.presence import (
    NOTICES,
    STEADY_S,
    NoticeBoard,
    misplaced,
    missing_part,
    presence_of,
    trusted,
    turned,
    unseen,
)
from tests.analysis.bodies import FIGURES, body, build, picture, seen_by_camera

MESSAGES = load_library().say("en")
STANDING = build(FIGURES["mountain"])


def hide(landmarks: Landmarks, *parts: str) -> Landmarks:
    image = landmarks.image.copy()
    for name in NAMES:
        if any(name.endswith(part) for part in parts):
            image[NAMES.index(name), 3] = 0.1
    return replace(landmarks, image=image)


def test_a_body_in_the_picture_is_whole() -> None:
    landmarks = picture(body("mountain"))

    assert presence_of(landmarks, trusted(landmarks)) == "whole"
    assert unseen(trusted(landmarks)) == ()


def test_a_point_outside_the_picture_is_not_trusted_however_visible() -> None:
    landmarks = picture(body("mountain"), shift=(0.5, 0.9))

    seen = trusted(landmarks)

    assert not seen[NAMES.index("left_ankle")]
    assert seen[NAMES.index("nose")]
    assert presence_of(landmarks, seen) == "partial"
    assert missing_part(seen) == "unseen_feet"


@pytest.mark.parametrize(
    ("hidden", "notice"),
    [
        (("ankle", "heel", "foot_index"), "unseen_feet"),
        (("ankle", "knee"), "unseen_feet"),
        (("wrist",), "unseen_hands"),
        (("hip", "knee", "ankle"), "unseen_body"),
    ],
)
def test_what_is_missing_is_named_from_the_ground_up(hidden: tuple[str, ...], notice: str) -> None:
    assert missing_part(trusted(hide(picture(body("mountain")), *hidden))) == notice


def test_one_of_a_pair_is_enough() -> None:
    seen = np.ones(COUNT, dtype=bool)
    seen[[NAMES.index(f"left_{part}") for part in ("ankle", "knee", "wrist")]] = False

    assert missing_part(seen) is None


def test_two_people_are_several_whoever_is_whole() -> None:
    landmarks = picture(body("mountain"), people=2)

    assert presence_of(landmarks, trusted(landmarks)) == "several"


@pytest.mark.parametrize(("scale", "notice"), [(0.62, "too_near"), (0.4, None), (0.2, "too_far")])
def test_the_distance_is_judged_by_the_height_in_the_picture(scale: float, notice: str | None) -> None:
    assert misplaced(picture(body("mountain"), scale=scale)) == notice


def test_a_lying_body_is_judged_by_its_width() -> None:
    assert misplaced(picture(body("side_plank"), scale=0.45)) is None
    assert misplaced(picture(body("side_plank"), scale=0.15)) == "too_far"


@pytest.mark.parametrize(
    ("turn", "side_view", "front_view"),
    [(0.0, "turn_side", None), (90.0, None, "turn_front"), (50.0, "turn_side", "turn_front")],
)
def test_somebody_who_stands_the_wrong_way_is_asked_to_turn(
    turn: float, side_view: str | None, front_view: str | None
) -> None:
    world = seen_by_camera(STANDING, turn)

    assert turned(world, "side") == side_view
    assert turned(world, "front") == front_view
    assert turned(world, "any") is None


def test_nobody_upside_down_or_lying_is_asked_to_turn() -> None:
    assert turned(body("downdog"), "front") is None
    assert turned(body("side_plank"), "side") is None


def test_a_notice_appears_and_goes_when_its_reason_has_lasted() -> None:
    board = NoticeBoard(MESSAGES)

    assert board.update("unseen_feet", 0.0) is None
    shown = board.update("unseen_feet", STEADY_S)
    assert shown is not None
    assert "feet" in shown.text
    assert board.update(None, STEADY_S + 0.1) == shown
    assert board.update("unseen_feet", STEADY_S + 0.2) == shown
    assert board.update(None, STEADY_S + 0.3) == shown
    assert board.update(None, 2 * STEADY_S + 0.4) is None


def test_a_notice_may_be_told_at_once() -> None:
    shown = NoticeBoard(MESSAGES).update("several", 0.0, at_once=True)

    assert shown is not None
    assert shown.id == "several"


def test_every_notice_has_words() -> None:
    assert set(MESSAGES.notices) == NOTICES

"""A class is made of what a client asks for, or refused with the step that cannot be."""

from __future__ import annotations

import pytest

from server.analysis.loading import load_library
from server.analysis.sequencing import UnknownStep, class_of
from server.stream.wire import Step as Wish

LIBRARY = load_library()


def test_a_class_has_the_steps_that_were_asked_for() -> None:
    wishes = [
        Wish(pose="Cow Pose", breath="in", say="inhale_cow"),
        Wish(pose="warrior_2", side="right", hold_s=30, breaths=6, instead=["lowlunge"], optional=True),
        Wish(pose="child"),
    ]
    course = class_of(wishes, "Mine", LIBRARY)
    cow, warrior, child = course.steps

    assert (course.id, course.name) == (None, "Mine")
    assert (cow.pose, cow.name, cow.breath, cow.hold_s, cow.say) == (
        "cow",
        LIBRARY.poses["cow"].name,
        "in",
        0.0,
        "inhale_cow",
    )
    assert (warrior.pose, warrior.side, warrior.hold_s, warrior.breaths) == ("warrior2", "right", 30.0, 6)
    assert (warrior.instead, warrior.optional) == (("lowlung",), True)
    assert (child.hold_s, child.breaths) == (LIBRARY.poses["child"].hold, LIBRARY.poses["child"].breaths)


def test_words_that_there_are_not_are_the_poses_own() -> None:
    (step,) = class_of([Wish(pose="child", say="sleep_well")], "", LIBRARY).steps
    assert step.say is None


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (Wish(pose="handstand"), "steps[0]: there is no pose of that name."),
        (Wish(pose="child", side="left"), "steps[0]: side: is given, and the pose has none."),
        (Wish(pose="child", instead=["handstand"]), "steps[0]: there is no pose of that name."),
    ],
)
def test_what_cannot_be_is_told_with_its_step(wish: Wish, told: str) -> None:
    with pytest.raises(UnknownStep) as refused:
        class_of([wish], "", LIBRARY)
    assert str(refused.value) == told

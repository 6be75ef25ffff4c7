"""A class warms up, leads to a peak, both sides, counters it and calms, spares what it is to, and fits."""

from __future__ import annotations

import shutil
from importlib import resources
from itertools import pairwise, product
from pathlib import Path
from typing import get_args

import pytest

from server.analysis.classes import (
    HARDEST,
    LONGEST_MIN,
    SHORTEST_MIN,
    NothingLeft,
    Part,
    PlannedStep,
    Wanted,
    compose,
    duration_s,
)
from server.analysis.feedback import Level
from server.analysis.flows import MOST_STEPS
from server.analysis.loading import load_library, read_library
from server.analysis.planning import FOCUSES, SPARED, Focus, Spared
from server.analysis.tables import LibraryError

LIBRARY = load_library()
PARTS: tuple[Part, ...] = get_args(Part)
LEVELS: tuple[Level, ...] = get_args(Level)
KINDS = tuple(product(LEVELS, FOCUSES))


def planned(
    minutes: int, level: Level = "beginner", focus: Focus = "all_round", seed: int = 0
) -> list[PlannedStep]:
    return list(compose(LIBRARY, Wanted(minutes, level, focus, seed=seed)))


@pytest.mark.parametrize(("level", "focus"), KINDS)
@pytest.mark.parametrize("minutes", [SHORTEST_MIN, 15, LONGEST_MIN])
def test_a_class_takes_its_time_and_has_all_its_parts_in_order(
    minutes: int, level: Level, focus: Focus
) -> None:
    steps = planned(minutes, level, focus)
    parts = list(dict.fromkeys(step.part for step in steps))

    assert 0.8 <= duration_s(step.step for step in steps) / (60 * minutes) <= 1.0
    assert parts == [part for part in PARTS if part in parts]
    assert {"arrive", "peak", "counter", "rest"} <= set(parts)
    assert len(steps) <= MOST_STEPS
    assert steps[-1].step.silent


@pytest.mark.parametrize(("level", "focus"), KINDS)
def test_every_pose_is_for_the_level_and_the_hardest_of_the_focus_is_the_peak(
    level: Level, focus: Focus
) -> None:
    steps = planned(30, level, focus)
    hardest = [LIBRARY.poses[step.step.pose].difficulty for step in steps]
    peak = [LIBRARY.poses[step.step.pose].difficulty for step in steps if step.part == "peak"]

    assert max(hardest) <= HARDEST[level]
    assert peak[-1] == max(hardest)


@pytest.mark.parametrize(("level", "focus"), KINDS)
def test_what_is_done_on_one_side_is_done_on_the_other_next(level: Level, focus: Focus) -> None:
    steps = [step.step for step in planned(20, level, focus)]
    sided = [step for step in steps if step.side is not None]

    assert len(sided) % 2 == 0
    for right, left in zip(sided[::2], sided[1::2], strict=True):
        assert (right.pose, right.side, right.hold_s) == (left.pose, "right", left.hold_s)
        assert left.side == "left"
    assert all((a.pose, a.side) != (b.pose, b.side) for a, b in pairwise(steps))


@pytest.mark.parametrize("spared", SPARED)
def test_what_is_to_be_spared_is_not_loaded(spared: Spared) -> None:
    for level, focus in KINDS:
        try:
            steps = compose(LIBRARY, Wanted(15, level, focus, frozenset({spared})))
        except NothingLeft:
            continue
        poses = {name for step in steps for name in (step.step.pose, *step.step.instead)}
        assert not poses & LIBRARY.plan.avoid[spared]


@pytest.mark.parametrize("spared", SPARED)
def test_a_calm_class_is_left_whatever_one_thing_is_spared(spared: Spared) -> None:
    assert compose(LIBRARY, Wanted(15, "beginner", "calm", frozenset({spared})))


def test_poses_that_people_get_hurt_in_come_only_when_asked_for() -> None:
    def risky(*, asked: bool) -> set[str]:
        classes = [compose(LIBRARY, Wanted(30, "advanced", focus, safety_only=asked)) for focus in FOCUSES]
        poses = {step.step.pose for steps in classes for step in steps}
        return {pose for pose in poses if LIBRARY.poses[pose].safety_only}

    assert risky(asked=False) == set()
    assert risky(asked=True) == {"headstand", "shoulderstand", "lotus"}


def test_the_same_seed_gives_the_same_class_and_another_one_another() -> None:
    assert planned(20, seed=3) == planned(20, seed=3)
    assert len({tuple(planned(20, seed=seed)) for seed in range(8)}) > 4


def test_where_nothing_is_left_that_is_told() -> None:
    wanted = Wanted(10, "beginner", "back", frozenset({"back", "neck", "wrists", "pregnancy", "shoulders"}))
    with pytest.raises(NothingLeft, match="Nothing is left of the focus"):
        compose(LIBRARY, wanted)


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('arrive = ["easy_pose"', 'arrive = ["hard_pose"', "classes.toml: arrive: 'hard_pose' is no pose"),
        ('rest = ["corpse", "easy_pose"]', "rest = []", "classes.toml: rest: expected at least one pose"),
        ('kneeling = ["sphinx"', 'kneeling = ["tree"', "classes.toml: counter: kneeling: 'tree' has sides"),
        (
            'arrive = ["easy_pose"',
            'arrive = [["cow", "cat"]',
            "classes.toml: arrive: expected no list in the list",
        ),
        ("hips = [", "hops = [", "classes.toml: focus: hips: is missing"),
        ("[avoid]", "[avoid]\nears = []", "classes.toml: avoid: ears: is not a field"),
        ("[focus]", "[focus", "classes.toml: "),
    ],
)
def test_a_mistake_in_the_plan_is_told_with_its_place(
    tmp_path: Path, before: str, after: str, told: str
) -> None:
    with resources.as_file(resources.files("server.analysis") / "library") as shipped:
        shutil.copytree(shipped, tmp_path / "library")
    file = tmp_path / "library" / "classes.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(LibraryError) as refused:
        read_library(tmp_path / "library")

    assert told in str(refused.value)

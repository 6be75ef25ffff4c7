"""What is special about some poses: not scored, not guessed, or hardly told from their neighbours."""

from __future__ import annotations

import json
import shutil
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from server.analysis.geometry import measure, sight_of
from server.analysis.loading import load_library, read_library
from server.analysis.recognition import clear_best, prior
from server.analysis.scoring import SCORED_SHARE, mark, shown_share
from server.analysis.tables import LibraryError
from server.analysis.variants import Variant, variants_of
from tests.analysis.bodies import body, picture

LIBRARY = load_library()
VARIANTS = variants_of(LIBRARY)
SEEN = np.ones(33, dtype=bool)


def variant(name: str) -> Variant:
    return next(v for v in VARIANTS.all if v.pose.id == name)


def test_poses_that_people_get_hurt_in_are_named_and_neither_scored_nor_corrected() -> None:
    safety_only = {pose.id for pose in LIBRARY.poses.values() if pose.safety_only}
    assert safety_only == {"headstand", "shoulderstand", "lotus"}
    measures = measure(picture(body("mountain")))
    for name in safety_only:
        found = mark(VARIANTS.targets, variant(name), measures, sight_of(SEEN).plain, "beginner")
        assert found.score is None
        assert LIBRARY.poses[name].faults == ()


def test_a_pose_that_landmarks_cannot_show_is_named_only_when_it_is_expected() -> None:
    for pose in (p for p in LIBRARY.poses.values() if p.select_only):
        chances = prior(VARIANTS, None)[variant(pose.id).number], prior(VARIANTS, pose.id).max()
        assert chances[0] == 0.0
        assert chances[1] > 1.0


def test_of_two_poses_that_are_hard_to_tell_apart_the_likelier_is_named() -> None:
    like = np.zeros(len(VARIANTS.all))
    like[variant("cat").number], like[variant("tabletop").number] = 0.9, 0.88
    assert clear_best(VARIANTS, like) is variant("cat")
    like[variant("downdog").number] = 0.88
    assert clear_best(VARIANTS, like) is None


def test_from_the_side_a_hidden_far_leg_takes_no_score() -> None:
    seen = SEEN.copy()
    seen[[24, 26, 28, 30, 32]] = False
    sight, plank = sight_of(seen), variant("plank")

    side_on = shown_share(VARIANTS.targets, sight.of("side"))[plank.number]
    assert side_on >= SCORED_SHARE
    assert shown_share(VARIANTS.targets, sight.of("front"))[plank.number] < SCORED_SHARE
    seen[[23, 25, 27, 29, 31]] = False
    assert shown_share(VARIANTS.targets, sight_of(seen).either)[plank.number] < SCORED_SHARE


POSE = """
[[pose]]
id = "hero"
catalogue_id = "hero"
name = "Hero"
sanskrit = ""
aliases = []
description = "Sit between the heels."
steps = ["Kneel.", "Sit.", "Rest."]
category = "seated"
difficulty = 2
sided = false
view = "side"
hold = 20
breaths = 5
drishti = "ahead"
safety = "Mind your knees."
gates = [{ feature = "trunk_incl", max = 20 }]
targets = [{ feature = "trunk_incl", ideal = 0, tol = 6, fail = 25, weight = 1 }]
faults = [{ id = "slouch", when = [["trunk_incl", "body", ">", 12]], severity = 1, part = "trunk" }]
"""


def pack(folder: Path, pose: str) -> Path:
    words = {"hero.slouch": {"text": "Sit tall.", "short": "Sit tall"}}
    (folder / "poses").mkdir(parents=True)
    (folder / "messages").mkdir()
    (folder / "poses" / "mine.toml").write_text(pose, encoding="utf-8")
    english = {"language": "en", "reviewed": True, "cues": words}
    (folder / "messages" / "en.json").write_text(json.dumps(english), encoding="utf-8")
    return folder


def test_an_operators_pack_adds_poses_with_their_words(tmp_path: Path) -> None:
    pack(tmp_path / "ours", POSE)
    library = load_library(tmp_path)

    assert len(library.poses) == len(LIBRARY.poses) + 1
    assert library.resolve("Hero") == "hero"
    assert library.say("en").cue("hero.slouch", None).text == "Sit tall."
    assert library.say("en").praise == LIBRARY.say("en").praise


def test_a_pack_may_not_take_a_pose_away(tmp_path: Path) -> None:
    ours = pack(tmp_path / "ours", POSE.replace('id = "hero"', 'id = "tree"', 1))
    with resources.as_file(resources.files("server.analysis") / "library") as shipped:
        shutil.copytree(shipped, tmp_path / "library")

    with pytest.raises(LibraryError, match=r"mine\.toml: pose 'tree': id: is taken"):
        read_library(tmp_path / "library", ours)

"""The library that is shipped loads, answers to its names, and a mistake in it is told exactly."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from server.analysis.loading import languages, load_library, read_library
from server.analysis.messages import fits_phone
from server.analysis.tables import LibraryError

LIBRARY = load_library()
FOUNDING = [
    "chair", "mountain", "tree", "downdog", "goddess", "lord", "lowlung", "side_plank", "staff", "t_pose",
    "warrior2",
]  # fmt: skip


def test_all_sixty_five_poses_are_there_and_the_founding_ones_keep_their_ids() -> None:
    assert len(LIBRARY.poses) == 65
    assert set(FOUNDING) <= LIBRARY.poses.keys()
    assert load_library() is LIBRARY


@pytest.mark.parametrize(
    ("name", "pose"),
    [
        ("warrior2", "warrior2"),
        ("warrior_2", "warrior2"),
        ("Warrior II", "warrior2"),
        ("Virabhadrasana II", "warrior2"),
        ("downward_dog", "downdog"),
        ("Downward-Facing Dog", "downdog"),
        ("lowlunge", "lowlung"),
        ("low_lunge", "lowlung"),
        ("dancer", "lord"),
        ("Lord of the Dance", "lord"),
        (" T-POSE ", "t_pose"),
        ("Vṛkṣāsana", "tree"),
        ("Śīrṣāsana", "headstand"),
        ("handstand", None),
        ("", None),
    ],
)
def test_a_pose_answers_to_its_names(name: str, pose: str | None) -> None:
    assert LIBRARY.resolve(name) == pose


def test_every_pose_can_be_told_to_a_practitioner() -> None:
    for pose in LIBRARY.poses.values():
        assert pose.description.endswith(".")
        assert len(pose.steps) >= 3
        assert pose.safety
        silent = pose.safety_only or pose.id == "corpse"
        assert bool(pose.faults) != silent
        assert bool(pose.lead) == pose.sided


@pytest.mark.parametrize("language", LIBRARY.messages)
def test_every_short_form_fits_a_phone_across_the_room(language: str) -> None:
    messages = LIBRARY.say(language)
    told = [m for sides in (*messages.cues.values(), *messages.poses.values()) for m in sides.values()]
    for words in (messages.praise, messages.notices, messages.says, messages.flow, messages.flows):
        told += words.values()
    for message in told:
        assert fits_phone(message.short), message.short
        assert "!" not in message.text
        assert len(message.text.split()) <= 14


def test_a_translation_has_sides_where_english_has_them_and_is_unreviewed() -> None:
    english = LIBRARY.say("en")
    assert english.reviewed
    assert languages() == ("en", *sorted(LIBRARY.messages.keys() - {"en"}))
    for language in languages()[1:]:
        other = LIBRARY.say(language)
        assert not other.reviewed
        for fault, sides in english.cues.items():
            assert other.cues[fault].keys() == sides.keys()
            assert other.cues[fault] != sides, f"{fault} is not translated into {language}"
        for kind in ("notices", "says", "flow", "flows"):
            ours, theirs = getattr(english, kind), getattr(other, kind)
            assert ours.keys() == theirs.keys()
            same = {name for name in ours if ours[name] == theirs[name]}
            assert same <= {"balance_6"}, f"{same} of {kind} not translated into {language}"
        for pose in english.poses:
            assert other.poses[pose].keys() == english.poses[pose].keys()


@pytest.mark.parametrize(
    ("short", "fits"),
    [
        ("Bend right knee", True),
        ("Straighten your left leg", False),
        ("Straightforwardly", False),
        ("One two three", True),
    ],
)
def test_a_short_form_is_two_lines_of_twelve_letters(short: str, fits: bool) -> None:
    assert fits_phone(short) is fits


def test_a_language_without_messages_is_told_in_english() -> None:
    assert LIBRARY.say("xx").language == "en"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("server.analysis") / "library") as shipped:
        shutil.copytree(shipped, tmp_path / "library")
    return tmp_path / "library"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('id = "tree"', 'id = "mountain"', "pose 'mountain': id: is taken by another"),
        ("\nhold = 180", "\nhold = 180.5", "supine.toml: pose 'corpse': hold: expected a whole number"),
        ("\nhold = 180", "", "supine.toml: pose 'corpse': hold: is missing"),
        ("difficulty = 8", "difficulty = 11", "pose 'wheel': difficulty: expected a number from 1 to 10"),
        ('["tabletop", "cow"]', '["tabletop", "tree"]', "confusable: 'tree' does not name it back"),
        ("sided = false", "sided = false\nsafety_only = true", "has none where a pose is safety_only"),
        ('view = "any"', 'view = "above"', "pose 'mountain': view: expected one of any, front, side"),
        ("sided = false", 'sided = "no"', "pose 'mountain': sided: expected true or false"),
        ('name = "Mountain Pose"', 'name = ""', "pose 'mountain': name: expected a text that is not empty"),
        ('feature = "trunk_incl", max', 'feature = "trunk", max', "feature: 'trunk' is not measured"),
        (", max = 20 }", " }", "gates[0]: min: expected a min, a max or both"),
        ("min = 65, max = 118", "min = 118, max = 65", "max: expected more than min"),
        ('"knee", side = "both", min = 155', '"knee", min = 155', "'knee' is measured per side"),
        ("tol = 6, fail = 25", "tol = 6, fail = 6", "targets[0]: fail: expected more than tol"),
        ("weight = 3 }", "weight = 0 }", "targets[0]: weight: expected a number from 0.01 to 10"),
        ("weight = 3 }", "weight = 3, colour = 1 }", "targets[0]: colour: is not a field"),
        ("severity = 2", "severity = 4", "faults[0]: severity: expected a number from 1 to 3"),
        ('part = "trunk"', 'part = "tail"', "faults[0]: part: expected one of feet,"),
        ('"trunk_incl", "body", ">", 10', '"trunk_incl", "body", "=", 10', "when: expected [feature,"),
        ('"knee", "both", "<", 160', '"knee", "lead", "<", 160', "faults[3]: when: has a lead side"),
        ('aliases = ["Samasthiti"', 'aliases = ["Chair Pose"', "'chairpose' already names 'mountain'"),
        ("[[pose]]", "[[pose", ".toml: "),
    ],
)  # fmt: skip
def test_a_mistake_in_a_pose_is_told_with_its_place(folder: Path, before: str, after: str, told: str) -> None:
    for file in (folder / "poses").iterdir():
        text = file.read_text(encoding="utf-8")
        if before in text:
            break
    else:
        pytest.fail(f"no file of poses has {before}")
    file.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(LibraryError) as refused:
        read_library(folder)

    assert told in str(refused.value)


def _drop(section: str, name: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data[section].pop(name)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (_drop("cues", "tree.leaning"), "messages/en.json: cues: 'tree.leaning' has no message"),
        (_drop("notices", "several"), "messages/en.json: notices: 'several' is missing"),
        (
            lambda data: data["notices"].update(hello={"text": "Hello.", "short": "Hello"}),
            "'hello' is never told",
        ),
        (
            lambda data: data["cues"].update({"tree.x": {"text": "X.", "short": "X"}}),
            "'tree.x' is the message of no",
        ),
        (_drop("poses", "tree"), "messages/en.json: poses: 'tree' is missing"),
        (
            lambda data: data["poses"]["tree"].pop("left"),
            "messages/en.json: poses: tree: left: is missing",
        ),
        (
            lambda data: data["poses"]["chair"].update(left={"text": "X.", "short": "X"}),
            "poses: chair: left: is not a field",
        ),
        (_drop("flow", "finished"), "messages/en.json: flow: 'finished' is missing"),
        (_drop("flows", "balance_6"), "messages/en.json: flows: 'balance_6' is missing"),
        (_drop("says", "let_go"), "messages/en.json: says: 'let_go' is missing"),
        (lambda data: data["praise"].clear(), "messages/en.json: praise: expected at least one"),
        (
            lambda data: data["cues"]["chair.too_high"].update(short="Sink a great deal lower now"),
            "messages/en.json: cues: chair.too_high: short: does not fit two lines of twelve letters",
        ),
        (
            lambda data: data["cues"]["warrior2.back_knee"].pop("right"),
            "messages/en.json: cues: warrior2.back_knee: right: is missing",
        ),
        (
            lambda data: data["cues"].update({"staff.slumping": data["cues"]["tree.knee_forward"]}),
            "cues: 'staff.slumping' is told per side, and the fault has no side",
        ),
    ],
)
def test_a_mistake_in_the_messages_is_told_with_its_place(
    folder: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    file = folder / "messages" / "en.json"
    data = json.loads(file.read_text(encoding="utf-8"))
    change(data)
    file.write_text(json.dumps(data), encoding="utf-8")

    with pytest.raises(LibraryError) as refused:
        read_library(folder)

    assert told in str(refused.value)


def test_a_library_without_english_is_refused(folder: Path) -> None:
    (folder / "messages" / "en.json").unlink()

    with pytest.raises(LibraryError, match=r"messages/en\.json: is missing"):
        read_library(folder)

"""An operator's folder of pose packs adds poses and flows, and takes nothing away unless it says so."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from server.analysis.loading import load_library
from server.analysis.tables import LibraryError

LIBRARY = load_library()
POSE = """
[[pose]]
id = "hero"
catalogue_id = "hero"
name = "Hero"
sanskrit = ""
aliases = []
description = "Sit between the heels."
steps = ["Kneel.", "Sit.", "Rest."]
category = "sitting about"
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
FLOW = """
[[flow]]
id = "heroes"
name = "Heroes"
sanskrit = ""
level = "beginner"
rounds = 2
minutes = 2
steps = [
  { pose = "hero", hold = 20, breaths = 4, say = "sit" },
  { pose = "child", breath = "out", say = "let_go" },
]
"""
REPLACING = POSE.replace("[[pose]]", "[[pose]]\nreplaces = true")
ENGLISH: dict[str, Any] = {
    "language": "en",
    "reviewed": True,
    "cues": {"hero.slouch": {"text": "Sit tall.", "short": "Sit tall"}},
    "poses": {"hero": {"text": "Hero.", "short": "Hero"}},
    "says": {"sit": {"text": "Sit down.", "short": "Sit down"}},
    "flows": {"heroes": {"text": "Heroes.", "short": "Heroes"}},
}


def pack(folder: Path, pose: str = POSE, flow: str = FLOW, **languages: dict[str, Any]) -> Path:
    (folder / "poses").mkdir(parents=True)
    (folder / "messages").mkdir()
    (folder / "poses" / "mine.toml").write_text(pose, encoding="utf-8")
    (folder / "flows.toml").write_text(flow, encoding="utf-8")
    for language, words in (languages or {"en": ENGLISH}).items():
        (folder / "messages" / f"{language}.json").write_text(json.dumps(words), encoding="utf-8")
    return folder


def refused(packs: Path) -> str:
    with pytest.raises(LibraryError) as error:
        load_library(packs)
    return str(error.value)


def test_a_pack_adds_poses_and_flows_with_their_words(tmp_path: Path) -> None:
    pack(tmp_path / "ours")
    (tmp_path / ".git").mkdir()
    (tmp_path / "README").touch()
    library = load_library(tmp_path)
    english = library.say("en")

    assert len(library.poses) == len(LIBRARY.poses) + 1
    assert library.resolve("Hero") == "hero"
    assert english.cue("hero.slouch", None).text == "Sit tall."
    assert english.pose("hero", None).text == "Hero."
    assert english.praise == LIBRARY.say("en").praise
    assert [step.pose for step in library.flows["heroes"].course().steps] == ["hero", "child"] * 2
    assert english.says["sit"].text == "Sit down."


def test_what_a_pack_says_in_no_other_language_is_said_in_english(tmp_path: Path) -> None:
    german = {
        **ENGLISH,
        "language": "de",
        "poses": {"hero": {"text": "Held.", "short": "Held"}},
    }
    pack(tmp_path / "ours", en=ENGLISH, de=german)
    library = load_library(tmp_path)

    assert library.say("de").pose("hero", None).text == "Held."
    assert library.say("fr").pose("hero", None).text == "Hero."


GERMAN = """
reviewed = true
[poses.hero]
name = "Held"
description = "Sitz zwischen den Fersen."
steps = ["Knie dich hin.", "Setz dich.", "Ruh dich aus."]
drishti = "nach vorn"
safety = "Achte auf die Knie."
"""


def translated(folder: Path, language: str, text: str) -> None:
    (folder / "texts" / language).mkdir(parents=True)
    (folder / "texts" / language / "mine.toml").write_text(text, encoding="utf-8")


def test_a_pack_may_bring_translations_of_what_it_tells(tmp_path: Path) -> None:
    translated(pack(tmp_path / "ours"), "de", GERMAN)
    library = load_library(tmp_path)

    assert library.tell("hero", "de").safety == "Achte auf die Knie."
    assert library.tell("hero", "de").reviewed
    assert (library.tell("hero", "fr").language, library.tell("hero", "fr").name) == ("en", "Hero")
    assert library.tell("tree", "de") == LIBRARY.tell("tree", "de")


def test_a_pose_that_a_pack_replaces_is_not_told_in_the_words_of_the_other(tmp_path: Path) -> None:
    tree = REPLACING.replace('id = "hero"', 'id = "tree"', 1).replace('name = "Hero"', 'name = "Tree"')
    words = json.loads(json.dumps(ENGLISH).replace("hero.", "tree.").replace('"hero"', '"tree"'))
    pack(tmp_path / "ours", tree, FLOW.replace('"hero"', '"tree"'), en=words)
    assert load_library(tmp_path).tell("tree", "de").description == "Sit between the heels."


def test_a_mistake_in_a_packs_translation_is_told(tmp_path: Path) -> None:
    translated(pack(tmp_path / "ours"), "de", GERMAN.replace('"Knie dich hin.", ', ""))
    assert refused(tmp_path) == "ours/texts/de/mine.toml: poses: hero: steps: expected 3, as in English"


def test_a_pack_may_bring_flows_alone(tmp_path: Path) -> None:
    flow = FLOW.replace('"hero"', '"mountain"').replace('"sit"', '"stand_tall"')
    words = {"language": "en", "reviewed": True, "flows": ENGLISH["flows"]}
    folder = pack(tmp_path / "ours", "", flow, en=words)
    (folder / "poses" / "mine.toml").unlink()

    assert "heroes" in load_library(tmp_path).flows


def test_a_pack_takes_the_place_of_another_only_where_it_says_so(tmp_path: Path) -> None:
    tree = POSE.replace('id = "hero"', 'id = "tree"', 1).replace('name = "Hero"', 'name = "Tree"')
    flow = FLOW.replace('"heroes"', '"sun_salutation_a"').replace('"hero"', '"tree"')
    words = json.loads(json.dumps(ENGLISH).replace("heroes", "sun_salutation_a").replace("hero", "tree"))
    taken = tmp_path / "taken"
    pack(taken / "ours", tree, flow, en=words)
    assert refused(taken) == "ours/poses/mine.toml: pose 'tree': id: is taken by another"

    replacing = tmp_path / "replacing"
    pack(
        replacing / "ours",
        tree.replace("[[pose]]", "[[pose]]\nreplaces = true"),
        flow.replace("[[flow]]", "[[flow]]\nreplaces = true"),
        en=words,
    )
    library = load_library(replacing)
    assert len(library.poses) == len(LIBRARY.poses)
    assert library.poses["tree"].description == "Sit between the heels."
    assert library.flows["sun_salutation_a"].rounds == 2
    assert library.say("en").cue("tree.slouch", None).text == "Sit tall."
    assert "tree.leaning" not in library.say("en").cues


@pytest.mark.parametrize(
    ("pose", "flow", "words", "told"),
    [
        (POSE.replace("hold = 20", "hold = 0"), FLOW, ENGLISH, "ours/poses/mine.toml: pose 'hero': hold"),
        (REPLACING, FLOW, ENGLISH, "pose 'hero': replaces: is said"),
        (POSE, FLOW.replace('"child"', '"cot"'), ENGLISH, "ours/flows.toml: flow 'heroes': steps[1]: pose"),
        (POSE, FLOW, {**ENGLISH, "poses": {}}, "ours/messages/en.json: poses: 'hero' is missing"),
        (POSE, FLOW, {**ENGLISH, "says": {}}, "ours/messages/en.json: says: 'sit' is missing"),
        (POSE, FLOW, {**ENGLISH, "language": "de"}, "ours/messages/en.json: language: expected one of en"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_pack_file_and_field(
    tmp_path: Path, pose: str, flow: str, words: dict[str, Any], told: str
) -> None:
    pack(tmp_path / "ours", pose, flow, en=words)
    assert told in refused(tmp_path)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert refused(tmp_path / "nowhere").endswith("nowhere: there is no folder of pose packs")


def test_a_folder_that_is_no_pack_is_told(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    assert refused(tmp_path) == "empty/messages/en.json: is missing"

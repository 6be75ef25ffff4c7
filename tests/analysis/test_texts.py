"""What is told of each pose is there in every language, whole, and says the same as in English."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path

import pytest

from server.analysis.loading import load_library, read_library
from server.analysis.planning import FOCUSES
from server.analysis.tables import LibraryError
from server.analysis.texts import PoseText

LIBRARY = load_library()
OTHERS = tuple(sorted(LIBRARY.messages.keys() - {"en"}))

SAME = {
    ("de", "Sphinx"),
    ("fr", "Cobra"),
    ("fr", "Sphinx"),
    ("fr", "Lotus"),
    ("fr", "Triangle"),
    ("es", "Cobra"),
}
"""Words that are the same as in English."""

FORMAL = {
    "de": re.compile(r"\b(Sie|Ihr|Ihre|Ihnen)\b"),
    "es": re.compile(r"\b(usted|ustedes)\b", re.IGNORECASE),
    "fr": re.compile(r"\b(vous|votre|vos)\b", re.IGNORECASE),
    "hi": re.compile(r"(?<!\S)(तुम|तू|तेरा|तुम्हारा)(?!\S)"),
}
"""What people are not called: the coach says du, tú, tu and आप."""

CONDITIONS = {
    "glaucoma": {"de": "Glaukom", "es": "glaucoma", "fr": "glaucome", "hi": "ग्लूकोमा"},
    "pregnancy": {"de": "Schwangerschaft", "es": "embarazo", "fr": "grossesse", "hi": "गर्भावस्था"},
    "blood pressure": {"de": "lutdruck", "es": "tensión", "fr": "tension", "hi": "रक्तचाप"},
    "neck": {"de": "acken", "es": "cuello", "fr": "nuque", "hi": "गर्दन"},
    "wrist": {"de": "andgelenk", "es": "muñeca", "fr": "poignet", "hi": "कलाई"},
    "knee": {"de": "nie", "es": "odilla", "fr": "enou", "hi": "घुटन"},
    "disc": {"de": "andscheibe", "es": "disco", "fr": "disque", "hi": "डिस्क"},
    "heart problems": {"de": "Herz", "es": "corazón", "fr": "cœur", "hi": "दिल"},
    "surgery": {"de": "operation", "es": "operación", "fr": "opération", "hi": "ऑपरेशन"},
    "turn the head": {"de": "Kopf", "es": "cabeza", "fr": "tête", "hi": "सिर"},
}
"""What a safety note warns of, and the word that has to be in its translations."""

LENGTHS = {"name": 32, "description": 130, "steps": 100, "lead": 60, "drishti": 44, "safety": 200}
"""Letters at most: a name is a heading on a phone, a step is read from a mat."""


def told() -> Iterator[tuple[PoseText, PoseText]]:
    """Every translation with the English text."""
    for language in OTHERS:
        for pose_id in LIBRARY.poses:
            yield LIBRARY.texts[language][pose_id], LIBRARY.tell(pose_id, "en")


def sentences(text: PoseText) -> Iterator[tuple[str, str]]:
    for field in ("name", "description", "lead", "drishti", "safety"):
        if said := getattr(text, field):
            yield field, said
    yield from (("steps", step) for step in text.steps)


def test_every_language_tells_of_every_pose() -> None:
    assert LIBRARY.texts.keys() == LIBRARY.messages.keys() == LIBRARY.classes.keys()
    for language, texts in LIBRARY.texts.items():
        assert texts.keys() == LIBRARY.poses.keys(), language
        assert {text.language for text in texts.values()} == {language}


def test_nothing_is_left_in_english() -> None:
    for text, english in told():
        for (field, ours), (_, theirs) in zip(sentences(text), sentences(english), strict=True):
            assert ours != theirs or (text.language, ours) in SAME, f"{text.language}: {field}: {ours}"


def test_translations_are_sentences_where_english_has_them() -> None:
    for text, english in told():
        for (field, ours), (_, theirs) in zip(sentences(text), sentences(english), strict=True):
            assert ours == ours.strip()
            assert "!" not in ours
            assert theirs.endswith(".") == ours.endswith((".", "।")), f"{text.language}: {field}: {ours}"


def test_hindi_is_written_in_its_own_letters() -> None:
    for pose_id in LIBRARY.poses:
        for _, said in sentences(LIBRARY.tell(pose_id, "hi")):
            assert set(re.findall(r"[A-Za-z]+", said)) <= {"I", "II", "III", "V"}, said


def test_people_are_called_as_a_teacher_calls_them() -> None:
    for text, _ in told():
        for _, said in sentences(text):
            assert not FORMAL[text.language].search(said), said


@pytest.mark.parametrize("condition", CONDITIONS)
def test_a_warning_is_never_lost(condition: str) -> None:
    warned = [pair for pair in told() if condition in pair[1].safety.lower()]
    assert warned
    for text, english in warned:
        word = CONDITIONS[condition][text.language]
        assert word in text.safety, f"{text.language}: {english.safety} / {text.safety}"


def test_names_are_each_poses_own_and_texts_are_short_enough() -> None:
    for language, texts in LIBRARY.texts.items():
        names = [text.name for text in texts.values()]
        assert len(set(names)) == len(names), language
        for text in texts.values():
            for field, said in sentences(text):
                assert len(said) <= LENGTHS[field], f"{language}: {len(said)} letters: {said}"


def test_a_class_has_a_name_in_every_language() -> None:
    english = {LIBRARY.class_name(focus, 15, "en") for focus in FOCUSES}
    assert "Hips, 15 minutes" in english
    for language in OTHERS:
        names = {LIBRARY.class_name(focus, 15, language) for focus in FOCUSES}
        assert len(names) == len(FOCUSES)
        assert not names & english


def test_a_language_that_is_not_there_is_told_in_english() -> None:
    assert LIBRARY.tell("tree", "tlh").language == "en"
    assert LIBRARY.class_name("calm", 5, "tlh") == "Calm, 5 minutes"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with resources.as_file(resources.files("server.analysis") / "library") as shipped:
        shutil.copytree(shipped, tmp_path / "library")
    return tmp_path / "library"


def put(old: str, new: str) -> Callable[[Path], None]:
    def change(file: Path) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return change


@pytest.mark.parametrize(
    ("file", "change", "problem"),
    [
        ("de/balance.toml", put('name = "Baum"\n', ""), "de/balance.toml: poses: tree: name: is missing"),
        ("de/balance.toml", put("[poses.tree]", "[poses.bush]"), "poses: 'bush' is no pose of this library"),
        ("de/balance.toml", put('name = "Baum"', 'name = "{baum}"'), "tree: name: expected as placeholders"),
        ("de/balance.toml", put('name = "Baum"', 'name = "Baum}"'), "tree: name: Single '}'"),
        ("de/balance.toml", put('name = "Baum"', 'name = "Baum"\nnick = "B"'), "tree: nick: is not a field"),
        ("es/supine.toml", put('  "Cierra los ojos y descansa.",\n', ""), "corpse: steps: expected 3, as in"),
        ("es/supine.toml", put("reviewed = false", ""), "texts/es/supine.toml: reviewed: is missing"),
        ("fr/supine.toml", Path.unlink, "texts/fr: 'corpse' is missing"),
        ("hi/classes.toml", Path.unlink, "texts/hi/classes.toml: is missing"),
        ("hi/classes.toml", put("{minutes}", "15"), "title: expected as placeholders {focus}, {minutes}"),
        ("hi/supine.toml", put("reviewed =", "reviewed"), "texts/hi/supine.toml: "),
        ("hi/supine.toml", put("[poses.corpse]", "[poses.tree]"), "'tree' is told in another file"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_file_pose_and_field(
    folder: Path, file: str, change: Callable[[Path], None], problem: str
) -> None:
    change(folder / "texts" / file)
    with pytest.raises(LibraryError) as error:
        read_library(folder)
    assert problem in str(error.value)

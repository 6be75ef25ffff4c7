"""`yoga-assistant pose show` tells of a pose in any of the languages."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from server.analysis.loading import languages, load_library
from server.commands.pose import command

LIBRARY = load_library()


def show(*arguments: str) -> str:
    result = CliRunner().invoke(command, ["show", *arguments])
    assert result.exit_code == 0, result.output
    return result.output


@pytest.mark.parametrize("language", languages())
def test_all_of_it_is_told_in_the_language_that_is_asked_for(language: str) -> None:
    told, text = show("tree", "--lang", language), LIBRARY.tell("tree", language)
    for sentence in (text.name, text.description, *text.steps, text.safety, text.lead, text.drishti):
        assert sentence in told
    assert LIBRARY.say(language).cue("tree.foot_on_knee", "left").text in told
    assert ("no native speaker has reviewed" in told) == (language != "en")


def test_a_pose_is_found_by_any_of_its_names_and_a_risky_one_is_not_corrected() -> None:
    assert show("Vrksasana") == show("tree")
    told = show("headstand")
    assert LIBRARY.tell("headstand", "en").safety in told
    assert "\n- " not in told


def test_an_unknown_one_is_told() -> None:
    result = CliRunner().invoke(command, ["show", "handstand"])
    assert result.exit_code == 2
    assert "There is no pose 'handstand'" in result.output

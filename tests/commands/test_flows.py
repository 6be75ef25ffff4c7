"""`yoga-assistant flows` lists what one can be led through."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.commands.flows import command


def test_every_flow_is_listed() -> None:
    result = CliRunner().invoke(command)
    assert result.exit_code == 0
    for name in ("sun_salutation_classical", "moon_salutation", "balance_6"):
        assert name in result.output


def test_the_steps_of_one_are_told() -> None:
    result = CliRunner().invoke(command, ["balance_6"])
    assert result.exit_code == 0
    assert "Tree Pose" in result.output
    assert "hold 25 s" in result.output


def test_both_are_told_in_the_language_that_is_asked_for() -> None:
    listed = CliRunner().invoke(command, ["--lang", "de"])
    assert "Mondgruß" in listed.output
    told = CliRunner().invoke(command, ["balance_6", "--lang", "de"])
    assert "Baum" in told.output
    assert "Tree Pose" not in told.output
    assert CliRunner().invoke(command, ["--lang", "tlh"]).exit_code == 2


def test_an_unknown_one_is_told() -> None:
    result = CliRunner().invoke(command, ["balance_7"])
    assert result.exit_code == 2
    assert "There is no flow 'balance_7'" in result.output


def test_a_mistake_in_a_pack_is_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ours").mkdir()
    monkeypatch.setenv("YOGA_POSE_PACKS", str(tmp_path))
    result = CliRunner().invoke(command)
    assert result.exit_code == 1
    assert result.output == "Error: ours/messages/en.json: is missing\n"

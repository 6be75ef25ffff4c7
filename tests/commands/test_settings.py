"""`yoga-assistant settings`, and the page made from it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main
from server.commands.settings import page, variable
from server.settings import Settings

DOCUMENT = Path(__file__).parents[2] / "docs" / "settings.md"


def test_the_page_is_as_the_settings_are() -> None:
    assert DOCUMENT.read_text() == page(), "run: yoga-assistant settings --markdown > docs/settings.md"


def test_every_setting_says_what_it_does() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []


def test_founding_settings_keep_their_names_and_others_are_ours() -> None:
    names = [variable(name) for name in Settings.model_fields]
    founding = ["SECRET_KEY", "API_HOST", "API_PORT", "ALLOWED_ORIGINS", "LOG_LEVEL"]
    assert names[:5] == founding
    assert all(name.startswith("YOGA_") for name in names[5:])


@pytest.mark.parametrize("name", ["API_PORT", "YOGA_MAX_SESSIONS"])
def test_a_variable_is_read_under_the_name_that_is_shown(name: str) -> None:
    shown = CliRunner().invoke(main, ["settings"], env={name: "7"})
    assert f"{name}=7" in shown.output.splitlines()


@pytest.mark.parametrize("variable", ["SECRET_KEY", "YOGA_DATABASE_URL"])
def test_a_secret_is_not_shown(variable: str) -> None:
    given = "postgresql://ada:" + "s" * 40 + "@localhost/yoga"
    shown = CliRunner().invoke(main, ["settings"], env={variable: given})
    assert shown.exit_code == 0
    assert "ssss" not in shown.output


def test_a_weak_secret_is_refused_and_not_said_back() -> None:
    shown = CliRunner().invoke(main, ["settings"], env={"SECRET_KEY": "hunter2"})
    assert shown.exit_code == 1
    assert "at least 32 bytes" in shown.output
    assert "hunter2" not in shown.output

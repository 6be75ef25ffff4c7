"""The group of commands: what it lists, and that listing loads none of them."""

from __future__ import annotations

import subprocess
import sys

import click
import pytest
from click.testing import CliRunner

from server.cli import COMMANDS, main


def test_help_lists_every_command() -> None:
    shown = CliRunner().invoke(main, ["--help"])
    assert shown.exit_code == 0
    assert [name for name in COMMANDS if f"  {name} " not in shown.output] == []


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_loads(name: str) -> None:
    found = main.get_command(click.Context(main), name)
    assert found is not None
    assert found.name == name


def test_an_unknown_command_is_refused() -> None:
    assert CliRunner().invoke(main, ["dance"]).exit_code == 2


def test_help_loads_no_heavy_library() -> None:
    heavy = "{'fastapi', 'mediapipe', 'numpy', 'sqlalchemy', 'cv2', 'uvicorn'}"
    source = (
        "import sys\nfrom click.testing import CliRunner\nfrom server.cli import main\n"
        f"CliRunner().invoke(main, ['--help'])\nprint(sorted({heavy} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", source], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

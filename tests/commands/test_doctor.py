"""`yoga-assistant doctor`: one line for each thing that works, and for each that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from server.client import checks
from server.commands.doctor import command
from tests.serving import serving


@pytest.fixture(autouse=True)
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "FILM_S", 1.5)


def test_all_is_well_with_a_server_that_can_do_both(tmp_path: Path) -> None:
    with serving(tmp_path, ice_servers="stun:stun.example:3478") as server:
        told = CliRunner().invoke(command, ["--server", server.address.origin])
    assert told.exit_code == 0, told.output
    lines = told.output.splitlines()
    assert [line.split()[0] for line in lines] == ["yes"] * 5 + ["-"]
    assert "round trip" in lines[1]
    assert "connected in" in lines[3]
    assert "stun.example" in lines[5]


@pytest.mark.slow
def test_what_does_not_work_is_named_and_the_rest_is_tried(tmp_path: Path) -> None:
    with serving(tmp_path, webrtc=False) as server:
        told = CliRunner().invoke(command, ["--server", server.address.origin])
    assert told.exit_code == 1
    assert [line.split()[0] for line in told.output.splitlines()] == ["yes"] * 3 + ["NO"] * 2 + ["-"]


def test_no_server_is_one_line() -> None:
    told = CliRunner().invoke(command, ["--server", "http://127.0.0.1:9"])
    assert told.exit_code == 1
    assert len(told.output.splitlines()) == 1

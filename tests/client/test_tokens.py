"""Tokens: one per server, for their owner's eyes only."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from server.client.tokens import forget_token, keep_token, stored_token

HERE, THERE = "http://127.0.0.1:8000", "https://coach.example"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "yoga-assistant" / "tokens.json"


def test_only_the_owner_may_read_it(file: Path) -> None:
    keep_token(file, HERE, "a.b.c")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700


def test_rights_that_were_widened_are_narrowed_again(file: Path) -> None:
    keep_token(file, HERE, "a.b.c")
    file.chmod(0o644)
    keep_token(file, HERE, "d.e.f")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_each_server_has_its_own(file: Path) -> None:
    keep_token(file, HERE, "a.b.c")
    keep_token(file, THERE, "d.e.f")
    assert (stored_token(file, HERE), stored_token(file, THERE)) == ("a.b.c", "d.e.f")


def test_forgetting_leaves_the_others(file: Path) -> None:
    keep_token(file, HERE, "a.b.c")
    keep_token(file, THERE, "d.e.f")
    assert forget_token(file, HERE)
    assert not forget_token(file, HERE)
    assert (stored_token(file, HERE), stored_token(file, THERE)) == (None, "d.e.f")


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"http://127.0.0.1:8000": 3}'])
def test_a_damaged_file_counts_as_empty(file: Path, damage: str) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(damage)
    assert stored_token(file, HERE) is None
    keep_token(file, HERE, "a.b.c")
    assert stored_token(file, HERE) == "a.b.c"


def test_leaves_nothing_else_behind(file: Path) -> None:
    keep_token(file, HERE, "a.b.c")
    assert [path.name for path in file.parent.iterdir()] == ["tokens.json"]

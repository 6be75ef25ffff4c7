"""The signing key: the operator's, or made once and kept from others' eyes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from server.auth.secret import FILE, secret_key
from server.errors import StoreUnavailable
from server.settings import Settings


def test_a_key_is_made_once_and_only_its_owner_can_read_it(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path / "data")
    first = secret_key(settings)
    assert len(first) >= 32
    assert secret_key(settings) == first
    assert (tmp_path / "data" / FILE).stat().st_mode & 0o777 == 0o600
    assert [file.name for file in (tmp_path / "data").iterdir()] == [FILE]


def test_two_data_folders_have_two_keys(tmp_path: Path) -> None:
    assert secret_key(Settings(data_dir=tmp_path / "a")) != secret_key(Settings(data_dir=tmp_path / "b"))


def test_servers_that_start_together_agree(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path)
    with ThreadPoolExecutor(8) as executor:
        keys = set(executor.map(lambda _: secret_key(settings), range(16)))
    assert len(keys) == 1


def test_the_operators_key_is_used_and_nothing_is_written(tmp_path: Path) -> None:
    assert secret_key(Settings(data_dir=tmp_path, secret_key=SecretStr("s" * 32))) == b"s" * 32
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("weak", ["secret", "short", "your-secret-key-change-in-production", "x" * 31])
def test_a_weak_key_of_the_operator_is_refused(weak: str) -> None:
    with pytest.raises(ValidationError, match="SECRET_KEY must be your own"):
        Settings(secret_key=SecretStr(weak))


def test_a_damaged_key_is_not_used(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("short")
    with pytest.raises(StoreUnavailable, match="too short"):
        secret_key(Settings(data_dir=tmp_path))


def test_a_key_that_others_can_read_is_closed_to_them(tmp_path: Path) -> None:
    secret_key(Settings(data_dir=tmp_path))
    (tmp_path / FILE).chmod(0o644)
    secret_key(Settings(data_dir=tmp_path))
    assert (tmp_path / FILE).stat().st_mode & 0o777 == 0o600

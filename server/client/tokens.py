"""What logins of this user left, one per server, in a file that only its owner can read."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import orjson
from platformdirs import user_config_path

FILE_NAME: Final = "tokens.json"


def default_file() -> Path:
    return user_config_path("yoga-assistant") / FILE_NAME


def stored_token(file: Path, origin: str) -> str | None:
    """The access token kept for this server, or None. A damaged file counts as empty: one logs in again."""
    return _part(file, origin, "access")


def stored_refresh(file: Path, origin: str) -> str | None:
    """What the next access token is got with, once."""
    return _part(file, origin, "refresh")


def keep_token(file: Path, origin: str, token: str, refresh: str | None = None) -> None:
    """Add or replace this server's tokens."""
    _write(file, _read(file) | {origin: {"access": token, "refresh": refresh}})


def forget_token(file: Path, origin: str) -> bool:
    """Say whether there was one."""
    tokens = _read(file)
    found = tokens.pop(origin, None) is not None
    if found:
        _write(file, tokens)
    return found


def _part(file: Path, origin: str, name: str) -> str | None:
    kept = _read(file).get(origin)
    part = kept.get(name) if isinstance(kept, dict) else None
    return part if isinstance(part, str) else None


def _read(file: Path) -> dict[str, object]:
    try:
        tokens = orjson.loads(file.read_bytes())
    except (FileNotFoundError, orjson.JSONDecodeError):
        return {}
    return tokens if isinstance(tokens, dict) else {}


def _write(file: Path, tokens: dict[str, object]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    fresh = file.with_name(f"{file.name}.{os.getpid()}")
    # Created with its rights, never widened for a moment; then put in place in one step.
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "wb") as out:
        out.write(orjson.dumps(tokens, option=orjson.OPT_INDENT_2))
    fresh.replace(file)

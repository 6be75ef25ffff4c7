"""The key that signs access tokens: given by the operator, or made once and kept."""

from __future__ import annotations

import os
import secrets
from pathlib import Path

import structlog

from server.errors import StoreUnavailable
from server.settings import MIN_SECRET_BYTES, Settings

FILE = "secret_key"

log = structlog.get_logger(__name__)


def secret_key(settings: Settings) -> bytes:
    """Return the key; make one with owner-only rights where there is none.

    Raises StoreUnavailable where it can be neither read nor kept, or where the kept one was damaged.
    """
    if settings.secret_key is not None:
        return settings.secret_key.get_secret_value().encode()
    path = settings.data_dir / FILE
    try:
        return _kept(path) if path.exists() else _make(path)
    except OSError as error:
        raise StoreUnavailable(
            f"The signing key {path} cannot be used ({error.strerror}); set SECRET_KEY or free the path."
        ) from error


def _kept(path: Path) -> bytes:
    key = path.read_bytes().strip()
    if len(key) < MIN_SECRET_BYTES:
        raise StoreUnavailable(
            f"The signing key {path} is too short: delete it, and everybody logs in again."
        )
    if path.stat().st_mode & 0o077:
        path.chmod(0o600)
    return key


def _make(path: Path) -> bytes:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f"{FILE}.{secrets.token_hex(4)}")
    key = secrets.token_urlsafe(48).encode()
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
    try:
        os.link(draft, path)  # fails where another server was quicker, whose key then counts
    except FileExistsError:
        return _kept(path)
    finally:
        draft.unlink()
    log.info("A signing key was made; set SECRET_KEY to choose your own", file=str(path))
    return key

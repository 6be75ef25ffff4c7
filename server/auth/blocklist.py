"""Passwords that nobody may choose: those that everybody tries first, from a file of the operator's."""

from __future__ import annotations

from pathlib import Path

from server.auth.passwords import normalised
from server.errors import StoreUnavailable, WeakPassword


class Blocklist:
    def __init__(self, words: frozenset[str] = frozenset()) -> None:
        self._words = words

    @classmethod
    def read(cls, file: Path | None) -> Blocklist:
        """One password a line, in UTF-8; without a file every one is free. Raises StoreUnavailable."""
        if file is None:
            return cls()
        try:
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
        except OSError as error:
            raise StoreUnavailable(f"YOGA_PASSWORD_BLOCKLIST cannot be read: {error.strerror}.") from error
        return cls(frozenset(_folded(line) for line in lines if line.strip()))

    def check(self, password: str) -> None:
        """Raises WeakPassword."""
        if _folded(password) in self._words:
            raise WeakPassword("This password is among the first that anybody tries; please choose another.")


def _folded(password: str) -> str:
    return normalised(password).strip().casefold()

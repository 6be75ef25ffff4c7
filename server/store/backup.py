"""A copy of the database while it is in use."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa

from server.errors import StoreUnavailable


def backup(url: str, target: Path) -> int:
    """Copy the database into a new file with owner-only rights; returns its size in bytes.

    The copy is of one moment and checked, whatever is written meanwhile. Raises StoreUnavailable, and leaves
    nothing behind then.
    """
    source = Path(sa.make_url(url).database or "")
    if not source.is_file():
        raise StoreUnavailable(f"There is no database {source}.")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreUnavailable(f"{target} exists already; nothing was written.") from None
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error
    try:
        _copy(source, target)
    except BaseException:  # half a copy is no backup
        target.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def _copy(source: Path, target: Path) -> None:
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
            live.backup(copy)
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The database cannot be copied: {error}.") from error
    if found != "ok":
        raise StoreUnavailable(f"The copy is damaged, as the database may be: {found}.")

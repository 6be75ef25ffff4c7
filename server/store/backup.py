"""A copy of the database while it is in use, and the way back."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import sqlalchemy as sa

from server.errors import StoreUnavailable
from server.store import postgres_tools
from server.store.driver import is_sqlite, read_url
from server.store.migrate import in_one_transaction, migrate
from server.store.schema import users


def backup(url: str, target: Path) -> int:
    """Copy the database into a new file with owner-only rights; returns its size in bytes.

    The copy is of one moment, whatever is written meanwhile, and that of SQLite is checked. Raises
    StoreUnavailable, and leaves nothing behind then.
    """
    source = _file(url) if is_sqlite(url) else None
    if source is not None and not source.is_file():
        raise StoreUnavailable(f"There is no database {source}.")
    try:
        os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise StoreUnavailable(f"{target} exists already; nothing was written.") from None
    except OSError as error:
        raise StoreUnavailable(f"{target} cannot be written: {error.strerror}.") from error
    try:
        if source is not None:
            copy(source, target)
        else:
            postgres_tools.dump(read_url(url), target)
    except BaseException:  # half a copy is no backup
        target.unlink(missing_ok=True)
        raise
    return target.stat().st_size


def restore(url: str, source: Path, *, replace: bool = False) -> None:
    """Put a backup in the database's place, and bring it to this version.

    A database with accounts in it is replaced only where that is said. Blocks. Raises StoreUnavailable; where
    the backup cannot be used the database is then as it was.
    """
    if not source.is_file():
        raise StoreUnavailable(f"There is no file {source}.")
    migrate(url)
    if not replace and accounts(url):
        raise StoreUnavailable("The database has accounts in it; --replace puts the backup in their place.")
    if is_sqlite(url):
        with upgraded(source) as ready:
            copy(ready, _file(url))
    else:
        postgres_tools.load(read_url(url), source)
        migrate(url)


def accounts(url: str) -> int:
    """How many a migrated database has. Blocks."""
    found: list[int] = []

    def look(connection: sa.Connection) -> None:
        found.append(connection.execute(sa.select(sa.func.count()).select_from(users)).scalar_one())

    in_one_transaction(url, look)
    return found[0]


def copy(source: Path, target: Path) -> None:
    """Copy an SQLite database over another one, as of one moment, and check the copy."""
    try:
        with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copied:
            live.backup(copied)
            (found,) = copied.execute("PRAGMA integrity_check").fetchone()
    except sqlite3.Error as error:
        raise StoreUnavailable(f"The database cannot be copied: {error}.") from error
    if found != "ok":
        raise StoreUnavailable(f"The copy is damaged, as the database may be: {found}.")


@contextmanager
def upgraded(source: Path, prepare: Callable[[Path], None] = lambda _: None) -> Iterator[Path]:
    """A copy of an SQLite database, brought to this version; `source` stays as it is.

    `prepare` may change the copy before. Raises StoreUnavailable where `source` is none of this program.
    """
    with TemporaryDirectory(prefix="yoga-assistant-") as folder:
        work = Path(folder) / "copy.db"
        copy(source, work)
        prepare(work)
        with closing(sqlite3.connect(work)) as given:
            names = {name for (name,) in given.execute("SELECT name FROM sqlite_master")}
        if not names >= {"users", "sessions", "session_poses"}:
            raise StoreUnavailable(f"{source} is no database of this program, or its accounts lie elsewhere.")
        migrate(f"sqlite:///{work}")
        with closing(sqlite3.connect(work)) as given:
            given.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        yield work


def _file(url: str) -> Path:
    return Path(read_url(url).database or "")

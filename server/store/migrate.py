"""Brings a database, new or founding, to the schema of this version."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError
from sqlalchemy.pool import NullPool

from server.errors import StoreUnavailable
from server.store import postgres
from server.store.driver import driver, read_url, shown
from server.store.sqlite import BUSY_TIMEOUT_MS

MIGRATIONS = Path(__file__).parent / "migrations"

Work = Callable[[sa.Connection], None]


def migrate(url: str) -> None:
    """Apply every missing step. Blocks; raises StoreUnavailable with a sentence that says what to do."""
    if read_url(url).drivername == "sqlite":
        _prepare_file(read_url(url))
    try:
        in_one_transaction(url, _upgrade)
    except CommandError as error:
        raise StoreUnavailable(
            f"The database {shown(url)} was written by a newer version; use that one."
        ) from error


def in_one_transaction(url: str, work: Work) -> None:
    """Do all of `work` or nothing, with nobody else writing. Blocks, outside of an event loop.

    Raises StoreUnavailable, and what `work` itself raises.
    """
    target, known = read_url(url), driver(url)
    try:
        if target.drivername == "sqlite":
            _in_sqlite(target, known.begin, work)
        else:
            asyncio.run(_in_postgres(target, known.begin, work))
    except known.conflicts + known.failures as error:
        raise StoreUnavailable(f"The database {shown(url)} cannot be opened: {_reason(error)}.") from error


def _prepare_file(target: sa.URL) -> None:
    if not target.database or target.database == ":memory:":
        # `databases` opens a connection for every query: each would find an empty database.
        raise StoreUnavailable("An SQLite database needs a file.")
    path = Path(target.database)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        # Only when it is new: to close one more descriptor drops every lock of this process on the file.
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        with closing(sqlite3.connect(path)) as connection:
            _log_ahead(connection)
    except (sqlite3.Error, OSError) as error:
        raise StoreUnavailable(f"The database {path} cannot be opened: {_reason(error)}.") from error


def _log_ahead(connection: sqlite3.Connection) -> None:
    """Turn write-ahead logging on, which the file keeps: readers then never wait for the writer.

    SQLite answers "locked" here without the wait that it grants elsewhere, when servers start at once.
    """
    until = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
        time.sleep(0.02)


def _in_sqlite(target: sa.URL, begin: tuple[str, ...], work: Work) -> None:
    engine = sa.create_engine(target, poolclass=NullPool)

    @sa.event.listens_for(engine, "connect")
    def _manual(connection: sqlite3.Connection, _record: object) -> None:
        # sqlite3 by itself would commit before every statement that changes the schema.
        connection.isolation_level = None
        # A build of SQLite may keep references by itself: a table made anew would then empty others.
        connection.execute("PRAGMA foreign_keys=OFF")

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        for statement in begin:
            connection.exec_driver_sql(statement)

    with engine.begin() as connection:
        work(connection)


async def _in_postgres(target: sa.URL, begin: tuple[str, ...], work: Work) -> None:
    from sqlalchemy.ext.asyncio import create_async_engine  # noqa: PLC0415 - wants a package of the extra

    # No limit on statements: an index over a long history takes its time.
    engine = create_async_engine(
        "postgresql+asyncpg://", connect_args=postgres.connection(target), poolclass=NullPool
    )
    async with engine.begin() as connection:
        for statement in begin[1:]:  # the engine has begun by itself
            await connection.exec_driver_sql(statement)
        await connection.run_sync(work)


def _upgrade(connection: sa.Connection) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).splitlines()[0].rstrip(".") if str(cause) else type(cause).__name__

"""Brings a database, new or founding, to the schema of this version."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util.exc import CommandError

from server.errors import StoreUnavailable

MIGRATIONS = Path(__file__).parent / "migrations"


def migrate(url: str) -> None:
    """Apply every missing step. Blocks; raises StoreUnavailable with a sentence that says what to do."""
    try:
        target = sa.make_url(url)
        _prepare_file(target)
        engine = sa.create_engine(target)
        _whole_transactions(engine)
        try:
            _upgrade(engine)
        finally:
            engine.dispose()
    except CommandError as error:
        raise StoreUnavailable(f"The database {url} was written by a newer version; use that one.") from error
    except (sa.exc.SQLAlchemyError, sqlite3.Error, OSError) as error:
        raise StoreUnavailable(f"The database {url} cannot be opened: {_reason(error)}.") from error


def _prepare_file(target: sa.URL) -> None:
    if not target.database or target.database == ":memory:":
        # `databases` opens a connection for every query: each would find an empty database.
        raise StoreUnavailable("An SQLite database needs a file.")
    path = Path(target.database)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    with closing(sqlite3.connect(path)) as connection:
        # Kept in the file; readers then never wait for the writer.
        connection.execute("PRAGMA journal_mode=WAL")


def _whole_transactions(engine: sa.Engine) -> None:
    """Let a step that is cut short leave nothing behind: sqlite3 would commit before every DDL statement."""

    @sa.event.listens_for(engine, "connect")
    def _manual(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None

    @sa.event.listens_for(engine, "begin")
    def _begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql("BEGIN IMMEDIATE")


def _upgrade(engine: sa.Engine) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _reason(error: Exception) -> str:
    cause = getattr(error, "orig", None) or error
    return str(cause).splitlines()[0].rstrip(".") if str(cause) else type(cause).__name__

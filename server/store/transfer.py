"""Brings what another database file holds into this database: a founding one, or one of ours from SQLite."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from server.errors import StoreUnavailable
from server.store.backup import accounts, upgraded
from server.store.migrate import in_one_transaction, migrate
from server.store.schema import ended_logins, logins, metadata, users

SOME: Final = 500
"""Rows written at once: PostgreSQL takes at most 32767 values in a statement."""

FOUNDING_USERS: Final = ("id", "fullname", "email", "password_hash", "sex", "dob", "created_at")


@dataclass(frozen=True, slots=True)
class Brought:
    accounts: int
    sessions: int
    left_out: int
    """Rows that belong to an account or a session that is not there."""


def bring(url: str, file: Path, accounts_file: Path | None = None) -> Brought:
    """Copy all that `file` holds into a database without accounts, ids and all; the file stays as it is.

    With `accounts_file`, a founding `users.db`, the accounts are those of it. Logins stay behind: people log
    in anew. All or nothing. Blocks. Raises StoreUnavailable.
    """
    migrate(url)
    if accounts(url):
        raise StoreUnavailable("The database has accounts already; what is imported goes into an empty one.")
    for given in filter(None, (file, accounts_file)):
        if not given.is_file():
            raise StoreUnavailable(f"There is no file {given}.")

    def join(work: Path) -> None:
        if accounts_file is not None:
            _join(work, accounts_file)

    with upgraded(file, join) as work:
        return _pour(work, url)


def _join(work: Path, accounts_file: Path) -> None:
    """Put a founding `users.db`'s accounts in the place of those in `work`."""
    names = ", ".join(FOUNDING_USERS)
    try:
        with closing(sqlite3.connect(work, isolation_level=None)) as database:
            database.execute("ATTACH ? AS other", (str(accounts_file),))
            database.execute("DROP TABLE IF EXISTS main.users")
            database.execute(f"CREATE TABLE main.users AS SELECT {names} FROM other.users")  # noqa: S608
    except sqlite3.Error as error:
        raise StoreUnavailable(f"{accounts_file} holds no accounts: {error}.") from error


def _pour(work: Path, url: str) -> Brought:
    tables = [table for table in metadata.sorted_tables if table not in (logins, ended_logins)]
    here: dict[str, set[int]] = {}
    left_out = 0

    def write(target: sa.Connection) -> None:
        nonlocal left_out
        source = sa.create_engine(f"sqlite:///{work}")
        try:
            with source.connect() as given:
                for table in tables:
                    written, orphans = _pour_table(given, target, table, here)
                    here[table.name] = written
                    left_out += orphans
        finally:
            source.dispose()

    in_one_transaction(url, write)
    return Brought(len(here[users.name]), len(here["sessions"]), left_out)


def _pour_table(
    given: sa.Connection, target: sa.Connection, table: sa.Table, here: dict[str, set[int]]
) -> tuple[set[int], int]:
    """Copy one table; returns the ids that are there now, and how many rows had nobody to belong to."""
    ids: set[int] = set()
    orphans = 0
    parents = {key.parent.name: here[key.column.table.name] for key in table.foreign_keys}
    rows = given.execute(sa.select(table)).mappings()
    for some in rows.partitions(SOME):
        kept = [
            _filled(table, row)
            for row in some
            if all(row[name] is None or row[name] in known for name, known in parents.items())
        ]
        orphans += len(some) - len(kept)
        if kept:
            target.execute(table.insert(), kept)
        ids.update(row["id"] for row in kept if "id" in row)
    _count_on(target, table)
    return ids, orphans


def _filled(table: sa.Table, row: Any) -> dict[str, Any]:
    """A founding row may lack what is never missing here."""
    blanks = {sa.String: "", sa.Integer: 0, sa.Float: 0.0}
    return {
        column.name: row[column.name]
        if row[column.name] is not None or column.nullable
        else next((blank for kind, blank in blanks.items() if isinstance(column.type, kind)), None)
        for column in table.columns
    }


def _count_on(target: sa.Connection, table: sa.Table) -> None:
    """Let PostgreSQL's next number follow those that were given; SQLite's does by itself."""
    if target.dialect.name == "postgresql" and "id" in table.c:
        (newest,) = target.execute(sa.select(sa.func.max(table.c.id))).one()
        if newest is not None:
            sequence = sa.func.pg_get_serial_sequence(table.name, "id")
            target.execute(sa.select(sa.func.setval(sequence, newest)))

"""SQLite: a file, opened by a few connections."""

from __future__ import annotations

import sqlite3
from typing import Any, Final

import sqlalchemy as sa

from server.store.driver import Driver

BUSY_TIMEOUT_MS: Final = 5000
"""How long a writer waits for another process, in SQLite itself."""

KEPT: Final = 4
"""Each has a thread and the schema read; opening one anew takes longer than most queries."""


class Connection(sqlite3.Connection):
    """A connection that keeps foreign keys, waits for its turn and writes durably."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute("PRAGMA foreign_keys=ON")
        self.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        # What was said to be saved survives a power cut too; a few writes a second cost nothing.
        self.execute("PRAGMA synchronous=FULL")


def driver(url: sa.URL) -> Driver:
    return Driver(
        url=url.render_as_string(),
        options={"factory": Connection},
        # A deferred transaction that reads first cannot wait for its turn to write.
        begin=("BEGIN IMMEDIATE",),
        conflicts=(sqlite3.IntegrityError,),
        failures=(sqlite3.Error, sa.exc.SQLAlchemyError, OSError),
        patience_s=None,
        kept=KEPT,
    )

"""The one module that knows `databases`, an async query library that is no longer developed.

It opens a connection for every query made outside a transaction, so what a connection needs is set by the
SQLite connection class given to it. Its driver errors end here.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any, Final, TypeVar

import databases
import sqlalchemy as sa
from sqlalchemy.sql import ClauseElement

from server.errors import StoreUnavailable
from server.store.migrate import migrate

T = TypeVar("T")
Row = Any
"""Read by column name: `row["id"]`. The library's rows are untyped."""

BUSY_TIMEOUT_MS: Final = 5000
"""How long a writer waits for another one, in SQLite itself."""

TURN_S: Final = 10.0
"""How long a writer waits for the others of this process."""

RETRY_AFTER_S: Final = 5.0


class Conflict(Exception):
    """A unique constraint refused the row."""


class SqliteConnection(sqlite3.Connection):
    """A connection that keeps foreign keys, waits for its turn and writes durably."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        super().execute("PRAGMA foreign_keys=ON")
        super().execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        # What was said to be saved survives a power cut too; a few writes a second cost nothing.
        super().execute("PRAGMA synchronous=FULL")

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        # A deferred transaction that reads first cannot wait for its turn to write.
        return super().execute("BEGIN IMMEDIATE" if sql == "BEGIN" else sql, *args)


class _Turn(AbstractAsyncContextManager[None]):
    """One writer at a time, first come first served. Raises TimeoutError."""

    def __init__(self, patience_s: float) -> None:
        self._lock = asyncio.Lock()
        self._patience_s = patience_s

    async def __aenter__(self) -> None:
        async with asyncio.timeout(self._patience_s):
            await self._lock.acquire()

    async def __aexit__(self, *exc: object) -> None:
        self._lock.release()


class Transaction:
    """What may be done inside `Database.transact`."""

    def __init__(self, connection: Any) -> None:
        self._connection = connection

    async def all(self, query: ClauseElement) -> list[Row]:
        return list(await self._connection.fetch_all(query))

    async def one(self, query: ClauseElement) -> Row | None:
        return await self._connection.fetch_one(query)

    async def run(self, query: ClauseElement) -> None:
        await self._connection.execute(query)


class Database:
    """Queries on one database. Entered once by the application, which migrates it."""

    def __init__(self, url: str) -> None:
        self.url = url
        if not url.startswith("sqlite:///"):
            raise StoreUnavailable("A database is an SQLite file: its URL begins with sqlite:///.")
        self._databases = databases.Database(url, factory=SqliteConnection)
        self._working: set[asyncio.Task[Any]] = set()
        # SQLite's own waiting is by luck: of many writers one could starve.
        self._turn = _Turn(TURN_S)

    async def __aenter__(self) -> Database:
        await asyncio.to_thread(migrate, self.url)
        async with _told():
            await self._databases.connect()
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._working:
            await asyncio.wait(self._working)
        await self._databases.disconnect()

    async def check(self) -> None:
        """Raises StoreUnavailable where the database does not answer."""
        await self.one(sa.text("SELECT 1"))

    async def all(self, query: ClauseElement) -> list[Row]:
        return await self._whole(self._databases.fetch_all, query)

    async def one(self, query: ClauseElement) -> Row | None:
        return await self._whole(self._databases.fetch_one, query)

    async def transact(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Do `work` in one transaction, which holds the database's one write lock from its start.

        Once begun it is committed or rolled back, even where its caller is cancelled meanwhile.
        """
        return await self._whole(self._transact, work)

    async def _transact(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        async with self._turn, self._databases.connection() as connection:
            transaction = connection.transaction()
            try:
                await transaction.start()
            except BaseException:
                # start() has taken the connection once more and does not give it back when BEGIN fails.
                await connection.__aexit__()
                raise
            try:
                result = await work(Transaction(connection))
            except BaseException:  # a cancellation too
                await transaction.rollback()
                raise
            await transaction.commit()
            return result

    async def _whole(self, query: Callable[..., Awaitable[T]], *args: Any) -> T:
        """Run in a task of its own: whatever cancels the caller, the connection is closed in order."""
        async with _told():
            task = asyncio.ensure_future(query(*args))
            self._working.add(task)
            task.add_done_callback(self._working.discard)
            return await asyncio.shield(task)


@asynccontextmanager
async def _told() -> AsyncIterator[None]:
    """Turn what a driver says into our own errors."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise Conflict(str(error)) from error
    except (sqlite3.Error, sa.exc.SQLAlchemyError, OSError) as error:
        raise StoreUnavailable(
            "The database does not answer; please try again.", retry_after_s=RETRY_AFTER_S
        ) from error

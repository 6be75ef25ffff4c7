"""The one module that knows `databases`, an async query library that is no longer developed.

What a connection needs is set by the driver's options, since the library opens one whenever it likes. The
drivers' errors end here.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Any, Final, TypeVar

import databases
import sqlalchemy as sa
from sqlalchemy.sql import ClauseElement

from server.errors import StoreUnavailable
from server.store.driver import driver
from server.store.migrate import migrate

T = TypeVar("T")
Row = Any
"""A dictionary of values by column name. The queries say what it has, which no type does."""

TURN_S: Final = 10.0
"""How long a writer waits for the others of this process."""

RETRY_AFTER_S: Final = 5.0

CLOSE_S: Final = 3.0
"""How long open connections are given to end."""

AT_ONCE: Final = 500
"""Rows of an insert; none of our tables has more than 60 columns."""


class Conflict(Exception):
    """A unique constraint refused the row."""


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
        return _plain(await self._connection.fetch_all(query))

    async def one(self, query: ClauseElement) -> Row | None:
        return next(iter(_plain([await self._connection.fetch_one(query)])), None)

    async def run(self, query: ClauseElement) -> None:
        await self._connection.execute(query)

    async def add(self, table: sa.Table, rows: Sequence[Row]) -> None:
        """Insert rows, some at a time: both databases take some 32,000 values in one statement."""
        for first in range(0, len(rows), AT_ONCE):
            await self.run(table.insert().values(rows[first : first + AT_ONCE]))


class Database:
    """Queries on one database. Entered once by the application, which migrates it."""

    def __init__(self, url: str) -> None:
        """Raises StoreUnavailable where `url` names no database that can be used."""
        self.url = url
        self.failures = 0
        """How often it did not answer, for the metrics."""

        self._driver = driver(url)
        self._databases = databases.Database(self._driver.url, **self._driver.options)
        self._working: set[asyncio.Task[Any]] = set()
        self._idle: list[Any] = []
        # A database's own waiting is by luck or by a connection: one writer could starve, or all readers.
        self._turn = _Turn(TURN_S)

    async def __aenter__(self) -> Database:
        await asyncio.to_thread(migrate, self.url)
        async with self._told():
            await self._databases.connect()
        return self

    async def __aexit__(self, *exc: object) -> None:
        if self._working:
            await asyncio.wait(self._working)
        while self._idle:
            await self._idle.pop().__aexit__()
        with suppress(TimeoutError):  # a server that hangs would not say goodbye either
            async with asyncio.timeout(CLOSE_S):
                await self._databases.disconnect()

    async def check(self) -> None:
        """Raises StoreUnavailable where the database does not answer."""
        await self.one(sa.text("SELECT 1"))

    async def all(self, query: ClauseElement) -> list[Row]:
        return await self._whole(self._read, Transaction.all, query)

    async def one(self, query: ClauseElement) -> Row | None:
        return await self._whole(self._read, Transaction.one, query)

    async def transact(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        """Do `work` in one transaction, which holds the database's one write lock from its start.

        Once begun it is committed or rolled back, even where its caller is cancelled meanwhile.
        """
        return await self._whole(self._transact, work)

    async def _read(
        self, ask: Callable[[Transaction, ClauseElement], Awaitable[T]], query: ClauseElement
    ) -> T:
        async with self._connection() as connection:
            return await ask(Transaction(connection), query)

    async def _transact(self, work: Callable[[Transaction], Awaitable[T]]) -> T:
        # Not the library's own transaction: it keeps the connection for ever where COMMIT or ROLLBACK fails.
        async with self._turn, self._connection() as connection:
            try:
                for statement in self._driver.begin:
                    await connection.execute(sa.text(statement))
                result = await work(Transaction(connection))
                await connection.execute(sa.text("COMMIT"))
            except BaseException:  # a cancellation too
                # A full disk or a lost server has rolled back by itself and refuses to do it again.
                with suppress(*self._driver.failures):
                    await connection.execute(sa.text("ROLLBACK"))
                raise
            return result

    @asynccontextmanager
    async def _connection(self) -> AsyncIterator[Any]:
        """One that nobody else uses; after a failure it is not used again."""
        if self._idle:
            connection = self._idle.pop()
        else:
            connection = self._databases.connection()  # a new one: each query has a task of its own
            await connection.__aenter__()
        try:
            yield connection
        except BaseException:  # a cancellation too: what it left half done must not reach the next query
            await connection.__aexit__()
            raise
        if len(self._idle) < self._driver.kept:
            self._idle.append(connection)
        else:
            await connection.__aexit__()

    async def _whole(self, query: Callable[..., Awaitable[T]], *args: Any) -> T:
        """Run in a task of its own: whatever cancels the caller, the connection is closed in order."""
        async with self._told():
            task = asyncio.ensure_future(self._bounded(query, *args))
            self._working.add(task)
            task.add_done_callback(self._working.discard)
            return await asyncio.shield(task)

    async def _bounded(self, query: Callable[..., Awaitable[T]], *args: Any) -> T:
        async with asyncio.timeout(self._driver.patience_s):
            return await query(*args)

    @asynccontextmanager
    async def _told(self) -> AsyncIterator[None]:
        """Turn what a driver says into our own errors."""
        try:
            yield
        except self._driver.conflicts as error:
            raise Conflict(str(error)) from error
        except self._driver.failures as error:
            self.failures += 1
            raise StoreUnavailable(
                "The database does not answer; please try again.", retry_after_s=RETRY_AFTER_S
            ) from error


def _plain(records: Sequence[Any]) -> list[Row]:
    """The library's records as dictionaries.

    A record looks for its column's type whenever a value of it is read, which took most of the time of a page
    of history; and of PostgreSQL it hands out None and times as they came, past our types.
    """
    if not records or records[0] is None:
        return []
    first = records[0]
    names = tuple(first.keys())
    if first._dialect.name == "sqlite":  # these values have passed our types
        return [dict(zip(names, record._row, strict=True)) for record in records]
    types = (first._column_map.get(name, (0, sa.types.NULLTYPE))[1] for name in names)
    reads = [kind._cached_result_processor(first._dialect, None) or _as_it_is for kind in types]
    return [
        {name: read(value) for name, read, value in zip(names, reads, record._row, strict=True)}
        for record in records
    ]


def _as_it_is(value: Any) -> Any:
    return value

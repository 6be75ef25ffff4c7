"""A database that is full, breaks off or is gone: said so, nothing half done, as before when it is back."""

from __future__ import annotations

import asyncio
import os
import signal
import sqlite3
import threading
from contextlib import closing, suppress
from dataclasses import replace
from typing import Any
from uuid import uuid4

import psutil
import pytest
import sqlalchemy as sa

from server.analysis.summary import Ending
from server.errors import StoreUnavailable
from server.store import postgres as limits
from server.store import sqlite
from server.store.database import Database
from server.store.migrate import migrate
from server.store.postgres import POOL
from server.store.records import Owner
from server.store.sessions import SessionStore
from server.store.users import UserStore
from tests.postgres import Cluster
from tests.store.conftest import NOW, new_user
from tests.store.test_sessions import SUMMARY

pytestmark = pytest.mark.anyio


class Faulty(sqlite3.Cursor):
    """Refuses these words, as a broken disk would."""

    refused: str | None = None

    def execute(self, sql: str, *args: Any) -> Faulty:
        if self.refused is not None and sql.startswith(self.refused):
            raise sqlite3.OperationalError("disk I/O error")
        return super().execute(sql, *args)


class OnFaultyDisk(sqlite.Connection):
    def cursor(self, *_: Any) -> Any:
        return super().cursor(Faulty)


class OnSmallDisk(sqlite.Connection):
    pages = 0

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.execute(f"PRAGMA max_page_count={self.pages}")


def pages(url: str) -> int:
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        (found,) = connection.execute("PRAGMA page_count").fetchone()
    return int(found)


async def owner_in(database: Database) -> Owner:
    user = await UserStore(database).add(new_user())
    assert user is not None
    return Owner(user.id, NOW)


@pytest.mark.parametrize("refused", ["COMMIT", "BEGIN", "INSERT"])
async def test_a_write_that_breaks_off_holds_no_lock(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch, refused: str
) -> None:
    monkeypatch.setattr(sqlite, "Connection", OnFaultyDisk)
    async with Database(sqlite_url) as database:
        owner, store, threads = await owner_in(database), SessionStore(database), threading.active_count()
        monkeypatch.setattr(Faulty, "refused", refused)
        for _ in range(10):
            with pytest.raises(StoreUnavailable):
                await store.save(str(uuid4()), owner, SUMMARY, Ending.COMPLETED)
        monkeypatch.setattr(Faulty, "refused", None)
        assert await store.save(str(uuid4()), owner, SUMMARY, Ending.COMPLETED)
        assert len(await store.page(owner.user_id, 100)) == 1
        assert threading.active_count() <= threads + sqlite.KEPT


async def test_a_full_disk_loses_nothing_that_was_taken(
    sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(sqlite_url)
    large = replace(SUMMARY, scores=bytes([80] * 7200))
    monkeypatch.setattr(sqlite, "Connection", OnSmallDisk)
    monkeypatch.setattr(OnSmallDisk, "pages", pages(sqlite_url) + 4)
    taken = []
    async with Database(sqlite_url) as database:
        owner, store = await owner_in(database), SessionStore(database)
        for _ in range(100):
            with suppress(StoreUnavailable):
                taken.append(await store.save(str(uuid4()), owner, large, Ending.COMPLETED))
        assert 0 < len(taken) < 10
        assert len(await store.page(owner.user_id, 100)) == len(taken)
    monkeypatch.undo()
    async with Database(sqlite_url) as database:
        store = SessionStore(database)
        assert await store.save(str(uuid4()), owner, large, Ending.COMPLETED)
        assert len(await store.page(owner.user_id, 100)) == len(taken) + 1
        assert [dict(row) for row in await database.all(sa.text("PRAGMA integrity_check"))] == [
            {"integrity_check": "ok"}
        ]


async def test_connections_that_are_cut_are_made_anew(postgres_url: str, postgres: Cluster) -> None:
    async with Database(postgres_url) as database:
        owner, store = await owner_in(database), SessionStore(database)
        name = postgres_url.rpartition("/")[2]
        cut = f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"  # noqa: S608
        for _ in range(5):
            await asyncio.gather(*(store.page(owner.user_id, 10) for _ in range(20)))
            await asyncio.to_thread(postgres.query, cut)
            public_id, row, tries = str(uuid4()), None, 0
            while row is None:
                tries += 1
                assert tries <= POOL + 1
                with suppress(StoreUnavailable):  # of one whose end has not been noticed yet
                    row = await store.save(public_id, owner, SUMMARY, Ending.COMPLETED)
        assert len(await store.page(owner.user_id, 10)) == 5


async def test_no_connection_is_lost_to_failures(postgres_url: str) -> None:
    async with Database(postgres_url) as database:
        for _ in range(3 * POOL):
            with pytest.raises(StoreUnavailable):
                await database.transact(lambda transaction: transaction.run(sa.text("SELECT 1/0")))
        await database.check()
        assert await owner_in(database)


@pytest.mark.slow
async def test_a_server_that_hangs_is_not_waited_for(
    postgres_url: str, postgres: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "ANSWER_S", 2.0)
    monkeypatch.setattr(limits, "PATIENCE_S", 3.0)
    other = await Database(postgres_url).__aenter__()
    async with Database(postgres_url) as database:
        owner, store = await owner_in(database), SessionStore(database)
        hang(postgres, signal.SIGSTOP)
        try:
            async with asyncio.timeout(60):
                tries = (store.save(str(uuid4()), owner, SUMMARY, None), store.page(owner.user_id, 10))
                found = await asyncio.gather(*tries, return_exceptions=True)
                with pytest.raises(StoreUnavailable):
                    await other.check()
                await other.__aexit__()
        finally:
            hang(postgres, signal.SIGCONT)
        assert [type(one) for one in found] == [StoreUnavailable] * 2
        assert await store.save(str(uuid4()), owner, SUMMARY, None)


def hang(cluster: Cluster, what: signal.Signals) -> None:
    pid = int((cluster.folder / "data" / "postmaster.pid").read_text().split()[0])
    for process in (psutil.Process(pid), *psutil.Process(pid).children()):
        os.kill(process.pid, what)

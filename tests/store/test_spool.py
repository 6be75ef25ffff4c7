"""What the database does not take is kept, and saved when it is back."""

from __future__ import annotations

import asyncio
import os
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
import sqlalchemy as sa

from server.analysis.summary import Ending
from server.errors import StoreUnavailable
from server.store import sessions
from server.store import spool as spooling
from server.store.database import Database
from server.store.records import Owner
from server.store.sessions import SessionStore
from server.store.spool import Owed, Spool
from server.store.users import User, UserStore
from tests.doubles import until
from tests.store.conftest import NOW
from tests.store.test_sessions import SUMMARY

pytestmark = pytest.mark.anyio


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "owed"


@pytest.fixture
def store(database: Database, folder: Path) -> SessionStore:
    return SessionStore(database, Spool(folder))


@pytest.fixture
def owner(user: User) -> Owner:
    return Owner(user.id, NOW, level="intermediate", expected_pose_id="warrior2", source="jpeg")


async def rename(database: Database, old: str, new: str) -> None:
    """Take a table away, or bring it back."""
    await database.transact(lambda t: t.run(sa.text(f"ALTER TABLE {old} RENAME TO {new}")))


def only_mine(folder: Path) -> list[Path]:
    """The files in the folder, which nobody else can read."""
    found = [*folder.rglob("*")]
    assert [path for path in (folder, *found) if path.exists() and path.stat().st_mode & 0o077] == []
    return found


async def refused(store: SessionStore, owner: Owner, ending: Ending | None, public_id: str = "") -> str:
    public_id = public_id or str(uuid4())
    with pytest.raises(StoreUnavailable):
        await store.save(public_id, owner, SUMMARY, ending)
    return public_id


async def test_a_session_that_was_not_taken_is_settled_once(
    database: Database, store: SessionStore, owner: Owner, folder: Path
) -> None:
    await rename(database, "sessions", "gone")
    public_id = await refused(store, owner, Ending.COMPLETED)
    assert [kept.stem for kept in only_mine(folder)] == [public_id]
    with pytest.raises(StoreUnavailable):
        await store.settle()
    await rename(database, "gone", "sessions")
    for _ in range(2):
        await store.settle()
    [stored] = await store.page(owner.user_id, 10, whole=True)
    assert (stored.public_id, stored.ending, stored.scores) == (public_id, Ending.COMPLETED, SUMMARY.scores)
    assert (stored.level, stored.source, stored.date) == ("intermediate", "jpeg", NOW)
    assert stored.poses[0].feedback == SUMMARY.holds[0].fixed
    assert only_mine(folder) == []


async def test_it_outlives_the_server(
    database: Database, store: SessionStore, owner: Owner, folder: Path
) -> None:
    await rename(database, "sessions", "gone")
    over = await refused(store, owner, Ending.COMPLETED)
    running = await refused(store, owner, None)
    await rename(database, "gone", "sessions")
    again = SessionStore(database, Spool(folder))
    await again.settle(running=True)
    assert await again.recover(NOW) == 1
    endings = {stored.public_id: stored.ending for stored in await again.page(owner.user_id, 10)}
    assert endings == {over: Ending.COMPLETED, running: Ending.RECOVERED}


async def test_a_session_that_runs_is_left_to_its_own_saves(
    database: Database, store: SessionStore, owner: Owner, folder: Path
) -> None:
    await rename(database, "sessions", "gone")
    public_id = await refused(store, owner, None)
    await rename(database, "gone", "sessions")
    await store.settle()
    assert await store.page(owner.user_id, 10) == []
    await store.save(public_id, owner, replace(SUMMARY, last_seq=1000), Ending.COMPLETED)
    assert only_mine(folder) == []


async def test_of_an_account_that_is_gone_nothing_comes_back(
    database: Database, store: SessionStore, owner: Owner, folder: Path
) -> None:
    await rename(database, "session_poses", "gone")
    await refused(store, owner, Ending.COMPLETED)
    await rename(database, "gone", "session_poses")
    await UserStore(database).delete(owner.user_id)
    await store.settle()
    assert only_mine(folder) == []
    assert await database.all(sa.text("SELECT id FROM sessions")) == []


async def test_a_session_without_a_scored_frame_is_not_kept(
    database: Database, store: SessionStore, owner: Owner, folder: Path
) -> None:
    await rename(database, "sessions", "gone")
    with pytest.raises(StoreUnavailable):
        await store.save(str(uuid4()), owner, replace(SUMMARY, frames_scored=0), Ending.COMPLETED)
    assert only_mine(folder) == []


async def test_a_full_disk_leaves_it_in_memory(
    database: Database, store: SessionStore, owner: Owner, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    monkeypatch.setattr(os, "fsync", full)
    await rename(database, "sessions", "gone")
    await refused(store, owner, Ending.COMPLETED)
    await rename(database, "gone", "sessions")
    await store.settle()
    assert len(await store.page(owner.user_id, 10)) == 1


async def test_it_is_tried_again_by_itself(
    database: Database,
    store: SessionStore,
    owner: Owner,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sessions, "SETTLE_S", 0.01)
    await rename(database, "sessions", "gone")
    await refused(store, owner, Ending.COMPLETED)
    settling = asyncio.create_task(store.settle_ever())
    await asyncio.sleep(0.05)
    await rename(database, "gone", "sessions")
    await until(lambda: only_mine(folder) == [])
    settling.cancel()
    assert len(await store.page(owner.user_id, 10)) == 1


def owed(public_id: str) -> Owed:
    return Owed(public_id, Owner(1, NOW), SUMMARY, Ending.COMPLETED)


def test_what_cannot_be_read_is_told_and_left_alone(folder: Path) -> None:
    spool = Spool(folder)
    damaged, whole = str(uuid4()), str(uuid4())
    for public_id in (damaged, whole):
        spool.keep(owed(public_id))
    (folder / f"{damaged}.json").write_text('[{"public_id": 1}]')
    again = Spool(folder)
    assert [one.public_id for one in again] == [whole]
    assert (len(again), (folder / f"{damaged}.json").exists()) == (1, True)


def test_sessions_that_lose_the_database_at_once_are_all_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spooling, "_write", lambda _path, _written: None)
    spool, ids = Spool(folder), [str(uuid4()) for _ in range(1000)]
    between = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda public_id: spool.keep(owed(public_id)), ids))
    finally:
        sys.setswitchinterval(between)
    assert len(spool) == len(ids)


def test_it_holds_no_more_than_so_much(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spool = Spool(folder)
    spool.keep(owed(first := str(uuid4())))
    [path] = only_mine(folder)
    monkeypatch.setattr(spooling, "MOST_BYTES", path.stat().st_size + 10)
    spool.keep(owed(str(uuid4())))
    spool.keep(owed(first))
    assert [one.public_id for one in spool] == [first]

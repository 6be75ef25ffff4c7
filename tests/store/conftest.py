"""A database of each kind, with one user in it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from server.store import database as database_module
from server.store import postgres as postgres_module
from server.store import sqlite
from server.store.database import Database
from server.store.users import NewUser, User, UserStore
from tests.postgres import Cluster

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def new_user(email: str = "ada@example.org") -> NewUser:
    return NewUser("Ada", email, "$argon2id$not-a-hash", "female", "1990-05-17", NOW)


@pytest.fixture(autouse=True)
def _patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy test machine is no reason to give a query up."""
    monkeypatch.setattr(database_module, "TURN_S", 120.0)
    monkeypatch.setattr(sqlite, "BUSY_TIMEOUT_MS", 120_000)
    for limit in ("CONNECT_S", "STATEMENT_S", "ANSWER_S", "PATIENCE_S"):
        monkeypatch.setattr(postgres_module, limit, 120.0)


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'yoga.db'}"


@pytest.fixture
def postgres_url(postgres: Cluster) -> str:
    """Of a database with this version's schema."""
    return postgres.create("ready")


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found: str = request.getfixturevalue(f"{request.param}_url")
    return found


@pytest.fixture
async def database(url: str) -> AsyncIterator[Database]:
    async with Database(url) as database:
        yield database


@pytest.fixture
async def user(database: Database) -> User:
    user = await UserStore(database).add(new_user())
    assert user is not None
    return user

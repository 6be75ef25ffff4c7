"""The schema: made anew, upgraded in place from the founding backend's file, and never left half done."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bcrypt
import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext

from server.auth.passwords import Passwords
from server.client.local import free_port
from server.errors import StoreUnavailable
from server.store import progress
from server.store.database import Database
from server.store.driver import read_url
from server.store.migrate import _prepare_file, in_one_transaction, migrate
from server.store.schema import metadata
from server.store.sessions import SessionStore
from server.store.users import UserStore
from tests.postgres import Cluster
from tests.store.conftest import NOW, new_user

FOUNDING = """
CREATE TABLE users (id INTEGER NOT NULL PRIMARY KEY, fullname VARCHAR NOT NULL, email VARCHAR NOT NULL,
  password_hash VARCHAR NOT NULL, sex VARCHAR NOT NULL, dob VARCHAR NOT NULL, created_at DATETIME);
CREATE UNIQUE INDEX ix_users_email ON users (email);
CREATE TABLE sessions (id INTEGER NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL, date DATETIME,
  duration INTEGER NOT NULL, avg_accuracy FLOAT NOT NULL, total_poses INTEGER NOT NULL, created_at DATETIME,
  FOREIGN KEY(user_id) REFERENCES users (id));
CREATE TABLE session_poses (id INTEGER NOT NULL PRIMARY KEY, session_id INTEGER NOT NULL,
  pose_name VARCHAR NOT NULL, accuracy FLOAT NOT NULL, feedback TEXT, improvements TEXT, timestamp DATETIME,
  FOREIGN KEY(session_id) REFERENCES sessions (id) ON DELETE CASCADE);
"""


def founding_file(path: Path) -> None:
    """A file as the founding backend left it: bcrypt hashes, naive UTC times with and without fractions."""
    hashed = bcrypt.hashpw(b"password123", bcrypt.gensalt(4)).decode()
    with closing(sqlite3.connect(path)) as database:
        database.executescript(FOUNDING)
        database.executemany(
            "INSERT INTO users VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (1, "Ada", "Ada@example.org", hashed, "female", "1990-05-17", "2024-05-01 10:20:30.123456"),
                (2, "Ada again", "ada@example.org", hashed, "female", "1990-05-17", "2024-05-02T10:20:30"),
                (3, "Bob", "bob@example.org", hashed, "male", "1980-01-01", None),
            ],
        )
        database.executemany(
            "INSERT INTO sessions VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (1, 1, "2024-05-03T08:00:00", 20, 88.5, 2, "2024-05-03 08:00:00"),
                (2, 1, "2024-05-03 07:59:59.999999", 10, 70.0, 0, "2024-05-03 08:00:00"),
            ],
        )
        database.executemany(
            "INSERT INTO session_poses VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (1, 1, "tree", 90.0, '["Lovely balance"]', "[]", "2024-05-03 08:00:00.5"),
                (2, 1, "My own pose", 87.0, "Well done", None, "2024-05-03 08:01:00"),
            ],
        )
        database.commit()


def columns(url: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}

    def look(connection: sa.Connection) -> None:
        inspector = sa.inspect(connection)
        for table in set(inspector.get_table_names()) - {"alembic_version"}:
            found[table] = {column["name"] for column in inspector.get_columns(table)}

    in_one_transaction(url, look)
    return found


def differences(url: str) -> list[Any]:
    """Between the database and what queries name: tables, columns, their types, whether they may be null."""
    found: list[Any] = []

    def look(connection: sa.Connection) -> None:
        found.extend(
            difference
            for difference in compare_metadata(MigrationContext.configure(connection), metadata)
            # SQLite has unique columns in the founding tables where the other has named indexes.
            if "index" not in difference[0] and "constraint" not in difference[0]
        )

    in_one_transaction(url, look)
    return found


EXPECTED = {table.name: {column.name for column in table.c} for table in metadata.sorted_tables}


@pytest.fixture(params=["sqlite", "postgres"])
def new_url(request: pytest.FixtureRequest, sqlite_url: str) -> str:
    """Of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create()


def test_a_new_database_is_as_the_schema_says_and_stays_so(new_url: str) -> None:
    migrate(new_url)
    assert differences(new_url) == []
    migrate(new_url)
    assert differences(new_url) == []


def test_of_servers_that_start_at_once_one_migrates(new_url: str) -> None:
    with ThreadPoolExecutor(4) as starting:
        assert list(starting.map(migrate, [new_url] * 4)) == [None] * 4
    assert differences(new_url) == []


def test_of_servers_that_meet_at_a_new_file_none_is_turned_away(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as starting:
        for number in range(300):  # without the wait they collide about once in two hundred starts
            path = tmp_path / f"{number}.db"
            list(starting.map(_prepare_file, [read_url(f"sqlite:///{path}")] * 8))


def test_a_founding_database_gets_every_column(tmp_path: Path, sqlite_url: str) -> None:
    founding_file(tmp_path / "yoga.db")
    migrate(sqlite_url)
    assert columns(sqlite_url) == EXPECTED


@pytest.mark.anyio
async def test_a_founding_history_reads_as_it_was(tmp_path: Path, sqlite_url: str) -> None:
    founding_file(tmp_path / "yoga.db")
    async with Database(sqlite_url) as database:
        store = SessionStore(database)
        assert await store.recover(NOW) == 0
        later, earlier = await store.page(1, limit=10)
        (record,) = await progress.poses(database, 1)
    assert (later.id, earlier.id) == (1, 2)
    assert later.date == datetime(2024, 5, 3, 8, tzinfo=UTC)
    assert (later.duration, later.avg_accuracy, later.public_id, later.live) == (20, 88.5, None, False)
    tree, own = later.poses
    assert (tree.feedback, tree.improvements) == (("Lovely balance",), ())
    assert (own.pose_name, own.feedback, own.improvements) == ("My own pose", ("Well done",), ())
    assert (tree.pose_id, tree.mean_score, own.pose_id, own.mean_score) == ("tree", 90.0, None, None)
    assert (record.pose_id, record.times, record.best_score) == ("tree", 1, 90.0)


@pytest.mark.anyio
async def test_a_founding_account_logs_in_and_its_hash_becomes_argon2id(
    tmp_path: Path, sqlite_url: str
) -> None:
    founding_file(tmp_path / "yoga.db")
    async with Database(sqlite_url) as database, Passwords(1, 4) as passwords:
        users = UserStore(database)
        bob = await users.find("BOB@example.org")
        assert bob is not None
        right, better = await passwords.verify("password123", bob.password_hash)
        assert right
        assert better is not None
        await users.set_password_hash(bob.id, bob.password_hash, better)
        bob = await users.get(bob.id)
        assert bob is not None
        assert bob.password_hash.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
        assert (await passwords.verify("password123", bob.password_hash)) == (True, None)


@pytest.mark.anyio
async def test_founding_accounts_that_differ_in_case_both_keep_their_address(
    tmp_path: Path, sqlite_url: str
) -> None:
    founding_file(tmp_path / "yoga.db")
    async with Database(sqlite_url) as database:
        users = UserStore(database)
        found = [await users.find(f"{name}@example.org") for name in ("Ada", "ada", "ADA")]
        assert [user.id if user else None for user in found] == [1, 2, 1]
        assert await users.add(new_user("aDa@example.org")) is None


def test_a_step_that_is_cut_short_leaves_nothing(
    tmp_path: Path, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    founding_file(tmp_path / "yoga.db")
    before = columns(sqlite_url)

    def upgrade_then_die(*args: Any) -> None:
        real(*args)
        raise sqlite3.OperationalError("database or disk is full")

    real = command.upgrade
    monkeypatch.setattr(command, "upgrade", upgrade_then_die)
    with pytest.raises(StoreUnavailable, match="disk is full"):
        migrate(sqlite_url)
    assert columns(sqlite_url) == before
    monkeypatch.undo()
    migrate(sqlite_url)
    assert columns(sqlite_url) == EXPECTED


def test_readers_never_wait_for_the_writer(tmp_path: Path, sqlite_url: str) -> None:
    migrate(sqlite_url)
    with closing(sqlite3.connect(tmp_path / "yoga.db")) as database:
        assert database.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_only_the_owner_can_read_a_new_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "yoga.db"
    migrate(f"sqlite:///{path}")
    assert os.stat(path).st_mode & 0o077 == 0
    assert os.stat(path.parent).st_mode & 0o077 == 0


def test_a_file_that_is_no_database_is_told_in_one_sentence(tmp_path: Path, sqlite_url: str) -> None:
    (tmp_path / "yoga.db").write_text("this is a letter and no database")
    with pytest.raises(StoreUnavailable, match="cannot be opened: file is not a database") as caught:
        migrate(sqlite_url)
    assert "\n" not in caught.value.message


def test_a_database_of_a_newer_version_is_left_alone(tmp_path: Path, sqlite_url: str) -> None:
    migrate(sqlite_url)
    with closing(sqlite3.connect(tmp_path / "yoga.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    with pytest.raises(StoreUnavailable, match="newer version"):
        migrate(sqlite_url)


def test_memory_is_refused_since_every_query_would_find_it_empty() -> None:
    with pytest.raises(StoreUnavailable, match="needs a file"):
        migrate("sqlite:///:memory:")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "foo",
        "mysql://localhost/yoga:secret",
        "postgresql://u:secret@h:port/y",
        "sqlite+pysqlite:///secret",
    ],
)
def test_another_database_is_refused_without_showing_its_url(url: str) -> None:
    with pytest.raises(StoreUnavailable) as caught:
        Database(url)
    assert "secret" not in caught.value.message


@pytest.mark.parametrize(
    "words", ["sslmode=maybe", "options=-csearch_path%3Dother", "target_session_attrs=any"]
)
def test_what_a_url_asks_for_is_done_or_refused(words: str) -> None:
    with pytest.raises(StoreUnavailable, match=r"\?sslmode="):
        Database(f"postgresql://u:secret@localhost/yoga?{words}")


def test_a_lost_postgres_is_told_in_one_sentence_without_its_password() -> None:
    with pytest.raises(StoreUnavailable, match="cannot be opened") as caught:
        migrate(f"postgresql://u:secret@127.0.0.1:{free_port()}/yoga")
    assert "secret" not in caught.value.message
    assert "\n" not in caught.value.message


def test_sqlite_needs_no_package_of_the_other_and_the_other_says_which_it_needs(tmp_path: Path) -> None:
    program = """
import sys
sys.modules["asyncpg"] = sys.modules["greenlet"] = None  # as where the extra is not installed
from server.store.database import Database
from server.store.driver import read_url
from server.store.migrate import migrate
migrate(sys.argv[1])
Database(sys.argv[1])
migrate("postgresql://u:p@localhost/yoga")
"""
    command = [sys.executable, "-c", program, f"sqlite:///{tmp_path / 'yoga.db'}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stderr.splitlines()[-1].endswith("pip install 'yoga-assistant[postgres]'.")
    assert (tmp_path / "yoga.db").exists()

"""`yoga-assistant db`: what is copied, restored or brought from elsewhere is whole, and can be served."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from starlette.testclient import TestClient

from server.cli import main
from tests.api.conftest import ADA, application, sign_up
from tests.postgres import Cluster
from tests.store.test_migrate import founding_file

SESSION = {"duration": 1, "poses": [{"pose_name": "tree", "accuracy": 1}], "avg_accuracy": 1}


def run(folder: Path, *arguments: object, url: str = "") -> Result:
    """`yoga-assistant db …`; an empty URL is the folder's own SQLite file."""
    env = {"YOGA_DATA_DIR": str(folder), "YOGA_DATABASE_URL": url}
    return CliRunner().invoke(main, ["db", *map(str, arguments)], env=env)


def done(shown: Result) -> str:
    assert shown.exit_code == 0, shown.output
    return shown.output


def log_in(client: TestClient, email: str = ADA["email"]) -> dict[str, str]:
    answer = client.post("/auth/login", json={"email": email, "password": ADA["password"]})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


@pytest.fixture(params=["sqlite", "postgres"])
def urls(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[str, str]:
    """Two databases of one kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'one.db'}", f"sqlite:///{tmp_path / 'two.db'}"
    cluster: Cluster = request.getfixturevalue("postgres")
    return cluster.create(), cluster.create()


def test_a_backup_taken_in_use_is_served_elsewhere(tmp_path: Path, urls: tuple[str, str]) -> None:
    live, other = urls
    copy = tmp_path / "copy"
    with application(tmp_path, database_url=live) as client:
        ada = sign_up(client)
        client.post("/api/sessions", json=SESSION, headers=ada.headers)
        done(run(tmp_path, "backup", copy, url=live))
        assert copy.stat().st_mode & 0o077 == 0
        client.delete("/api/sessions/1", headers=ada.headers)
    done(run(tmp_path, "restore", copy, url=other))
    with application(tmp_path, database_url=other) as client:
        headers = log_in(client)
        assert [told["id"] for told in client.get("/api/sessions", headers=headers).json()["data"]] == [1]
        assert client.post("/api/sessions", json=SESSION, headers=headers).json()["data"]["id"] == 2


def test_accounts_are_replaced_only_where_that_is_said(tmp_path: Path, urls: tuple[str, str]) -> None:
    url, _ = urls
    copy = tmp_path / "copy"
    with application(tmp_path, database_url=url) as client:
        sign_up(client)
        done(run(tmp_path, "backup", copy, url=url))
        sign_up(client, email="eve@example.org")
    shown = run(tmp_path, "restore", copy, url=url)
    assert (shown.exit_code, "--replace" in shown.output) == (1, True)
    done(run(tmp_path, "restore", copy, "--replace", url=url))
    with application(tmp_path, database_url=url) as client:
        log_in(client)
        assert sign_up(client, email="eve@example.org").id == 2


def test_what_is_no_backup_changes_nothing(tmp_path: Path, urls: tuple[str, str]) -> None:
    url, _ = urls
    letter = tmp_path / "letter"
    letter.write_text("Dear all, this is no backup. " * 50)
    with application(tmp_path, database_url=url) as client:
        sign_up(client)
    shown = run(tmp_path, "restore", letter, "--replace", url=url)
    assert shown.exit_code == 1
    assert shown.output.count("\n") == 1
    with application(tmp_path, database_url=url) as client:
        log_in(client)


def test_the_password_of_a_database_is_shown_nowhere(tmp_path: Path, postgres: Cluster) -> None:
    url = postgres.create()
    for arguments in (("migrate",), ("backup", tmp_path / "copy"), ("restore", tmp_path / "copy")):
        assert postgres.password not in done(run(tmp_path, *arguments, url=url))
    lost = url.replace("/test_", "/nowhere_")
    for arguments in (("migrate",), ("backup", tmp_path / "none"), ("restore", tmp_path / "copy")):
        shown = run(tmp_path, *arguments, url=lost)
        assert (shown.exit_code, postgres.password in shown.output) == (1, False)
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("apart", [False, True])
def test_a_founding_database_is_brought_into_each(tmp_path: Path, urls: tuple[str, str], apart: bool) -> None:
    url, _ = urls
    founding, users = tmp_path / "founding.db", tmp_path / "users.db"
    founding_file(founding)
    asked: list[object] = ["import", founding]
    if apart:
        accounts_apart(founding, users)
        asked += ["--users", users]
    before = founding.read_bytes()
    assert "3 accounts and 2 sessions" in done(run(tmp_path, *asked, url=url))
    assert founding.read_bytes() == before
    with application(tmp_path, database_url=url) as client:
        headers = log_in(client, "Ada@example.org")
        told = client.get("/api/sessions", headers=headers).json()["data"]
        assert [(session["id"], session["date"]) for session in told] == [
            (1, "2024-05-03 08:00:00"),
            (2, "2024-05-03 07:59:59"),
        ]
        assert [pose["feedback"] for pose in told[0]["poses"]] == [["Lovely balance"], ["Well done"]]
        assert client.get("/api/sessions/stats", headers=headers).json()["data"]["mindful_minutes"] == 30
        assert client.post("/api/sessions", json=SESSION, headers=headers).json()["data"]["id"] == 3
        assert sign_up(client, email="new@example.org").id == 4
    shown = run(tmp_path, *asked, url=url)
    assert (shown.exit_code, "accounts already" in shown.output) == (1, True)


def accounts_apart(founding: Path, users: Path) -> None:
    """Move the accounts into a file of their own, as some founding servers had them."""
    shutil.copy(founding, users)
    for path, gone in ((founding, ["users"]), (users, ["session_poses", "sessions"])):
        with closing(sqlite3.connect(path)) as database:
            for table in gone:
                database.execute(f"DROP TABLE {table}")
            database.execute("VACUUM")


def test_sessions_of_nobody_are_left_out_and_told(tmp_path: Path, urls: tuple[str, str]) -> None:
    url, _ = urls
    founding = tmp_path / "founding.db"
    founding_file(founding)
    with closing(sqlite3.connect(founding)) as database:
        database.execute("UPDATE sessions SET user_id = 77 WHERE id = 1")
        database.commit()
    shown = done(run(tmp_path, "import", founding, url=url))
    assert "3 accounts and 1 sessions" in shown
    assert "3 rows were left out" in shown  # the session and its two poses


def test_everything_moves_from_sqlite_to_postgres(tmp_path: Path, postgres: Cluster) -> None:
    url = postgres.create()
    with application(tmp_path) as client:
        ada = sign_up(client)
        client.post("/api/sessions", json=SESSION, headers=ada.headers)
        before = client.get("/api/sessions", headers=ada.headers).json()
    done(run(tmp_path, "import", tmp_path / "yoga_assistant.db", url=url))
    with application(tmp_path, database_url=url) as client:
        # The access token is still good: the account has kept its number.
        assert client.get("/api/sessions", headers=ada.headers).json() == before


@pytest.mark.parametrize("users", [False, True])
def test_what_is_no_database_of_ours_is_not_imported(tmp_path: Path, users: bool) -> None:
    other, founding = tmp_path / "other.db", tmp_path / "founding.db"
    founding_file(founding)
    with closing(sqlite3.connect(other)) as database:
        database.execute("CREATE TABLE shopping (what TEXT)")
    asked = ["import", founding, "--users", other] if users else ["import", other]
    shown = run(tmp_path, *asked)
    assert shown.exit_code == 1
    assert shown.output.count("\n") == 1
    assert run(tmp_path, "import", tmp_path / "nowhere.db").exit_code == 1


def test_nothing_is_written_over(tmp_path: Path) -> None:
    with application(tmp_path):
        pass
    copy = tmp_path / "copy.db"
    copy.write_text("mine")
    shown = run(tmp_path, "backup", copy)
    assert (shown.exit_code, copy.read_text()) == (1, "mine")
    assert "exists already" in shown.output


def test_where_there_is_no_database_nothing_is_made(tmp_path: Path) -> None:
    shown = run(tmp_path / "nowhere", "backup", tmp_path / "copy.db")
    assert shown.exit_code == 1
    assert not (tmp_path / "copy.db").exists()


def test_a_damaged_database_leaves_no_copy(tmp_path: Path) -> None:
    (tmp_path / "yoga_assistant.db").write_bytes(b"no database at all" * 100)
    shown = run(tmp_path, "backup", tmp_path / "copy.db")
    assert shown.exit_code == 1
    assert not (tmp_path / "copy.db").exists()
    assert run(tmp_path, "migrate").exit_code == 1


def test_migrate_makes_and_upgrades(tmp_path: Path) -> None:
    for _ in range(2):
        shown = run(tmp_path, "migrate")
        assert shown.exit_code == 0, shown.output
        assert "up to date" in shown.output

"""`yoga-assistant db`: a copy taken in use is whole, and can be served."""

from __future__ import annotations

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from server.cli import main
from tests.api.conftest import ADA, application, sign_up

SESSION = {"duration": 1, "poses": [{"pose_name": "tree", "accuracy": 1}], "avg_accuracy": 1}


def run(folder: Path, *arguments: object) -> Result:
    return CliRunner().invoke(main, ["db", *map(str, arguments)], env={"YOGA_DATA_DIR": str(folder)})


def test_a_copy_taken_in_use_can_be_served(tmp_path: Path) -> None:
    live, restored, copy = tmp_path / "live", tmp_path / "restored", tmp_path / "copy.db"
    with application(live) as client:
        ada = sign_up(client)
        client.post("/api/sessions", json=SESSION, headers=ada.headers)
        shown = run(live, "backup", copy)
        assert shown.exit_code == 0, shown.output
        assert copy.stat().st_mode & 0o077 == 0
    restored.mkdir()
    shutil.copy(copy, restored / "yoga_assistant.db")
    with application(restored) as client:
        login = client.post("/auth/login", json={"email": ADA["email"], "password": ADA["password"]})
        headers = {"Authorization": f"Bearer {login.json()['access_token']}"}
        assert len(client.get("/api/sessions", headers=headers).json()["data"]) == 1


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

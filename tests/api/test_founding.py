"""A database file of the founding backend, served: its people log in, find their history, and may leave."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from tests.api.conftest import Serve
from tests.store.test_migrate import founding_file


def log_in(client: TestClient) -> dict[str, str]:
    answer = client.post("/auth/login", json={"email": "Ada@example.org", "password": "password123"})
    assert answer.status_code == 200, answer.text
    return {"Authorization": f"Bearer {answer.json()['access_token']}"}


def test_its_people_find_their_history(tmp_path: Path, serve: Serve) -> None:
    founding_file(tmp_path / "yoga_assistant.db")
    client = serve()
    headers = log_in(client)
    assert client.get("/auth/me", headers=headers).json()["fullname"] == "Ada"
    told: list[dict[str, Any]] = client.get("/api/sessions", headers=headers).json()["data"]
    assert [session["date"] for session in told] == ["2024-05-03 08:00:00", "2024-05-03 07:59:59"]
    assert [pose["pose_name"] for pose in told[0]["poses"]] == ["tree", "My own pose"]
    stats = client.get("/api/sessions/stats", headers=headers).json()["data"]
    assert stats["mindful_minutes"] == 30
    change = {"duration": 5, "poses": [], "avg_accuracy": 50}
    assert client.put("/api/sessions/1", json=change, headers=headers).status_code == 200
    assert client.delete("/api/sessions/2", headers=headers).status_code == 200


def test_who_leaves_takes_everything_along(tmp_path: Path, serve: Serve) -> None:
    """The founding tables do not delete sessions with their user."""
    path = tmp_path / "yoga_assistant.db"
    founding_file(path)
    client = serve()
    headers = log_in(client)
    answer = client.request("DELETE", "/auth/me", json={"password": "password123"}, headers=headers)
    assert answer.status_code == 200, answer.text
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("SELECT count(*) FROM users").fetchone() == (2,)
        for table in ("sessions", "session_poses"):
            assert database.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,)  # noqa: S608

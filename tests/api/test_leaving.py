"""Leaving for good: every table forgets, whatever there was, and a practice that runs ends."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, cast

import pytest
from starlette.testclient import TestClient

from server.auth.revoked import Revoked
from server.store.schema import ended_logins, metadata
from server.store.users import User, UserStore
from tests.api.conftest import ADA, Person, sign_up
from tests.api.test_goals import goal
from tests.api.test_guests import bring
from tests.api.test_guests import told as guest_session
from tests.api.test_logins import LOGIN, begun, ends_with, practice, works
from tests.api.test_preferences import chosen
from tests.api.test_sessions import POSTED, save
from tests.api.test_timeline import moved

TABLES = sorted(set(metadata.tables) - {ended_logins.name})
"""An ended login stands for a while without a word of whose it was."""


def rows(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "yoga_assistant.db")) as database:
        return {
            table: database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in TABLES
        }


def use_everything(client: TestClient, person: Person) -> None:
    """Leave at least one row in every table."""
    chosen(client, person, keep_landmarks=True, display_name=f"Nr {person.id}")
    goal(client, person, "days", 3)
    assert moved(client, person, save(client, person))
    client.post("/api/sessions", json=POSTED, headers=person.headers)
    bring(client, person, guest_session())


def test_no_table_keeps_anything(client: TestClient, ada: Person, tmp_path: Path) -> None:
    use_everything(client, ada)
    assert all(rows(tmp_path).values()), rows(tmp_path)
    wrong = client.request("DELETE", "/auth/me", json={"password": "guess"}, headers=ada.headers)
    assert wrong.status_code == 403
    with practice(client) as socket:
        begun(socket, ada.token)
        gone = client.request("DELETE", "/auth/me", json={"password": ADA["password"]}, headers=ada.headers)
        assert gone.status_code == 200
        assert ends_with(socket) == 4401
    assert rows(tmp_path) == dict.fromkeys(TABLES, 0)
    assert not works(client, ada.token)
    assert client.post("/auth/login", json=LOGIN).status_code == 401
    sign_up(client)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/sessions", POSTED),
        ("/api/sessions/import", guest_session()),
        ("/api/goals", {"kind": "days", "target": 3}),
    ],
)
def test_what_is_asked_for_while_the_account_goes_is_asked_for_by_nobody(
    client: TestClient, ada: Person, monkeypatch: pytest.MonkeyPatch, path: str, body: dict[str, Any]
) -> None:
    """The account was there when the token was looked at, and is not when the row is written."""
    users = client.app.state.services.users  # type: ignore[attr-defined]
    found = client.portal.call(users.get, ada.id)  # type: ignore[union-attr]

    async def still(_store: UserStore, _id: int) -> User:
        return cast("User", found)

    client.request("DELETE", "/auth/me", json={"password": ADA["password"]}, headers=ada.headers)
    monkeypatch.setattr(Revoked, "__contains__", lambda *_: False)
    monkeypatch.setattr(UserStore, "get", still)
    assert client.post(path, json=body, headers=ada.headers).status_code == 401


def test_others_lose_nothing(client: TestClient, ada: Person, tmp_path: Path) -> None:
    eve = sign_up(client, email="eve@example.org")
    use_everything(client, eve)
    before = rows(tmp_path)
    use_everything(client, ada)
    client.request("DELETE", "/auth/me", json={"password": ADA["password"]}, headers=ada.headers)
    assert rows(tmp_path) == before | {"users": 1, "logins": 1}

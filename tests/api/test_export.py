"""What one may take along: everything, of oneself only, and harmless in a spreadsheet."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.api import export
from server.store.database import Database
from server.store.schema import metadata
from tests.api.conftest import Person, sign_up
from tests.api.test_goals import goal
from tests.api.test_preferences import chosen
from tests.api.test_sessions import save
from tests.api.test_timeline import moved

FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://evil.example")', "|calc"]


def post(client: TestClient, person: Person, *names: str) -> None:
    poses = [{"pose_name": name, "accuracy": 50, "feedback": [name]} for name in names]
    body = {"duration": 10, "poses": poses, "avg_accuracy": 50}
    assert client.post("/api/sessions", json=body, headers=person.headers).status_code == 200


def exported(client: TestClient, person: Person) -> dict[str, Any]:
    answer = client.get("/api/export", headers=person.headers)
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    document: dict[str, Any] = answer.json()
    return document


def test_everything_that_is_kept_is_in_it(client: TestClient, ada: Person) -> None:
    number = save(client, ada)
    post(client, ada, "tree")
    document = exported(client, ada)
    assert document["account"]["email"] == "ada@example.org"
    assert len(document["logins"]) == 1
    assert len(document["sessions"]) == 2
    streamed = next(session for session in document["sessions"] if session["id"] == number)
    landmarks = streamed.pop("landmarks")
    assert streamed == client.get(f"/api/sessions/{number}", headers=ada.headers).json()["data"]
    assert len(streamed["best_landmarks"]) == 33
    assert landmarks == []


def test_choices_goals_and_movements_are_in_it(client: TestClient, ada: Person) -> None:
    chosen(client, ada, keep_landmarks=True, display_name="Sunny", time_zone="Asia/Kolkata")
    goal(client, ada, "hold", 60, pose="tree")
    number = save(client, ada)
    assert moved(client, ada, number, seconds=130)
    document = exported(client, ada)
    assert document["preferences"]["display_name"] == "Sunny"
    assert document["preferences"]["time_zone"] == "Asia/Kolkata"
    assert document["goals"][0]["aim"] == {"kind": "hold", "target": 60.0, "pose_id": "tree"}
    (session,) = document["sessions"]
    assert [moment["t"] for moment in session["landmarks"]] == [n / 10 for n in range(1300)]
    assert len(session["landmarks"][0]["points"]) == 33
    head, row = csv.reader(io.StringIO(client.get("/api/export/goals.csv", headers=ada.headers).text))
    told = dict(zip(head, row, strict=True))
    assert (told["kind"], told["target"], told["pose"]) == ("hold", "60.0", "tree")


def test_no_table_of_a_users_was_forgotten() -> None:
    """A new table with a user in it has to find its way into the export."""
    theirs = {table.name for table in metadata.tables.values() if "user_id" in table.c}
    assert theirs == {"sessions", "session_poses", "logins", "preferences", "goals"}


def test_no_secret_is_in_it(client: TestClient, ada: Person) -> None:
    assert "argon2" not in str(exported(client, ada))


def test_a_long_history_comes_whole(client: TestClient, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "PAGE", 3)
    for _ in range(6):
        post(client, ada, "tree")
    assert len({session["id"] for session in exported(client, ada)["sessions"]}) == 6


def test_a_long_history_takes_no_more_queries_than_a_short_one(
    client: TestClient, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[object] = []
    read = Database._read

    async def counted(self: Database, *query: Any) -> Any:
        asked.append(query)
        return await read(self, *query)

    monkeypatch.setattr(Database, "_read", counted)
    counts = []
    for _ in range(2):
        post(client, ada, *("tree",) * 5)
        asked.clear()
        exported(client, ada)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_nothing_of_another_is_in_it(client: TestClient, ada: Person) -> None:
    post(client, ada, "tree")
    eve = sign_up(client, email="eve@example.org")
    assert exported(client, eve)["sessions"] == []
    assert "tree" not in client.get("/api/export/sessions.csv", headers=eve.headers).text


@pytest.mark.parametrize("name", FORMULAS)
def test_a_spreadsheet_calculates_nothing(client: TestClient, ada: Person, name: str) -> None:
    post(client, ada, name)
    answer = client.get("/api/export/sessions.csv", headers=ada.headers)
    assert answer.headers["Content-Type"].startswith("text/csv")
    head, row = csv.reader(io.StringIO(answer.text, newline=""))
    told = dict(zip(head, row, strict=True))
    assert (told["pose"], told["feedback"]) == (f"'{name}", f"'{name}")
    assert told["minutes"] == "10"


@pytest.mark.parametrize("path", ["/api/export", "/api/export/sessions.csv", "/api/export/goals.csv"])
def test_without_a_bearer_there_is_nothing(shared: TestClient, path: str) -> None:
    assert shared.get(path).status_code == 401

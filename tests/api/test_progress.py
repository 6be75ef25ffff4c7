"""Progress: weeks with and without practice, personal bests, one pose over time, and only one's own."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, sign_up
from tests.api.test_sessions import save

NOW = datetime.now(UTC)


def test_each_week_tells_its_minutes(client: TestClient, ada: Person) -> None:
    monday = NOW.date() - timedelta(days=NOW.weekday())
    for days in (0, 14, 14):
        then = datetime.combine(monday - timedelta(days=days), NOW.time(), UTC)
        save(client, ada, started_at=then)
    told = client.get("/api/progress?weeks=4", headers=ada.headers).json()["data"]["weeks"]
    assert [week["monday"] for week in told] == [
        (monday - timedelta(weeks=back)).isoformat() for back in (3, 2, 1, 0)
    ]
    assert [(week["sessions"], week["minutes"]) for week in told] == [(0, 0), (2, 3.0), (0, 0), (1, 1.5)]


def test_each_pose_tells_its_bests(client: TestClient, ada: Person) -> None:
    save(client, ada)
    body = {"duration": 1, "poses": [{"pose_name": "warrior II", "accuracy": 95}], "avg_accuracy": 95}
    client.post("/api/sessions", json=body, headers=ada.headers)
    told = client.get("/api/progress", headers=ada.headers).json()["data"]["poses"]
    bests = {pose["pose_id"]: pose for pose in told}
    assert told[0]["pose_id"] == "warrior2"
    assert (bests["warrior2"]["times"], bests["warrior2"]["best_score"]) == (2, 95.0)
    assert bests["warrior2"]["mean_score"] == pytest.approx(89.8)
    assert bests["warrior2"]["longest_hold_s"] == 20.0
    assert (bests["headstand"]["times"], bests["headstand"]["mean_score"]) == (1, None)


def test_a_pose_is_followed_over_time(client: TestClient, ada: Person) -> None:
    for days in (3, 1, 2):
        save(client, ada, started_at=NOW - timedelta(days=days))
    told = client.get("/api/progress/Warrior%20II", headers=ada.headers).json()["data"]
    assert [point["at"] for point in told] == sorted(point["at"] for point in told)
    assert [(point["score"], point["hold_s"]) for point in told] == [(84.6, 20.0)] * 3
    assert client.get("/api/progress/nope", headers=ada.headers).status_code == 404


def test_anothers_progress_is_not_told(client: TestClient, ada: Person) -> None:
    save(client, ada)
    eve = sign_up(client, email="eve@example.org")
    assert client.get("/api/progress", headers=eve.headers).json()["data"]["poses"] == []
    assert client.get("/api/progress/warrior2", headers=eve.headers).json()["data"] == []
    assert client.get("/api/progress").status_code == 401


@pytest.mark.parametrize("query", ["weeks=0", "weeks=105", "tz=Mars/Olympus"])
def test_an_odd_question_is_422(shared: TestClient, eve: Person, query: str) -> None:
    assert shared.get(f"/api/progress?{query}", headers=eve.headers).status_code == 422

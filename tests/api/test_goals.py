"""Goals, achievements and the leaderboard: kept, counted, and only one's own unless one chose to be seen."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, one_sentence, sign_up
from tests.api.test_preferences import chosen
from tests.api.test_sessions import HOLD, SUMMARY, save

NOW = datetime.now(UTC)


def goal(client: TestClient, person: Person, kind: str, target: float, **more: Any) -> dict[str, Any]:
    body = {"kind": kind, "target": target} | more
    answer = client.post("/api/goals", json=body, headers=person.headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["data"]
    return told


def weeks_ago(*weeks: int) -> list[datetime]:
    monday = NOW - timedelta(days=NOW.weekday())
    return [monday - timedelta(weeks=back) for back in weeks]


def test_days_a_week_are_counted_once_each(client: TestClient, ada: Person) -> None:
    wanted = goal(client, ada, "days", 1)
    assert (wanted["value"], wanted["met"], wanted["weeks_in_a_row"]) == (0, False, 0)
    for then in weeks_ago(0, 0, 1, 2, 4):
        save(client, ada, started_at=then)
    (told,) = client.get("/api/goals", headers=ada.headers).json()["data"]
    assert (told["value"], told["met"], told["weeks_in_a_row"]) == (1, True, 3)
    assert (told["pose_id"], told["met_at"]) == (None, None)


def test_the_present_week_breaks_no_run(client: TestClient, ada: Person) -> None:
    for then in weeks_ago(1, 2, 4):
        save(client, ada, started_at=then)
    wanted = goal(client, ada, "days", 1)
    assert (wanted["met"], wanted["weeks_in_a_row"]) == (False, 2)


def test_minutes_a_week_are_summed(client: TestClient, ada: Person) -> None:
    for then in weeks_ago(0, 0):
        save(client, ada, started_at=then)
    assert goal(client, ada, "minutes", 3)["met"] is True
    assert goal(client, ada, "minutes", 3.1)["met"] is False


def test_a_hold_is_met_by_the_first_that_is_long_enough(client: TestClient, ada: Person) -> None:
    for seconds, days in ((40.0, 3), (61.0, 2), (70.0, 1)):
        long = replace(SUMMARY, holds=(replace(HOLD, pose_id="tree", start_s=0, hold_s=seconds),))
        save(client, ada, long, started_at=NOW - timedelta(days=days))
    told = goal(client, ada, "hold", 60, pose="vrksasana")
    assert (told["pose_id"], told["pose_name"], told["value"], told["met"]) == ("tree", "Tree Pose", 70, True)
    assert told["met_at"] == f"{NOW - timedelta(days=2):%Y-%m-%dT%H:%M:%SZ}"
    assert told["weeks_in_a_row"] is None
    assert goal(client, ada, "hold", 60, pose="chair")["value"] == 0


def test_a_goal_can_be_changed_and_let_go(client: TestClient, ada: Person) -> None:
    number = goal(client, ada, "days", 3)["id"]
    path = f"/api/goals/{number}"
    changed = client.put(path, json={"kind": "minutes", "target": 90}, headers=ada.headers)
    assert (changed.status_code, changed.json()["data"]["kind"]) == (200, "minutes")
    assert client.delete(path, headers=ada.headers).status_code == 200
    for gone in (
        client.delete(path, headers=ada.headers),
        client.put(path, json={"kind": "minutes", "target": 90}, headers=ada.headers),
    ):
        assert gone.status_code == 404
        one_sentence(gone)
    assert client.get("/api/goals", headers=ada.headers).json()["data"] == []


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (422, {"kind": "days", "target": 8}),
        (422, {"kind": "days", "target": 0}),
        (422, {"kind": "hold", "target": 60}),
        (422, {"kind": "days", "target": 3, "pose": "tree"}),
        (422, {"kind": "hold", "target": 1801, "pose": "tree"}),
        (422, {"kind": "wish", "target": 3}),
        (404, {"kind": "hold", "target": 60, "pose": "nope"}),
    ],
)
def test_an_odd_goal_is_refused(shared: TestClient, eve: Person, status: int, body: dict[str, Any]) -> None:
    answer = shared.post("/api/goals", json=body, headers=eve.headers)
    assert answer.status_code == status
    one_sentence(answer)


def test_there_may_be_twenty_goals(client: TestClient, ada: Person) -> None:
    for _ in range(20):
        goal(client, ada, "days", 3)
    answer = client.post("/api/goals", json={"kind": "days", "target": 3}, headers=ada.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many")


def test_achievements_are_dated(client: TestClient, ada: Person) -> None:
    save(client, ada)
    told = client.get("/api/achievements", headers=ada.headers).json()["data"]
    first = next(one for one in told if one["id"] == "first_practice")
    assert (first["earned_on"], first["value"], first["target"]) == ("2026-03-04", 1, 1)
    assert next(one for one in told if one["id"] == "ten_practices")["earned_on"] is None
    assert client.get("/api/achievements").status_code == 401


def test_achievements_are_told_in_the_language_that_is_asked_for(client: TestClient, ada: Person) -> None:
    answers = {
        language: client.get(f"/api/achievements?lang={language}", headers=ada.headers)
        for language in ("en", "de", "es", "fr", "hi", "tlh")
    }
    titles = {language: answer.json()["data"][0]["title"] for language, answer in answers.items()}
    assert titles["de"] == "Zum ersten Mal geübt"
    assert titles["tlh"] == titles["en"] == "First practice"
    assert len(set(titles.values())) == 5
    assert answers["hi"].headers["Content-Language"] == "hi"


def board(client: TestClient, person: Person, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/leaderboard{query}", headers=person.headers)
    assert answer.status_code == 200
    told: dict[str, Any] = answer.json()["data"]
    return told


def test_only_who_chose_a_name_and_sent_pictures_is_on_the_board(client: TestClient, ada: Person) -> None:
    eve, bob = (sign_up(client, email=f"{name}@example.org") for name in ("eve", "bob"))
    chosen(client, ada, display_name="Sunny")
    chosen(client, bob, display_name="Moon")
    for person, source in ((ada, "jpeg"), (ada, "video"), (eve, "jpeg"), (bob, "landmarks")):
        save(client, person, started_at=NOW, source=source)
    posted = {"duration": 900, "poses": [], "avg_accuracy": 100}
    client.post("/api/sessions", json=posted, headers=ada.headers)
    told = board(client, ada)
    sunny = {"rank": 1, "display_name": "Sunny", "minutes": 3.0, "sessions": 2, "you": True}
    assert (told["entries"], told["you"]) == ([sunny], sunny)
    assert board(client, eve) == told | {"entries": [sunny | {"you": False}], "you": None}
    assert board(client, bob)["you"] is None
    chosen(client, ada, display_name=None)
    assert board(client, eve)["entries"] == []


def test_what_was_changed_by_hand_counts_no_more(client: TestClient, ada: Person) -> None:
    chosen(client, ada, display_name="Sunny")
    number = save(client, ada, started_at=NOW, source="jpeg")
    assert board(client, ada)["you"]["minutes"] == 1.5
    told = {"duration": 1440, "poses": [], "avg_accuracy": 100}
    assert client.put(f"/api/sessions/{number}", json=told, headers=ada.headers).status_code == 200
    assert board(client, ada)["you"] is None


def test_the_board_is_of_a_time_and_says_where_one_stands(client: TestClient, ada: Person) -> None:
    people = [ada, *(sign_up(client, email=f"{n}@example.org") for n in range(3))]
    for number, (person, minutes) in enumerate(zip(people, (1, 4, 4, 9), strict=True)):
        chosen(client, person, display_name=f"Nr {number}")
        save(client, person, replace(SUMMARY, duration_s=60.0 * minutes), started_at=NOW, source="jpeg")
        save(client, person, started_at=NOW - timedelta(days=60), source="jpeg")
    told = board(client, ada, "?limit=2")
    assert [(one["rank"], one["display_name"]) for one in told["entries"]] == [(1, "Nr 3"), (2, "Nr 1")]
    assert (told["you"]["rank"], told["you"]["sessions"]) == (4, 1)
    assert board(client, ada, "?period=all")["you"]["sessions"] == 2
    assert board(client, ada, "?period=all")["since_at"] is None
    assert client.get("/api/leaderboard?period=year", headers=ada.headers).status_code == 422
    assert client.get("/api/leaderboard").status_code == 401

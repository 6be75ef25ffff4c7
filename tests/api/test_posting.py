"""Sessions that a client tells of: odd ones, repeated ones, and other people's."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, one_sentence, sign_up
from tests.api.test_sessions import save

POSE: dict[str, Any] = {"pose_name": "tree", "accuracy": 80}
SESSION: dict[str, Any] = {"duration": 10, "poses": [POSE], "avg_accuracy": 80}


def post(client: TestClient, person: Person, body: Any = SESSION, **headers: str) -> Any:
    given = person.headers | {name.replace("_", "-"): value for name, value in headers.items()}
    return client.post("/api/sessions", json=body, headers=given)


BAD: list[tuple[str, Any]] = [
    ("duration", -1),
    ("duration", 1441),
    ("duration", "10"),
    ("duration", True),
    ("duration", None),
    ("avg_accuracy", 101),
    ("avg_accuracy", -0.1),
    ("poses", None),
    ("poses", [POSE] * 501),
    ("poses", [POSE | {"pose_name": ""}]),
    ("poses", [POSE | {"pose_name": "x" * 101}]),
    ("poses", [POSE | {"accuracy": 100.5}]),
    ("poses", [POSE | {"feedback": "Good."}]),
    ("poses", [POSE | {"feedback": [1]}]),
    ("poses", [POSE | {"session_id": 1}]),
    ("user_id", 1),
    ("id", 1),
]


@pytest.mark.parametrize(("field", "value"), BAD)
def test_an_odd_session_is_422_and_named(shared: TestClient, eve: Person, field: str, value: Any) -> None:
    answer = post(shared, eve, SESSION | {field: value})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][:2] == ["body", field]
    one_sentence(answer)


def test_a_practice_of_half_a_minute_counts_as_one(client: TestClient, ada: Person) -> None:
    assert post(client, ada, SESSION | {"duration": 2.5}).json()["data"]["duration"] == 3


def test_a_session_may_have_no_pose(client: TestClient, ada: Person) -> None:
    answer = post(client, ada, SESSION | {"poses": []})
    assert (answer.status_code, answer.json()["data"]["total_poses"]) == (200, 0)


@pytest.mark.parametrize("name", ["木のポーズ", "'; DROP TABLE sessions;--", "<b>tree</b>", " Tree "])
def test_a_name_is_stored_as_it_is_written(client: TestClient, ada: Person, name: str) -> None:
    answer = post(client, ada, SESSION | {"poses": [POSE | {"pose_name": name}]})
    assert answer.json()["data"]["poses"][0]["pose_name"] == name


def test_a_repeated_request_makes_no_second_session(client: TestClient, ada: Person) -> None:
    answers = [post(client, ada, Idempotency_Key="once") for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["data"]["id"] for answer in answers}) == 1
    assert len(client.get("/api/sessions", headers=ada.headers).json()["data"]) == 1


def test_a_key_is_good_for_one_session_of_one_user(client: TestClient, ada: Person) -> None:
    first = post(client, ada, Idempotency_Key="once")
    other = post(client, ada, SESSION | {"duration": 11}, Idempotency_Key="once")
    assert (other.status_code, other.json()["code"]) == (422, "key_reused")
    eve = sign_up(client, email="eve@example.org")
    hers = post(client, eve, Idempotency_Key="once")
    assert hers.json()["data"]["id"] != first.json()["data"]["id"]


def test_without_a_key_each_request_is_a_session(client: TestClient, ada: Person) -> None:
    assert post(client, ada).json()["data"]["id"] != post(client, ada).json()["data"]["id"]


def test_another_ones_session_can_be_neither_changed_nor_deleted(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    number = post(client, ada).json()["data"]["id"]
    changed = client.put(f"/api/sessions/{number}", json=SESSION | {"duration": 99}, headers=eve.headers)
    deleted = client.delete(f"/api/sessions/{number}", headers=eve.headers)
    assert (changed.status_code, deleted.status_code) == (404, 404)
    assert client.get(f"/api/sessions/{number}", headers=ada.headers).json()["data"]["duration"] == 10


def test_a_running_session_is_left_alone(client: TestClient, ada: Person) -> None:
    number = save(client, ada, ending=None)
    changed = client.put(f"/api/sessions/{number}", json=SESSION, headers=ada.headers)
    deleted = client.delete(f"/api/sessions/{number}", headers=ada.headers)
    for answer in (changed, deleted):
        assert (answer.status_code, answer.json()["code"]) == (409, "still_live")


def test_a_streamed_session_that_is_over_can_be_corrected(client: TestClient, ada: Person) -> None:
    number = save(client, ada)
    client.put(f"/api/sessions/{number}", json=SESSION, headers=ada.headers)
    stats = client.get("/api/sessions/stats", headers=ada.headers).json()["data"]
    assert stats["mindful_minutes"] == 10
    assert client.delete(f"/api/sessions/{number}", headers=ada.headers).status_code == 200
    assert client.delete(f"/api/sessions/{number}", headers=ada.headers).status_code == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_without_a_bearer_nothing_is_changed(shared: TestClient, method: str) -> None:
    path = "/api/sessions" if method == "POST" else "/api/sessions/1"
    assert shared.request(method, path, json=SESSION).status_code == 401

"""What operators see and may do; nobody else."""

from __future__ import annotations

from typing import Any

from starlette.testclient import TestClient, WebSocketTestSession

from server.store.users import UserStore
from tests.api.conftest import Person, one_sentence, sign_up
from tests.api.test_logins import HELLO, begun, ends_with, practice


def operator(client: TestClient) -> Person:
    olga = sign_up(client, email="olga@example.org", fullname="Olga")
    users: UserStore = client.app.state.services.users  # type: ignore[attr-defined]
    assert client.portal is not None
    client.portal.call(users.set_role, olga.id, "operator")
    return olga


def now(client: TestClient, olga: Person) -> dict[str, Any]:
    answer = client.get("/api/operator/sessions", headers=olga.headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["data"]
    return told


def guest(socket: WebSocketTestSession) -> None:
    socket.send_json(HELLO | {"pose": "tree", "source": "landmarks"})
    assert socket.receive_json()["type"] == "welcome"


def test_an_operator_sees_who_practises_and_how_busy_it_is(client: TestClient, ada: Person) -> None:
    olga = operator(client)
    assert now(client, olga)["practices"] == []
    with practice(client) as first, practice(client) as second:
        begun(first, ada.token)
        guest(second)
        told = now(client, olga)
    account, anyone = told["practices"]
    assert (account["user_id"], account["state"], account["pose_id"]) == (ada.id, "live", None)
    assert (anyone["user_id"], anyone["source"], anyone["pose_id"]) == (None, "landmarks", "tree")
    assert (anyone["frames_seen"], anyone["level"]) == (0, "beginner")
    assert (told["load"]["sessions"], told["load"]["limit"]) == (2, 32)
    assert (told["load"]["engine"], told["load"]["stopping"]) == ("scripted", False)
    assert "ada@example.org" not in str(told)


def test_an_operator_ends_one_practice_and_no_other(client: TestClient, ada: Person) -> None:
    olga = operator(client)
    with practice(client) as first, practice(client) as second:
        begun(first, ada.token)
        guest(second)
        one, other = now(client, olga)["practices"]
        answer = client.delete(f"/api/operator/sessions/{one['id']}", headers=olga.headers)
        assert answer.status_code == 200
        assert ends_with(first) == 4403
        assert [left["id"] for left in now(client, olga)["practices"]] == [other["id"]]
    gone = client.delete(f"/api/operator/sessions/{one['id']}", headers=olga.headers)
    assert gone.status_code == 404
    one_sentence(gone)


def test_nobody_else_may(client: TestClient, ada: Person) -> None:
    for method, path in (("GET", "/api/operator/sessions"), ("DELETE", "/api/operator/sessions/x")):
        assert client.request(method, path).status_code == 401
        answer = client.request(method, path, headers=ada.headers)
        assert answer.status_code == 403
        one_sentence(answer)

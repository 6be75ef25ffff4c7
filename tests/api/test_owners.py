"""Every route that the document knows, with somebody else's ids: as if there were nothing there."""

from __future__ import annotations

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, sign_up
from tests.api.test_sessions import save

SESSION = {"duration": 1, "poses": [], "avg_accuracy": 1}
GOAL = {"kind": "days", "target": 3}
BODIES = {"session_id": SESSION, "goal_id": GOAL}


def routes_with_an_id(client: TestClient) -> list[tuple[str, str]]:
    document = client.get("/openapi.json").json()
    return [
        (method.upper(), path)
        for path, methods in document["paths"].items()
        if "_id}" in path
        for method in methods
    ]


def test_there_are_such_routes(shared: TestClient) -> None:
    assert len(routes_with_an_id(shared)) >= 3


def test_another_ones_id_is_as_good_as_none(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    number = save(client, ada)
    assert client.post("/api/goals", json=GOAL, headers=ada.headers).json()["data"]["id"] == number
    before = kept(client, ada)
    for method, path in routes_with_an_id(client):
        (name,) = re.findall(r"{(\w+)}", path)
        body: Any = BODIES[name] if method in ("POST", "PUT") else None
        theirs, none = (
            client.request(method, path.format(**{name: n}), json=body, headers=eve.headers)
            for n in (number, number + 1)
        )
        assert theirs.status_code == 404, (method, path)
        assert theirs.content == none.content, (method, path)
    assert kept(client, ada) == before


def kept(client: TestClient, person: Person) -> list[Any]:
    paths = ("/api/sessions/1", "/api/goals")
    return [client.get(path, headers=person.headers).json()["data"] for path in paths]


@pytest.mark.parametrize(
    "path", ["/api/sessions", "/api/sessions/stats", "/api/export", "/api/goals", "/api/leaderboard"]
)
def test_no_list_names_another(client: TestClient, ada: Person, path: str) -> None:
    eve = sign_up(client, email="eve@example.org")
    save(client, ada)
    assert "warrior2" not in client.get(path, headers=eve.headers).text

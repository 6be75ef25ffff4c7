"""Every route and method with somebody else's ids: as if there were nothing there."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, sign_up
from tests.api.test_sessions import save

SESSION: Final = {"duration": 1, "poses": [], "avg_accuracy": 1}
GOAL: Final = {"kind": "days", "target": 3}
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE")


def goal(client: TestClient, person: Person) -> str:
    return str(client.post("/api/goals", json=GOAL, headers=person.headers).json()["data"]["id"])


def job(client: TestClient, person: Person) -> str:
    answer = client.post("/api/analyses", files={"video": ("a.mp4", b"none")}, headers=person.headers)
    return str(answer.json()["id"])


OWNED: Final[Mapping[str, Callable[[TestClient, Person], str]]] = {
    "session_id": lambda client, person: str(save(client, person)),
    "goal_id": goal,
    "job_id": job,
    "practice": lambda client, person: "05b6c455-923b-4a8d-bcca-935385f26efd",  # for operators alone
}
"""What belongs to one account, by its name in a path, and how an account comes by it."""

PUBLIC: Final = {"pose_name", "language", "flow_id"}
BODIES: Final[Mapping[str, Any]] = {"session_id": SESSION, "goal_id": GOAL}


def paths(client: TestClient) -> Mapping[str, set[str]]:
    """Paths of the document that have a parameter, and their methods."""
    document = client.get("/openapi.json").json()
    return {
        path: {method.upper() for method in methods}
        for path, methods in document["paths"].items()
        if "{" in path
    }


def names(path: str) -> list[str]:
    return re.findall(r"{(\w+)", path)


def test_every_id_in_a_path_is_somebodys_or_everybodys(shared: TestClient) -> None:
    """A new name has to be added to one or the other; what belongs to somebody is then tried below."""
    assert {name for path in paths(shared) for name in names(path)} <= OWNED.keys() | PUBLIC


def test_outside_of_the_document_only_calls_belong_to_somebody(shared: TestClient) -> None:
    """And they are tried in `tests/stream/whip`, for a call has to be made first."""
    routes = {route.path for route in shared.app.routes if "{" in getattr(route, "path", "")}  # type: ignore[attr-defined]
    pages = {"/flows/{id}", "/poses/{id}", "/sessions/{id}", "/models/pose_{variant}.task"}
    assert routes - pages == {"/whip/{id}", "/whip/{id}/feedback"}


def test_another_ones_id_is_as_good_as_none(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    theirs = {name: make(client, ada) for name, make in OWNED.items()}
    before = kept(client, ada)
    tried = 0
    for path, documented in paths(client).items():
        (name, *others) = names(path)
        if name in PUBLIC:
            continue
        assert others == []
        for method in METHODS:
            found, none = (
                client.request(
                    method,
                    path.replace(f"{{{name}}}", value),
                    json=BODIES.get(name) if method in ("POST", "PUT", "PATCH") else None,
                    headers=eve.headers,
                )
                for value in (theirs[name], missing(theirs[name]))
            )
            expected = {403, 404} if method in documented else {405}
            assert found.status_code in expected, (method, path, found.text)
            assert found.content == none.content, (method, path)
            tried += 1
    assert tried >= 6 * 7
    assert kept(client, ada) == before


def missing(value: str) -> str:
    """An id like this one that nobody has."""
    return str(int(value) + 1000) if value.isdecimal() else value[:-4] + "0000"


def kept(client: TestClient, person: Person) -> list[Any]:
    found = ("/api/sessions/1", "/api/goals")
    return [client.get(path, headers=person.headers).json()["data"] for path in found]


@pytest.mark.parametrize(
    "path",
    [
        "/api/sessions",
        "/api/sessions/stats",
        "/api/export",
        "/api/goals",
        "/api/leaderboard",
        "/api/progress",
    ],
)
def test_no_list_names_another(client: TestClient, ada: Person, path: str) -> None:
    eve = sign_up(client, email="eve@example.org")
    save(client, ada)
    assert "warrior2" not in client.get(path, headers=eve.headers).text

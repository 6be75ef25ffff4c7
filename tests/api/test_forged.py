"""A token that is forged, expired, for somebody else or too long opens no route: 401, and always alike."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import jwt
import pytest
from starlette.testclient import TestClient

from server.auth.tokens import SENTENCE, Tokens
from tests.api.conftest import ADA, Person, one_sentence
from tests.api.test_logins import HELLO, ends_with, practice

SAMPLES = {"pose_name": "tree", "language": "en", "practice": str(uuid4()), "job_id": str(uuid4())}
"""Parts of paths that are no numbers."""


def tokens_of(client: TestClient) -> Tokens:
    tokens: Tokens = client.app.state.services.tokens  # type: ignore[attr-defined]
    return tokens


def written(client: TestClient, person: Person, key: bytes | None = None, **changes: Any) -> str:
    """A token as the server would write it, but for some claims; with the server's own key by default."""
    own = tokens_of(client)
    claims = jwt.decode(person.token, own.key, algorithms=["HS256"], audience="yoga-assistant")
    return jwt.encode(claims | changes, key or own.key, "HS256", {"typ": "at+jwt"})


def ago(**time: float) -> int:
    return int((datetime.now(UTC) - timedelta(**time)).timestamp())


FORGED: dict[str, Callable[[TestClient, Person], str]] = {
    "another key": lambda client, eve: written(client, eve, key=b"x" * 48),
    "expired": lambda client, eve: written(client, eve, exp=ago(minutes=2)),
    "not yet good": lambda client, eve: written(client, eve, nbf=ago(minutes=-2)),
    "another audience": lambda client, eve: written(client, eve, aud="another service"),
    "another issuer": lambda client, eve: written(client, eve, iss="another service"),
    "an ended login's": lambda client, eve: written(client, eve, sid=ended(client)),
    "no signature": lambda client, eve: eve.token.rpartition(".")[0] + ".",
    "alg none": lambda client, eve: jwt.encode(
        jwt.decode(eve.token, options={"verify_signature": False}), "", "none", {"typ": "at+jwt"}
    ),
    "a refresh token": lambda client, eve: refresh_token(client),
    "oversized": lambda client, eve: eve.token + "A" * 60_000,
    "nothing": lambda client, eve: "",
}


def refresh_token(client: TestClient) -> str:
    body = {"email": "eve@example.org", "password": ADA["password"]}
    return str(client.post("/auth/login", json=body).json()["refresh_token"])


def ended(client: TestClient) -> str:
    login_id = str(uuid4())
    tokens_of(client).revoked.add([login_id])
    return login_id


def guarded(client: TestClient) -> list[tuple[str, str]]:
    """Method and path of every operation that nobody may use without a bearer."""
    document = client.get("/openapi.json").json()
    known = [
        (method.upper(), re.sub(r"{(\w+)}", lambda name: SAMPLES.get(name[1], "1"), path))
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if operation.get("security")
    ]
    return [found for found in known if client.request(*found).status_code == 401]


def test_there_are_such_routes(shared: TestClient) -> None:
    found = guarded(shared)
    assert ("GET", "/auth/me") in found
    assert ("PUT", "/api/goals/1") in found
    assert len(found) >= 25


@pytest.mark.parametrize("kind", FORGED)
def test_no_route_is_opened_by_it(shared: TestClient, eve: Person, kind: str) -> None:
    token = FORGED[kind](shared, eve)
    for method, path in guarded(shared):
        answer = shared.request(method, path, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401, (method, path)
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert one_sentence(answer) == SENTENCE


@pytest.mark.parametrize("kind", [kind for kind in FORGED if kind != "oversized"])
def test_no_practice_is_begun_with_it(shared: TestClient, eve: Person, kind: str) -> None:
    """An oversized one is no `hello` at all, and told as that."""
    with practice(shared) as socket:
        socket.send_json(HELLO | {"token": FORGED[kind](shared, eve)})
        assert ends_with(socket) == 4401

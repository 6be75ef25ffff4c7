"""Logins: renewed once per token, ended at once, and nothing of them where it could be stolen."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from tests.api.conftest import ADA, Person, Serve, one_sentence, sign_up

PAGE = {"Sec-Fetch-Site": "same-origin"}
HELLO = {"type": "hello", "version": 1, "source": "landmarks"}
LOGIN = {"email": ADA["email"], "password": ADA["password"]}


def log_in(client: TestClient, **headers: str) -> dict[str, Any]:
    answer = client.post("/auth/login", json=LOGIN, headers=headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()
    return told


def renew(client: TestClient, token: str) -> Any:
    return client.post("/auth/refresh", json={"refresh_token": token})


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def works(client: TestClient, token: str) -> bool:
    status = client.get("/auth/me", headers=bearer(token)).status_code
    assert status in (200, 401)
    return status == 200


def later(client: TestClient, seconds: float) -> None:
    """As if all logins had been renewed that long ago."""
    then = datetime.now(UTC) - timedelta(seconds=seconds)
    url: str = client.app.state.services.database.url  # type: ignore[attr-defined]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE logins SET renewed_at = ?", (f"{then:%Y-%m-%d %H:%M:%S}",))


def test_a_login_is_renewed_with_a_new_token_each_time(client: TestClient, ada: Person) -> None:
    told = log_in(client)
    seen = {told["refresh_token"]}
    for _ in range(3):
        answer = renew(client, told["refresh_token"])
        assert answer.status_code == 200
        told = answer.json()
        assert told["user_id"] == ada.id
        assert told["expires_in"] == 1800
        assert works(client, told["access_token"])
        assert told["refresh_token"] not in seen
        seen.add(told["refresh_token"])


def test_an_answer_that_was_lost_can_be_asked_for_again(client: TestClient, ada: Person) -> None:
    first = log_in(client)["refresh_token"]
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: renew(client, first), range(16)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.json()["refresh_token"] for answer in answers}) == 1


def test_a_token_that_comes_again_later_ends_the_login_for_both(client: TestClient, ada: Person) -> None:
    first = log_in(client)["refresh_token"]
    second = renew(client, first).json()
    later(client, 11)
    assert renew(client, first).status_code == 401
    assert renew(client, second["refresh_token"]).status_code == 401
    assert not works(client, second["access_token"])
    assert works(client, ada.token)


def test_a_token_older_than_the_last_is_never_taken(client: TestClient, ada: Person) -> None:
    first = log_in(client)["refresh_token"]
    third = renew(client, renew(client, first).json()["refresh_token"]).json()["refresh_token"]
    assert renew(client, first).status_code == 401
    assert renew(client, third).status_code == 401


FORGED = [
    "",
    "a.b.c",
    "..",
    "x" * 201,
    "é.0.x",
    "{login}.0.",
    "{login}.1.{signature}",
    "{login}.0.{signature}x",
]


@pytest.mark.parametrize("shape", FORGED)
def test_a_forged_token_is_401_and_harms_nobody(client: TestClient, ada: Person, shape: str) -> None:
    good = log_in(client)["refresh_token"]
    login, _, signature = good.split(".")
    answer = renew(client, shape.format(login=login, signature=signature))
    assert answer.status_code in (401, 422)
    one_sentence(answer)
    assert renew(client, good).status_code == 200


def test_neither_kind_of_token_is_taken_for_the_other(client: TestClient, ada: Person) -> None:
    told = log_in(client)
    assert renew(client, told["access_token"][:200]).status_code == 401
    assert not works(client, told["refresh_token"])


def test_a_login_is_over_after_its_days(client: TestClient, ada: Person) -> None:
    token = log_in(client)["refresh_token"]
    url: str = client.app.state.services.database.url  # type: ignore[attr-defined]
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as database, database:
        database.execute("UPDATE logins SET expires_at = '2020-01-01 00:00:00'")
    assert renew(client, token).status_code == 401


def test_the_page_gets_a_cookie_that_no_script_can_read(client: TestClient, ada: Person) -> None:
    answer = client.post("/auth/login", json=LOGIN, headers=PAGE)
    assert answer.json()["refresh_token"] is None
    cookie = answer.headers["Set-Cookie"].lower()
    assert all(word in cookie for word in ("httponly", "samesite=strict", "path=/", "max-age="))
    renewed = client.post("/auth/refresh", headers=PAGE)
    assert renewed.status_code == 200
    assert works(client, renewed.json()["access_token"])


def test_over_tls_the_cookie_is_bound_to_the_host(client: TestClient, ada: Person) -> None:
    answer = client.post("https://localhost/auth/login", json=LOGIN, headers=PAGE)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith("__Host-refresh=")
    assert "secure" in cookie.lower()
    assert "domain" not in cookie.lower()


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none", None])
def test_a_foreign_page_cannot_use_the_cookie(client: TestClient, ada: Person, site: str | None) -> None:
    client.post("/auth/login", json=LOGIN, headers=PAGE)
    headers = {} if site is None else {"Sec-Fetch-Site": site}
    assert client.post("/auth/refresh", headers=headers).status_code == 401


def practice(client: TestClient) -> WebSocketTestSession:
    return client.websocket_connect("/ws/practice", headers={"Host": "localhost"})


def begun(socket: WebSocketTestSession, token: str) -> None:
    socket.send_json(HELLO | {"token": token})
    assert socket.receive_json()["type"] == "welcome"


def ends_with(socket: WebSocketTestSession) -> int:
    try:
        while True:
            socket.receive_json()
    except WebSocketDisconnect as closed:
        return closed.code


def test_logging_out_ends_the_tokens_and_the_practice_of_that_login_only(
    client: TestClient, ada: Person
) -> None:
    told = log_in(client)
    with practice(client) as socket:
        begun(socket, told["access_token"])
        assert client.post("/auth/logout", headers=bearer(told["access_token"])).status_code == 200
        assert ends_with(socket) == 4401
    assert not works(client, told["access_token"])
    assert renew(client, told["refresh_token"]).status_code == 401
    assert works(client, ada.token)
    with practice(client) as socket:
        socket.send_json(HELLO | {"token": told["access_token"]})
        assert ends_with(socket) == 4401


def test_logging_out_everywhere_ends_every_login(client: TestClient, ada: Person) -> None:
    told = log_in(client)
    answer = client.post("/auth/logout", json={"everywhere": True}, headers=bearer(told["access_token"]))
    assert answer.status_code == 200
    assert not works(client, ada.token)


def test_what_was_ended_stays_ended_over_a_restart(client: TestClient, ada: Person, serve: Serve) -> None:
    client.post("/auth/logout", headers=ada.headers)
    assert not works(serve(), ada.token)


def change(client: TestClient, token: str, old: str, new: str) -> Any:
    body = {"password": old, "new_password": new}
    return client.put("/auth/password", json=body, headers=bearer(token))


def test_a_new_password_ends_the_other_logins(client: TestClient, ada: Person) -> None:
    told = log_in(client)
    answer = change(client, told["access_token"], "password123", "another password")
    assert answer.status_code == 200
    assert works(client, told["access_token"])
    assert not works(client, ada.token)
    assert client.post("/auth/login", json=LOGIN).status_code == 401
    assert client.post("/auth/login", json=LOGIN | {"password": "another password"}).status_code == 200


def test_the_old_password_is_asked_for(client: TestClient, ada: Person) -> None:
    answer = change(client, ada.token, "guess", "another password")
    assert answer.status_code == 403
    one_sentence(answer)
    assert change(client, ada.token, "password123", "short").status_code == 422
    assert works(client, ada.token)


def test_an_address_may_try_so_often_in_a_minute(serve: Serve) -> None:
    client = serve(logins_per_minute=3)
    for number in range(3):
        body = {"email": f"{number}@example.org", "password": "guess"}
        assert client.post("/auth/login", json=body).status_code == 401
    answer = client.post("/auth/login", json=LOGIN)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) >= 1


def test_the_database_holds_no_token(client: TestClient, ada: Person, tmp_path: Path) -> None:
    told = log_in(client)
    renewed = renew(client, told["refresh_token"]).json()
    content = b"".join(path.read_bytes() for path in tmp_path.glob("yoga_assistant.db*"))
    for one in (told, renewed):
        assert one["access_token"].split(".")[2].encode() not in content
        assert one["refresh_token"].split(".")[2].encode() not in content


def meanwhile(client: TestClient, monkeypatch: pytest.MonkeyPatch, happens: str) -> None:
    """Let this be the account's hash by the time that its password has been looked at, once."""
    services = client.app.state.services  # type: ignore[attr-defined]
    verify, left = services.passwords.verify, [happens]

    async def verified(*given: Any, **named: Any) -> tuple[bool, str | None]:
        found: tuple[bool, str | None] = await verify(*given, **named)
        if left:
            user = await services.users.find(ADA["email"])
            await services.users.set_password_hash(user.id, user.password_hash, left.pop())
        return found

    monkeypatch.setattr(
        type(services.passwords), "verify", lambda _, *given, **named: verified(*given, **named)
    )


def test_a_password_that_is_changed_while_it_is_looked_at_lets_nobody_in(
    client: TestClient, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(client, monkeypatch, "$another")
    assert client.post("/auth/login", json=LOGIN).status_code == 401


def test_a_hash_that_is_upgraded_by_a_login_beside_this_one_keeps_nobody_out(
    client: TestClient, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    again = sign_up(client, email="again@example.org")
    user = client.portal.call(client.app.state.services.users.get, again.id)  # type: ignore
    meanwhile(client, monkeypatch, user.password_hash)
    assert client.post("/auth/login", json=LOGIN).status_code == 200

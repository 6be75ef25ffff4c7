"""The accounts of the contract: shapes, status codes, and nothing told that should not be."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from server.errors import StoreUnavailable
from tests.api.conftest import ADA, Person, Serve, one_sentence, sign_up

TOKEN_SHAPE = {"access_token", "token_type", "user_id", "fullname", "email"}


def years_ago(years: int, days: int = 0) -> str:
    today = datetime.now(UTC).date()
    try:
        then = today.replace(year=today.year - years)
    except ValueError:  # the 29th of February
        then = date(today.year - years, 3, 1)
    return (then + timedelta(days=days)).isoformat()


def test_the_founding_example_signs_up_and_logs_in(client: TestClient) -> None:
    signed_up = client.post("/auth/signup", json=ADA)
    assert signed_up.status_code == 200
    assert signed_up.json().keys() >= TOKEN_SHAPE
    logged_in = client.post("/auth/login", json={"email": ADA["email"], "password": "password123"})
    assert logged_in.status_code == 200
    assert logged_in.json().keys() >= TOKEN_SHAPE
    for answer in (signed_up.json(), logged_in.json()):
        assert answer["token_type"] == "bearer"
        assert (answer["fullname"], answer["email"]) == ("Ada Lovelace", "ada@example.org")
    assert signed_up.json()["user_id"] == logged_in.json()["user_id"]


def test_me_tells_the_account(client: TestClient, ada: Person) -> None:
    answer = client.get("/auth/me", headers=ada.headers)
    assert answer.status_code == 200
    me = answer.json()
    assert me.keys() == {"fullname", "email", "sex", "dob", "created_at", "user_id", "role"}
    assert (me["sex"], me["dob"]) == ("female", "1990-05-17")
    assert (me["user_id"], me["role"]) == (ada.id, None)
    assert re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", me["created_at"])


def test_a_profile_changes_where_it_is_told_to(client: TestClient, ada: Person) -> None:
    before = client.get("/auth/me", headers=ada.headers).json()
    answer = client.patch("/auth/me", json={"fullname": " Ada King "}, headers=ada.headers)
    assert answer.status_code == 200
    assert answer.json() == before | {"fullname": "Ada King"}
    client.patch("/auth/me", json={"sex": "other", "dob": "1991-01-01"}, headers=ada.headers)
    client.patch("/auth/me", json={}, headers=ada.headers)
    after = client.get("/auth/me", headers=ada.headers).json()
    assert after == before | {"fullname": "Ada King", "sex": "other", "dob": "1991-01-01"}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("fullname", "B"),
        ("sex", "Female"),
        ("dob", "2024-01-01"),
        ("email", "a@b.org"),
        ("role", "operator"),
    ],
)
def test_an_odd_profile_is_422(shared: TestClient, eve: Person, field: str, value: str) -> None:
    assert shared.patch("/auth/me", json={field: value}, headers=eve.headers).status_code == 422


def test_protected_names_the_user(client: TestClient, ada: Person) -> None:
    answer = client.get("/auth/protected", headers=ada.headers)
    assert answer.status_code == 200
    assert answer.json().keys() == {"message"}
    assert "Ada Lovelace" in answer.json()["message"]


@pytest.mark.parametrize("email", ["ada@example.org", "ADA@EXAMPLE.ORG", " ada@example.org "])
def test_a_taken_address_is_400(client: TestClient, ada: Person, email: str) -> None:
    answer = client.post("/auth/signup", json=ADA | {"email": email})
    assert answer.status_code == 400
    assert answer.json()["code"] == "email_taken"
    one_sentence(answer)


GOOD: list[tuple[str, Any]] = [
    ("fullname", "Bo"),
    ("fullname", "  Zoë 李  "),
    ("fullname", "Robert'); DROP TABLE users;--"),
    ("fullname", "<script>alert(1)</script>"),
    ("email", "me@home.lan"),
    ("email", "me+yoga@example.co.uk"),
    ("password", "12345678"),
    ("password", "p" * 128),
    ("password", "ümlaut & Leerzeichen 🧘"),
    ("sex", "other"),
    ("dob", years_ago(13)),
    ("dob", years_ago(120)),
]
BAD: list[tuple[str, Any]] = [
    ("fullname", "B"),
    ("fullname", "  B  "),
    ("fullname", ""),
    ("fullname", "x" * 101),
    ("fullname", "a\nb"),
    ("fullname", None),
    ("fullname", 12),
    ("fullname", ["Ada"]),
    ("email", "ada"),
    ("email", "ada@"),
    ("email", "@example.org"),
    ("email", "a b@example.org"),
    ("email", "ada@example.org\r\nBcc: eve@example.org"),
    ("email", "a" * 300 + "@example.org"),
    ("email", None),
    ("email", {"$ne": None}),
    ("password", "1234567"),
    ("password", "p" * 129),
    ("password", "e\u0301" * 7),
    ("password", 12345678),
    ("password", None),
    ("sex", "Female"),
    ("sex", True),
    ("dob", years_ago(13, days=1)),
    ("dob", years_ago(121)),
    ("dob", "1990-02-30"),
    ("dob", "17.05.1990"),
    ("dob", "19900517"),
    ("dob", "1990-05-17T00:00:00"),
    ("dob", "0000-00-00"),
    ("dob", 19900517),
]


@pytest.mark.parametrize(("field", "value"), GOOD)
def test_what_people_are_called_is_taken(shared: TestClient, field: str, value: Any) -> None:
    person = ADA | {"email": f"{uuid4()}@example.org"} | {field: value}
    assert shared.post("/auth/signup", json=person).status_code == 200


@pytest.mark.parametrize(("field", "value"), BAD)
def test_a_bad_field_is_422_and_named(shared: TestClient, field: str, value: Any) -> None:
    answer = shared.post("/auth/signup", json=ADA | {field: value})
    assert answer.status_code == 422
    assert ["body", field] in [error["loc"] for error in answer.json()["errors"]]
    one_sentence(answer)


def test_a_nul_is_told_before_anything_is_looked_at(shared: TestClient) -> None:
    answer = shared.post("/auth/signup", json=ADA | {"fullname": "a\0b"})
    assert answer.status_code == 400
    assert "NUL" in one_sentence(answer)


@pytest.mark.parametrize("field", list(ADA))
def test_a_missing_field_is_422_and_named(shared: TestClient, field: str) -> None:
    body = {name: value for name, value in ADA.items() if name != field}
    answer = shared.post("/auth/signup", json=body)
    assert answer.status_code == 422
    assert [error["loc"] for error in answer.json()["errors"]] == [["body", field]]


@pytest.mark.parametrize("field", ["id", "user_id", "role", "is_admin", "password_hash", "created_at"])
def test_a_field_nobody_asked_for_is_refused(shared: TestClient, field: str) -> None:
    assert shared.post("/auth/signup", json=ADA | {field: 1}).status_code == 422


def test_a_refusal_never_says_the_password_back(shared: TestClient) -> None:
    answer = shared.post("/auth/signup", json=ADA | {"password": "hunter2", "sex": "hunter2"})
    assert answer.status_code == 422
    assert "hunter2" not in answer.text


def test_the_name_is_trimmed(client: TestClient) -> None:
    answer = client.post("/auth/signup", json=ADA | {"fullname": "  Ada  "})
    assert answer.json()["fullname"] == "Ada"


def test_an_unknown_address_and_a_wrong_password_are_told_alike(client: TestClient, ada: Person) -> None:
    wrong = client.post("/auth/login", json={"email": "ada@example.org", "password": "password124"})
    unknown = client.post("/auth/login", json={"email": "eve@example.org", "password": "password123"})
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.content == unknown.content
    assert dict(wrong.headers) == dict(unknown.headers)
    assert wrong.headers["WWW-Authenticate"] == "Bearer"


@pytest.mark.parametrize("password", ["", "short", "p" * 5000])
def test_login_has_no_rule_of_length(client: TestClient, ada: Person, password: str) -> None:
    answer = client.post("/auth/login", json={"email": "ada@example.org", "password": password})
    assert answer.status_code == 401


def test_login_finds_the_address_however_it_is_written(client: TestClient, ada: Person) -> None:
    answer = client.post("/auth/login", json={"email": "Ada@Example.ORG", "password": "password123"})
    assert answer.json()["user_id"] == ada.id


def test_guessing_is_slowed_down_for_known_and_unknown_alike(serve: Serve) -> None:
    client = serve(login_free_tries=2)
    sign_up(client)
    told = {}
    for email in ("ada@example.org", "eve@example.org"):
        answers = [client.post("/auth/login", json={"email": email, "password": "guess"}) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [401, 401, 429]
        assert int(answers[2].headers["Retry-After"]) >= 1
        told[email] = answers[2].content
        right = client.post("/auth/login", json={"email": email, "password": "password123"})
        assert right.status_code == 429
    assert len(set(told.values())) == 1


def test_an_address_cannot_make_accounts_without_end(serve: Serve) -> None:
    client = serve(signups_per_hour=2)
    for number in range(2):
        sign_up(client, email=f"ada{number}@example.org")
    answer = client.post("/auth/signup", json=ADA)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 60


def test_a_password_of_the_operators_list_is_not_taken(serve: Serve, tmp_path: Path) -> None:
    listed = tmp_path / "list.txt"
    listed.write_text("Password123\n\nletmein1\n")
    client = serve(password_blocklist=listed)
    for password in ("password123", "PASSWORD123", " letmein1"):
        answer = client.post("/auth/signup", json=ADA | {"password": password})
        assert (answer.status_code, answer.json()["code"]) == (422, "weak_password")
        one_sentence(answer)
    ada = sign_up(client, password="something else")
    body = {"password": "something else", "new_password": "letmein1"}
    assert client.put("/auth/password", json=body, headers=ada.headers).status_code == 422


def test_a_list_that_cannot_be_read_is_told_at_start(serve: Serve, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="YOGA_PASSWORD_BLOCKLIST"):
        serve(password_blocklist=tmp_path / "nothing.txt")


HEADERS: list[dict[str, str]] = [
    {},
    {"Authorization": ""},
    {"Authorization": "Bearer"},
    {"Authorization": "Bearer "},
    {"Authorization": "Bearer nonsense"},
    {"Authorization": "Basic YWRhOnBhc3N3b3Jk"},
    {"Authorization": "bearer a.b.c"},
]


@pytest.mark.parametrize(
    "path", ["/auth/me", "/auth/protected", "/api/sessions", "/api/sessions/stats", "/api/sessions/1"]
)
@pytest.mark.parametrize("headers", HEADERS)
def test_without_a_good_bearer_it_is_401(shared: TestClient, path: str, headers: dict[str, str]) -> None:
    answer = shared.get(path, headers=headers)
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"] == "Bearer"
    assert answer.json()["code"] == "not_authenticated"
    one_sentence(answer)


def test_a_token_in_the_address_is_no_token(shared: TestClient, eve: Person) -> None:
    assert shared.get(f"/auth/me?token={eve.token}&access_token={eve.token}").status_code == 401


def test_a_token_of_an_account_that_is_gone_is_401(client: TestClient, ada: Person) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    token = services.tokens.issue(ada.id + 1)
    answer = client.get("/auth/me", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 401

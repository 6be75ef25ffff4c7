"""A forgotten password and another address, with a real mail server beside the application."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import ADA, Person, Serve, one_sentence, sign_up
from tests.api.test_logins import begun, ends_with, log_in, practice, renew, works
from tests.letterbox import Letterbox, letterbox, link_of

NEW = "a better password"
URL = "https://yoga.example.org"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox() as box:
        yield box


@pytest.fixture
def mailing(serve: Serve, box: Letterbox) -> TestClient:
    """An application that sends mail."""
    return serve(**by_mail(box))


def by_mail(box: Letterbox) -> dict[str, Any]:
    where = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_tls": "none"}
    return where | {"mail_from": "yoga@example.org", "public_url": URL, "letters_per_hour": 1000}


def ask(client: TestClient, email: str) -> Any:
    return client.post("/auth/reset", json={"email": email})


def reset(client: TestClient, token: str, password: str = NEW) -> Any:
    return client.post("/auth/reset/confirm", json={"token": token, "new_password": password})


def logs_in(client: TestClient, password: str = NEW, email: str = ADA["email"]) -> bool:
    answer = client.post("/auth/login", json={"email": email, "password": password})
    return bool(answer.status_code == 200)


def test_a_letter_leads_to_a_new_password_once(mailing: TestClient, box: Letterbox) -> None:
    ada = sign_up(mailing)
    answer = ask(mailing, "ADA@example.org ")
    assert (answer.status_code, answer.json()["by"]) == (200, "mail")
    page, token = link_of(box.wait())
    assert page == f"{URL}/reset"
    refresh = log_in(mailing)["refresh_token"]
    with practice(mailing) as socket:
        begun(socket, ada.token)
        assert reset(mailing, token).status_code == 200
        assert ends_with(socket) == 4401
    assert not works(mailing, ada.token)
    assert renew(mailing, refresh).status_code == 401
    assert logs_in(mailing)
    assert not logs_in(mailing, "password123")
    for again in (reset(mailing, token, "yet another one"), reset(mailing, token)):
        assert (again.status_code, again.json()["code"]) == (400, "link_spent")
        one_sentence(again)
    assert box.wait(2)["Subject"] == "Your password has changed"


def test_of_two_who_open_a_link_at_once_one_is_served(mailing: TestClient, box: Letterbox) -> None:
    sign_up(mailing)
    ask(mailing, ADA["email"])
    _, token = link_of(box.wait())
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda n: reset(mailing, token, f"password nr {n}"), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]


def test_a_weak_password_spends_nothing(mailing: TestClient, box: Letterbox) -> None:
    sign_up(mailing)
    ask(mailing, ADA["email"])
    _, token = link_of(box.wait())
    assert reset(mailing, token, "short").status_code == 422
    assert reset(mailing, token).status_code == 200


def test_a_newer_password_ends_an_older_link(mailing: TestClient, box: Letterbox) -> None:
    ada = sign_up(mailing)
    ask(mailing, ADA["email"])
    _, token = link_of(box.wait())
    body = {"password": "password123", "new_password": "changed meanwhile"}
    assert mailing.put("/auth/password", json=body, headers=ada.headers).status_code == 200
    assert reset(mailing, token).status_code == 400


def test_nobody_learns_who_has_an_account(mailing: TestClient, box: Letterbox) -> None:
    sign_up(mailing)
    known, unknown, odd = (ask(mailing, who) for who in (ADA["email"], "eve@example.org", "no address"))
    assert known.status_code == unknown.status_code == odd.status_code == 200
    assert known.content == unknown.content == odd.content
    box.wait()
    assert [to for to, _ in box.letters] == [["ada@example.org"]]


def test_an_answer_waits_for_neither_database_nor_mail(
    mailing: TestClient, box: Letterbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Equal time by construction: what depends on the account is not done before the answer."""
    services = mailing.app.state.services  # type: ignore[attr-defined]
    waiting: list[Callable[[], Any]] = []
    monkeypatch.setattr(services.mail, "post", waiting.append)
    monkeypatch.setattr(services.users, "find", None)
    assert ask(mailing, ADA["email"]).status_code == 200
    assert len(waiting) == 1


def test_an_account_gets_three_letters_an_hour_and_nobody_is_told(serve: Serve, box: Letterbox) -> None:
    client = serve(**by_mail(box) | {"letters_per_hour": 6})
    sign_up(client)
    answers = [ask(client, ADA["email"]) for _ in range(6)]
    assert {answer.content for answer in answers} == {answers[0].content}
    limited = ask(client, "eve@example.org")
    assert limited.status_code == 429
    assert int(limited.headers["Retry-After"]) >= 1
    client.__exit__()  # what waits is sent
    assert len(box.letters) == 3


def test_without_mail_the_operator_is_named(client: TestClient, ada: Person) -> None:
    answers = [ask(client, who) for who in (ADA["email"], "eve@example.org")]
    assert answers[0].content == answers[1].content
    assert answers[0].json()["by"] == "operator"


def change(client: TestClient, person: Person, email: str, password: str = ADA["password"]) -> Any:
    return client.put("/auth/email", json={"email": email, "password": password}, headers=person.headers)


def mine(client: TestClient, person: Person) -> str:
    return str(client.get("/auth/me", headers=person.headers).json()["email"])


def test_without_mail_the_address_changes_at_once(client: TestClient, ada: Person) -> None:
    answer = change(client, ada, "ada@new.example.org")
    assert (answer.status_code, answer.json()["changed"]) == (200, True)
    assert mine(client, ada) == "ada@new.example.org"
    assert logs_in(client, "password123", "ADA@new.example.org")
    assert not logs_in(client, "password123")
    sign_up(client)  # the old one is free
    taken = change(client, ada, ADA["email"])
    assert (taken.status_code, taken.json()["code"]) == (400, "email_taken")


def test_the_password_is_asked_for(client: TestClient, ada: Person) -> None:
    answer = change(client, ada, "ada@new.example.org", "guess")
    assert answer.status_code == 403
    one_sentence(answer)
    assert mine(client, ada) == ADA["email"]
    assert change(client, ada, "no address").status_code == 422


def test_a_new_address_is_confirmed_by_a_letter_to_it(mailing: TestClient, box: Letterbox) -> None:
    ada = sign_up(mailing)
    answer = change(mailing, ada, "ada@new.example.org")
    assert (answer.status_code, answer.json()["changed"]) == (200, False)
    letter = box.wait()
    page, token = link_of(letter)
    assert (letter["To"], page) == ("ada@new.example.org", f"{URL}/confirm-email")
    assert mine(mailing, ada) == ADA["email"]
    assert reset(mailing, token).status_code == 400
    confirmed = mailing.post("/auth/email/confirm", json={"token": token})
    assert confirmed.status_code == 200
    assert mine(mailing, ada) == "ada@new.example.org"
    assert works(mailing, ada.token)
    assert mailing.post("/auth/email/confirm", json={"token": token}).status_code == 400
    assert box.wait(2)["To"] == ADA["email"]


def test_a_taken_address_gets_no_letter_and_tells_nothing(mailing: TestClient, box: Letterbox) -> None:
    ada = sign_up(mailing)
    sign_up(mailing, email="eve@example.org")
    taken, free = (change(mailing, ada, who) for who in ("eve@example.org", "ada@new.example.org"))
    assert taken.content == free.content
    assert box.wait()["To"] == "ada@new.example.org"
    sign_up(mailing, email="ada@new.example.org")
    late = mailing.post("/auth/email/confirm", json={"token": link_of(box.letters[0][1])[1]})
    assert (late.status_code, late.json()["code"]) == (400, "email_taken")


@pytest.mark.parametrize("path", ["/auth/reset/confirm", "/auth/email/confirm"])
@pytest.mark.parametrize("token", ["", "x", "1.9999999999..x", "x" * 5000, "1.2.3.4.5", "é.1..x"])
def test_a_forged_link_is_400(shared: TestClient, path: str, token: str) -> None:
    body = {"token": token} | ({"new_password": NEW} if "reset" in path else {})
    answer = shared.post(path, json=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "link_spent")
    one_sentence(answer)

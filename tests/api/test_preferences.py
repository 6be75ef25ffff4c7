"""What somebody chooses: kept, checked, and meant by everything that counts days."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import Person, one_sentence, sign_up
from tests.api.test_sessions import save

UNCHOSEN = {
    "time_zone": None,
    "units": "metric",
    "language": None,
    "keep_landmarks": False,
    "display_name": None,
}


def chosen(client: TestClient, person: Person, **changes: Any) -> dict[str, Any]:
    answer = client.patch("/api/preferences", json=changes, headers=person.headers)
    assert answer.status_code == 200, answer.text
    told: dict[str, Any] = answer.json()["data"]
    return told


def test_nothing_is_chosen_at_first_and_landmarks_are_not_kept(client: TestClient, ada: Person) -> None:
    answer = client.get("/api/preferences", headers=ada.headers)
    assert (answer.status_code, answer.json()["data"]) == (200, UNCHOSEN)


def test_what_is_left_out_stays_as_it_was(client: TestClient, ada: Person) -> None:
    chosen(client, ada, time_zone="Asia/Kolkata", units="imperial", language="de-AT")
    told = chosen(client, ada, keep_landmarks=True)
    assert told == UNCHOSEN | {
        "time_zone": "Asia/Kolkata",
        "units": "imperial",
        "language": "de-AT",
        "keep_landmarks": True,
    }
    assert chosen(client, ada, time_zone=None)["time_zone"] is None
    assert client.get("/api/preferences", headers=ada.headers).json()["data"]["units"] == "imperial"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../../etc/passwd"),
        ("time_zone", "Europe"),
        ("time_zone", ""),
        ("units", "cubits"),
        ("units", None),
        ("language", "not a language"),
        ("keep_landmarks", None),
        ("keep_landmarks", 1),
        ("display_name", " a "),
        ("display_name", "x" * 41),
        ("display_name", "Ada\u202egro"),
        ("user_id", 1),
    ],
)
def test_an_odd_choice_is_422(shared: TestClient, eve: Person, field: str, value: Any) -> None:
    answer = shared.patch("/api/preferences", json={field: value}, headers=eve.headers)
    assert answer.status_code == 422
    one_sentence(answer)


@pytest.mark.parametrize("name", ["Sunny", "SUNNY", "ｓｕｎｎｙ", " sunny "])
def test_nobody_goes_by_anothers_name(client: TestClient, ada: Person, name: str) -> None:
    chosen(client, ada, display_name="Sunny")
    eve = sign_up(client, email="eve@example.org")
    answer = client.patch("/api/preferences", json={"display_name": name}, headers=eve.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "name_taken")
    chosen(client, ada, display_name=None)
    chosen(client, eve, display_name=name)


def test_days_and_weeks_are_of_the_chosen_zone(client: TestClient, ada: Person) -> None:
    """Kiritimati is a day ahead of Niue: what is Monday here is Sunday there."""
    east, west = "Pacific/Kiritimati", "Pacific/Niue"
    today = datetime.now(ZoneInfo(east)).date()
    monday = datetime.combine(today - timedelta(days=today.weekday()), time(1), ZoneInfo(east))
    save(client, ada, started_at=monday.astimezone(UTC))

    def this_week(query: str = "") -> int:
        answer = client.get(f"/api/sessions/stats{query}", headers=ada.headers)
        return int(answer.json()["data"]["sessions_this_week"])

    here_is_the_same_week = datetime.now(ZoneInfo(west)).date() < today - timedelta(days=today.weekday())
    assert this_week(f"?tz={east}") == 1
    chosen(client, ada, time_zone=west)
    assert this_week() == this_week(f"?tz={west}") == int(here_is_the_same_week)
    chosen(client, ada, time_zone=east)
    assert this_week() == 1


def test_choices_are_ones_own(client: TestClient, ada: Person) -> None:
    chosen(client, ada, units="imperial")
    eve = sign_up(client, email="eve@example.org")
    assert client.get("/api/preferences", headers=eve.headers).json()["data"] == UNCHOSEN
    assert client.get("/api/preferences").status_code == 401
    assert client.patch("/api/preferences", json={}).status_code == 401

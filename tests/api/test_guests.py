"""What a guest practised comes into the account: whole, once, and not on the leaderboard."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import orjson
import pytest
from starlette.testclient import TestClient

from server.analysis.summary import Ending
from server.stream.answer import summary_message
from tests.api.conftest import Person, one_sentence, sign_up
from tests.api.test_preferences import chosen
from tests.api.test_sessions import SUMMARY

PRACTICE = "6f1f3f0e-6d5c-4c4e-9d0e-0f6d3c1b2a10"


def told(
    session: str = PRACTICE, ended_at: str = "2026-03-04T12:00:00.500Z", **changes: Any
) -> dict[str, Any]:
    """What a browser keeps: the stream's own last message."""
    message = orjson.loads(orjson.dumps(summary_message(session, None, Ending.COMPLETED, SUMMARY)))
    return {"summary": message | changes, "ended_at": ended_at}


def bring(client: TestClient, person: Person, body: dict[str, Any]) -> Any:
    return client.post("/api/sessions/import", json=body, headers=person.headers)


def test_a_guests_practice_reads_like_any_other(client: TestClient, ada: Person) -> None:
    answer = bring(client, ada, told())
    assert answer.status_code == 200, answer.text
    session = answer.json()["data"]
    assert (session["started_at"], session["ended_at"]) == ("2026-03-04T11:58:30Z", "2026-03-04T12:00:00Z")
    assert (session["duration"], session["duration_s"], session["avg_accuracy"]) == (2, 90.0, 81.3)
    assert (session["state"], session["ending"]) == ("closed", "completed")
    assert (session["source"], session["public_id"]) == (None, None)
    assert session["scores"] == [80, None, 100]
    first = session["poses"][0]
    assert (first["pose_id"], first["side"], first["score"]) == ("warrior2", "left", 84.6)
    assert (first["feedback"], first["improvements"]) == (["Bend your front knee."], ["Lift your back arm."])
    stats = client.get("/api/sessions/stats", headers=ada.headers).json()["data"]
    assert (stats["mindful_minutes"], stats["total_avg_accuracy"]) == (2, 81.3)


BEST: dict[str, Any] = {"pose_id": "warrior2", "aspect": 0.75, "landmarks": [[0.25, 0.5, -0.125, 1.0]] * 33}


def test_its_best_moment_comes_along(client: TestClient, ada: Person) -> None:
    number = bring(client, ada, told() | {"best": BEST}).json()["data"]["id"]
    line = client.get(f"/api/sessions/{number}/timeline", headers=ada.headers).json()["data"]
    assert (line["best"]["pose_id"], line["best"]["score"], line["aspect"]) == ("warrior2", 92.0, 0.75)
    assert line["best"]["landmarks"] == BEST["landmarks"]


def test_a_best_moment_in_no_pose_of_the_library_is_not_told(client: TestClient, ada: Person) -> None:
    number = bring(client, ada, told() | {"best": BEST | {"pose_id": "of_a_pack"}}).json()["data"]["id"]
    line = client.get(f"/api/sessions/{number}/timeline", headers=ada.headers).json()["data"]
    assert line["best"] is None


def test_it_is_brought_once_however_often_it_is_sent(client: TestClient, ada: Person) -> None:
    numbers = {bring(client, ada, told()).json()["data"]["id"] for _ in range(3)}
    assert len(numbers) == 1
    assert bring(client, ada, told("7" + PRACTICE[1:])).json()["data"]["id"] not in numbers
    assert len(client.get("/api/sessions", headers=ada.headers).json()["data"]) == 2


def test_two_accounts_of_one_browser_each_have_their_own(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    mine, hers = (bring(client, person, told()).json()["data"] for person in (ada, eve))
    assert (mine["user_id"], hers["user_id"]) == (ada.id, eve.id)
    assert mine["id"] != hers["id"]


def test_it_does_not_count_on_the_leaderboard(client: TestClient, ada: Person) -> None:
    chosen(client, ada, display_name="Sunny")
    now = datetime.now(UTC).isoformat()
    assert bring(client, ada, told(ended_at=now)).status_code == 200
    board = client.get("/api/leaderboard?period=all", headers=ada.headers).json()["data"]
    assert board["entries"] == []


def test_a_pose_that_the_library_does_not_know_keeps_its_name(client: TestClient, ada: Person) -> None:
    hold = told()["summary"]["holds"][0] | {"pose_id": "of_a_pack", "pose_name": "Of a pack"}
    pose = bring(client, ada, told(holds=[hold])).json()["data"]["poses"][0]
    assert (pose["pose_name"], pose["pose_id"]) == ("Of a pack", None)


TOMORROW = (datetime.now(UTC) + timedelta(days=1)).isoformat()
ODD: list[dict[str, Any]] = [
    told(session="no uuid"),
    told(ended_at=TOMORROW),
    told(ended_at="2026-03-04T12:00:00"),
    told(ended_at="1999-12-31T23:59:59Z"),
    told(ended_at="yesterday"),
    told(duration_s=-1),
    told(duration_s=1e9),
    told(mean_score=101),
    told(scores=[1, 2, 300]),
    told(scores=[0] * 7201),
    told(ending="vanished"),
    told(holds=[{"pose_id": "tree"}]),
    told() | {"user_id": 1},
    told() | {"best": BEST | {"landmarks": BEST["landmarks"][:32]}},
    told() | {"best": BEST | {"landmarks": [[0.5] * 3] * 33}},
    told() | {"best": BEST | {"aspect": 0}},
]


@pytest.mark.parametrize("body", ODD)
def test_an_odd_tale_is_422(shared: TestClient, eve: Person, body: dict[str, Any]) -> None:
    answer = bring(shared, eve, body)
    assert answer.status_code == 422
    one_sentence(answer)


def test_a_guest_has_no_account_to_bring_it_to(shared: TestClient) -> None:
    assert shared.post("/api/sessions/import", json=told()).status_code == 401

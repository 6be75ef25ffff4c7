"""The history of the contract: shapes, order, pages, and only one's own."""

from __future__ import annotations

import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from server.analysis.feedback import StepResult
from server.analysis.summary import Ending, FlowSummary, HoldSummary, Summary
from server.store.sessions import Owner, SessionStore
from tests.api.conftest import Person, one_sentence, sign_up

CONTRACT = {"id", "user_id", "date", "duration", "avg_accuracy", "total_poses", "poses"}
POSE = {"pose_name", "accuracy", "feedback", "improvements", "timestamp"}
STARTED = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
HOLD = HoldSummary(
    pose_id="warrior2",
    pose_name="Warrior II",
    side="left",
    start_s=10.0,
    hold_s=20.04,
    mean_score=84.56,
    best_score=92.0,
    fixed=("Bend your front knee.",),
    open=("Lift your back arm.",),
)
TIMED = replace(HOLD, pose_id="headstand", pose_name="Headstand", side=None, mean_score=None, best_score=None)
SUMMARY = Summary(
    duration_s=90.0,
    frames_seen=900,
    frames_scored=850,
    frames_dropped=12,
    mean_score=81.26,
    best_score=92.0,
    cues_given=3,
    cues_fixed=2,
    holds=(HOLD, TIMED),
    scores=bytes([80, 255, 100]),
    best_landmarks=struct.pack("<132f", *([0.5] * 132)),
    best_pose_id="warrior2",
    aspect=9 / 16,
    last_seq=900,
    flows=(
        FlowSummary(
            id="sun_salutation_a",
            name="Sun Salutation A",
            ending="stopped",
            of=34,
            done=1,
            held_s=5.0,
            score=90.5,
            steps=(StepResult("mountain", "Mountain Pose", None, "done", 5.0, 5.0, 90.5),),
        ),
    ),
)


def save(
    client: TestClient,
    person: Person,
    summary: Summary = SUMMARY,
    ending: Ending | None = Ending.COMPLETED,
    **owner: Any,
) -> int:
    """Store a session as the stream does."""
    store: SessionStore = client.app.state.services.sessions  # type: ignore[attr-defined]
    said: dict[str, Any] = {"started_at": STARTED, "expected_pose_id": "warrior2"} | owner
    whose = Owner(person.id, **said)
    assert client.portal is not None
    session_id = client.portal.call(store.save, str(uuid4()), whose, summary, ending)
    assert session_id is not None
    return session_id


def test_a_session_has_the_contracts_shape(client: TestClient, ada: Person) -> None:
    session_id = save(client, ada)
    answer = client.get(f"/api/sessions/{session_id}", headers=ada.headers)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"success", "data", "message"}
    assert body["success"] is True
    session = body["data"]
    assert session.keys() >= CONTRACT
    assert (session["id"], session["user_id"]) == (session_id, ada.id)
    assert (session["date"], session["duration"]) == ("2026-03-04 12:00:00", 2)
    assert (session["avg_accuracy"], session["total_poses"]) == (81.3, 2)
    assert all(pose.keys() >= POSE for pose in session["poses"])


def test_a_streamed_session_tells_more(client: TestClient, ada: Person) -> None:
    session = client.get(f"/api/sessions/{save(client, ada)}", headers=ada.headers).json()["data"]
    assert (session["started_at"], session["ended_at"]) == ("2026-03-04T12:00:00Z", "2026-03-04T12:01:30Z")
    assert (session["state"], session["ending"]) == ("closed", "completed")
    assert (session["duration_s"], session["best_score"]) == (90.0, 92.0)
    assert (session["frames_seen"], session["frames_dropped"]) == (900, 12)
    assert (session["cues_given"], session["cues_fixed"]) == (3, 2)
    assert (session["level"], session["expected_pose_id"]) == ("beginner", "warrior2")
    assert session["scores"] == [80, None, 100]
    assert session["best_landmarks"] == [[0.5] * 4] * 33
    (flow,) = session["flows"]
    assert (flow["id"], flow["done"], flow["of"], flow["score"]) == ("sun_salutation_a", 1, 34, 90.5)
    assert flow["steps"][0]["outcome"] == "done"


def test_a_hold_is_an_entry_with_cues_fixed_and_open(client: TestClient, ada: Person) -> None:
    session = client.get(f"/api/sessions/{save(client, ada)}", headers=ada.headers).json()["data"]
    scored, timed = session["poses"]
    assert (scored["pose_name"], scored["pose_id"], scored["side"]) == ("Warrior II", "warrior2", "left")
    assert (scored["accuracy"], scored["score"], scored["best"]) == (84.6, 84.6, 92.0)
    assert (scored["feedback"], scored["improvements"]) == (
        ["Bend your front knee."],
        ["Lift your back arm."],
    )
    assert (scored["timestamp"], scored["start_s"], scored["hold_s"]) == ("2026-03-04 12:00:10", 10.0, 20.0)
    assert (timed["accuracy"], timed["score"], timed["best"]) == (0.0, None, None)


def test_a_running_session_is_told_as_such(client: TestClient, ada: Person) -> None:
    session_id = save(client, ada, ending=None)
    session = client.get(f"/api/sessions/{session_id}", headers=ada.headers).json()["data"]
    assert (session["state"], session["ending"], session["ended_at"]) == ("live", None, None)


def test_history_is_newest_first(client: TestClient, ada: Person) -> None:
    for day in (3, 1, 2):
        save(client, ada, started_at=STARTED + timedelta(days=day))
    answer = client.get("/api/sessions", headers=ada.headers)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() >= {"success", "data", "message"}
    assert [session["date"][:10] for session in body["data"]] == ["2026-03-07", "2026-03-06", "2026-03-05"]
    assert all(session.keys() >= CONTRACT for session in body["data"])
    assert body["next_before"] is None


def test_an_empty_history_is_an_empty_list(shared: TestClient, eve: Person) -> None:
    assert shared.get("/api/sessions", headers=eve.headers).json()["data"] == []


def test_history_comes_in_pages(client: TestClient, ada: Person) -> None:
    numbers = {save(client, ada, started_at=STARTED + timedelta(days=day)) for day in range(5)}
    seen: list[int] = []
    query = "?limit=2"
    while True:
        body = client.get(f"/api/sessions{query}", headers=ada.headers).json()
        seen += [session["id"] for session in body["data"]]
        if body["next_before"] is None:
            break
        query = f"?limit=2&before={body['next_before']}"
    assert len(seen) == 5
    assert set(seen) == numbers


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=-1",
        "limit=101",
        "limit=1000000000",
        "limit=ten",
        "before=0",
        "before=-1",
        "before=99999999999999999999",
    ],
)
def test_an_odd_page_is_422(shared: TestClient, eve: Person, query: str) -> None:
    answer = shared.get(f"/api/sessions?{query}", headers=eve.headers)
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["loc"][0] == "query"


def test_statistics_have_the_contracts_shape(client: TestClient, ada: Person) -> None:
    save(client, ada, started_at=datetime.now(UTC))
    answer = client.get("/api/sessions/stats?tz=Asia/Kolkata", headers=ada.headers)
    assert answer.status_code == 200
    body = answer.json()
    assert body.keys() == {"success", "data", "message"}
    assert body["data"] == {
        "sessions_this_week": 1,
        "mindful_minutes": 2,
        "current_streak": 1,
        "total_avg_accuracy": 81.3,
    }


@pytest.mark.parametrize(
    "zone", ["Mars/Olympus", "", "../../etc/passwd", "/etc/passwd", "Europe", "x" * 65, "a%00b"]
)
def test_an_unknown_time_zone_is_422(shared: TestClient, eve: Person, zone: str) -> None:
    answer = shared.get(f"/api/sessions/stats?tz={zone}", headers=eve.headers)
    assert answer.status_code == 422
    one_sentence(answer)


def test_another_ones_session_is_as_missing_as_none(client: TestClient, ada: Person) -> None:
    eve = sign_up(client, email="eve@example.org")
    session_id = save(client, ada)
    foreign = client.get(f"/api/sessions/{session_id}", headers=eve.headers)
    missing = client.get(f"/api/sessions/{session_id + 1}", headers=eve.headers)
    assert (foreign.status_code, missing.status_code) == (404, 404)
    assert foreign.content == missing.content
    assert client.get("/api/sessions", headers=eve.headers).json()["data"] == []
    assert client.get(f"/api/sessions?before={session_id}", headers=eve.headers).json()["data"] == []
    statistics = client.get("/api/sessions/stats", headers=eve.headers).json()["data"]
    assert statistics["mindful_minutes"] == 0


@pytest.mark.parametrize("number", ["0", "-1", "abc", "1.5", "99999999999999999999", "1%20OR%201=1"])
def test_an_odd_number_is_422(shared: TestClient, eve: Person, number: str) -> None:
    assert shared.get(f"/api/sessions/{number}", headers=eve.headers).status_code == 422


def test_a_server_that_died_leaves_no_session_running(client: TestClient, ada: Person, serve: Any) -> None:
    session_id = save(client, ada, ending=None)
    again = serve()
    session = again.get(f"/api/sessions/{session_id}", headers=ada.headers).json()["data"]
    assert (session["state"], session["ending"]) == ("closed", "recovered")
    assert session["ended_at"] == "2026-03-04T12:01:30Z"


POSTED = {"duration": 1, "poses": [{"pose_name": "My own stretch", "accuracy": 60}], "avg_accuracy": 60}
FILTERS = [
    ("pose=Virabhadrasana%20II", [1]),
    ("pose=my%20own%20stretch", []),
    ("pose=My%20own%20stretch", [2]),
    ("pose_id=warrior2", [1]),
    ("pose_id=tree", []),
    ("source=video", [1]),
    ("source=jpeg", []),
    ("ending=completed", [1]),
    ("ending=idle", []),
    ("min_score=81", [1]),
    ("min_score=60", [2, 1]),
    ("since=2026-03-04&until=2026-03-04", [1]),
    ("until=2026-03-03", []),
    ("since=2026-03-05", [2]),
    ("since=2026-03-05&until=2026-03-05&tz=Pacific/Kiritimati", [1]),
    ("min_score=60&ending=completed&pose=warrior2", [1]),
]


@pytest.mark.parametrize(("query", "numbers"), FILTERS)
def test_a_filter_keeps_what_is_asked_for(
    client: TestClient, ada: Person, query: str, numbers: list[int]
) -> None:
    save(client, ada, source="video")
    client.post("/api/sessions", json=POSTED, headers=ada.headers)
    answer = client.get(f"/api/sessions?{query}", headers=ada.headers)
    assert [session["id"] for session in answer.json()["data"]] == numbers


@pytest.mark.parametrize(
    "query",
    [
        "since=yesterday", "until=20260304", "since=0001-01-01", "until=9999-12-31", "min_score=101",
        "min_score=NaN", "source=telepathy", "ending=never", "pose=", "pose_id=%00",
    ],
)  # fmt: skip
def test_an_odd_filter_is_422(shared: TestClient, eve: Person, query: str) -> None:
    assert shared.get(f"/api/sessions?{query}", headers=eve.headers).status_code == 422


def test_pages_of_what_is_wanted_follow_each_other(client: TestClient, ada: Person) -> None:
    for day in range(6):
        save(client, ada, started_at=STARTED + timedelta(days=day), source="video" if day % 2 else "jpeg")
    first = client.get("/api/sessions?source=video&limit=2", headers=ada.headers).json()
    rest = client.get(
        f"/api/sessions?source=video&limit=2&before={first['next_before']}", headers=ada.headers
    ).json()
    assert [session["id"] for session in first["data"] + rest["data"]] == [6, 4, 2]
    assert rest["next_before"] is None

"""A session over its time, and its landmarks: kept with consent alone, and nobody else's."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from server.analysis.movement import Moment
from server.analysis.summary import Ending
from tests.api.conftest import Person, one_sentence
from tests.api.test_preferences import chosen
from tests.api.test_sessions import POSTED, save


def moved(client: TestClient, person: Person, session_id: int, seconds: int = 90) -> bool:
    """Keep landmarks as the stream does, a piece for five seconds; say whether they were kept."""
    store = client.app.state.services.landmarks  # type: ignore[attr-defined]
    assert client.portal is not None
    image = np.full((33, 4), 0.25, np.float32)
    kept = [
        client.portal.call(
            store.keep, person.id, session_id, tuple(Moment(since + n / 10, image) for n in range(50))
        )
        for since in range(0, seconds, 5)
    ]
    return all(kept)


def told(client: TestClient, person: Person, path: str) -> Any:
    answer = client.get(f"/api/sessions/{path}", headers=person.headers)
    assert answer.status_code == 200, answer.text
    return answer.json()["data"]


def test_a_timeline_tells_each_second_and_the_best_moment(client: TestClient, ada: Person) -> None:
    line = told(client, ada, f"{save(client, ada)}/timeline")
    assert (line["scores"], line["duration_s"]) == ([80, None, 100], 90.0)
    assert line["started_at"] == "2026-03-04T12:00:00Z"
    assert (line["best"]["pose_id"], line["best"]["score"], line["best"]["at_s"]) == ("warrior2", 92.0, 2)
    assert (line["best"]["landmarks"], line["aspect"]) == ([[0.5] * 4] * 33, 0.5625)
    assert [pose["start_s"] for pose in line["poses"]] == [10.0, 10.0]
    assert line["landmarks_until_at"] is None


def test_a_session_that_a_client_told_of_has_no_timeline(client: TestClient, ada: Person) -> None:
    number = client.post("/api/sessions", json=POSTED, headers=ada.headers).json()["data"]["id"]
    line = told(client, ada, f"{number}/timeline")
    assert (line["scores"], line["best"], line["aspect"], line["started_at"]) == ([], None, None, None)


def test_landmarks_are_read_a_minute_at_a_time(client: TestClient, ada: Person) -> None:
    chosen(client, ada, keep_landmarks=True)
    number = save(client, ada)
    assert moved(client, ada, number)
    first = told(client, ada, f"{number}/landmarks")
    assert (len(first["moments"]), first["rate_hz"], first["next_s"]) == (600, 10, 60.0)
    assert first["moments"][7] == {"t": 0.7, "points": [[0.25, 0.25, 0.25, 0.251]] * 33}
    rest = told(client, ada, f"{number}/landmarks?from_s={first['next_s']}")
    assert (rest["moments"][0]["t"], len(rest["moments"]), rest["next_s"]) == (60.0, 300, None)
    assert told(client, ada, f"{number}/landmarks?from_s=2&for_s=0.25")["next_s"] == 2.3
    assert told(client, ada, f"{number}/timeline")["landmarks_until_at"] == first["kept_until_at"] is not None


def test_without_consent_there_are_none(client: TestClient, ada: Person) -> None:
    number = save(client, ada)
    assert not moved(client, ada, number)
    empty = told(client, ada, f"{number}/landmarks")
    assert (empty["moments"], empty["kept_until_at"], empty["next_s"]) == ([], None, None)


def test_they_can_be_deleted_and_the_session_stays(client: TestClient, ada: Person) -> None:
    chosen(client, ada, keep_landmarks=True)
    number = save(client, ada)
    moved(client, ada, number)
    assert client.delete(f"/api/sessions/{number}/landmarks", headers=ada.headers).status_code == 200
    assert told(client, ada, f"{number}/landmarks")["moments"] == []
    assert told(client, ada, f"{number}/timeline")["landmarks_until_at"] is None


def test_those_of_a_running_session_cannot(client: TestClient, ada: Person) -> None:
    chosen(client, ada, keep_landmarks=True)
    number = save(client, ada, ending=None)
    answer = client.delete(f"/api/sessions/{number}/landmarks", headers=ada.headers)
    assert (answer.status_code, answer.json()["code"]) == (409, "still_live")
    one_sentence(answer)


@pytest.mark.parametrize("query", ["from_s=-1", "for_s=0", "for_s=61", "from_s=NaN", "from_s=1e9"])
def test_an_odd_stretch_is_422(shared: TestClient, eve: Person, query: str) -> None:
    number = save(shared, eve, ending=Ending.COMPLETED)
    answer = shared.get(f"/api/sessions/{number}/landmarks?{query}", headers=eve.headers)
    assert answer.status_code == 422

"""The library for clients that draw and speak by themselves: figures, messages, and nothing sent twice."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from starlette.testclient import TestClient

from server.analysis.landmarks import NAMES
from tests.api.conftest import one_sentence


def figure(client: TestClient, name: str, query: str = "") -> dict[str, Any]:
    answer = client.get(f"/api/poses/{name}/figure{query}")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_pose_has_a_figure_on_the_ground(shared: TestClient) -> None:
    poses = shared.get("/api/poses").json()
    assert len(poses) >= 65
    for name in poses:
        told = figure(shared, name)
        for view in ("front", "from_side"):
            points = np.array(told[view])
            assert points.shape == (33, 3), name
            assert points[:, 1].max() == 0, name
            assert abs(points[:, 0].min() + points[:, 0].max()) < 0.001, name
            assert points[:, 1].min() >= -1.5, name


def test_a_figure_faces_us_and_turns_its_left_side_to_us(shared: TestClient) -> None:
    told = figure(shared, "mountain")
    front, side = (dict(zip(told["names"], told[view], strict=True)) for view in ("front", "from_side"))
    assert told["names"] == list(NAMES)
    assert front["left_shoulder"][0] > 0 > front["right_shoulder"][0]
    assert front["nose"][2] < front["left_ear"][2]
    assert side["left_shoulder"][2] < side["right_shoulder"][2]
    assert side["nose"][0] < side["left_ear"][0]
    assert side["nose"][1] < side["left_knee"][1]


def test_the_other_side_leads_where_asked(shared: TestClient) -> None:
    left, right = (figure(shared, "warrior%20II", f"?lead={side}") for side in ("left", "right"))
    assert (left["pose_id"], left["side"], right["side"]) == ("warrior2", "left", "right")
    knees = [
        dict(zip(told["names"], told["front"], strict=True))[f"{side}_knee"]
        for told, side in ((left, "left"), (right, "right"))
    ]
    assert knees[0][0] == pytest.approx(-knees[1][0], abs=0.001)
    assert figure(shared, "mountain", "?lead=right")["side"] is None


def test_there_is_no_figure_of_nothing(shared: TestClient) -> None:
    answer = shared.get("/api/poses/nope/figure")
    assert answer.status_code == 404
    one_sentence(answer)
    assert shared.get("/api/poses/tree/figure?lead=both").status_code == 422


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "hi", "de-AT", "EN"])
def test_each_language_says_every_cue(shared: TestClient, language: str) -> None:
    told = shared.get(f"/api/messages/{language}").json()
    english = shared.get("/api/messages/en").json()
    assert told["language"] == language[:2].lower()
    assert told["cues"].keys() == english["cues"].keys()
    assert told["notices"].keys() == english["notices"].keys()
    assert {"text", "short"} == next(iter(told["praise"].values())).keys()
    assert all(sides.keys() in ({"either"}, {"left", "right"}) for sides in told["cues"].values())
    assert "de" in told["languages"]


def test_a_language_that_is_not_spoken_is_404(shared: TestClient) -> None:
    answer = shared.get("/api/messages/tlh")
    assert answer.status_code == 404
    one_sentence(answer)


FIXED = ["/api/poses", "/api/poses/tree/info", "/api/poses/tree/figure", "/api/messages/en"]


@pytest.mark.parametrize("path", FIXED)
def test_what_a_client_has_is_not_sent_again(shared: TestClient, path: str) -> None:
    first = shared.get(path)
    etag = first.headers["ETag"]
    assert "no-cache" in first.headers["Cache-Control"]
    for known in (etag, f"W/{etag}", f'"another", {etag}', "*"):
        again = shared.get(path, headers={"If-None-Match": known})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert shared.get(path, headers={"If-None-Match": '"another"'}).status_code == 200


def test_different_content_has_another_tag(shared: TestClient) -> None:
    tags = [shared.get(f"/api/messages/{language}").headers["ETag"] for language in ("en", "de")]
    assert tags[0] != tags[1]

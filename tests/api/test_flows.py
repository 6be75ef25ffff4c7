"""Flows and classes over HTTP, as the stream takes them."""

from __future__ import annotations

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.stream import wire
from tests.api.conftest import one_sentence

CLASS = {"minutes": 15, "level": "beginner", "focus": "hips"}


def test_every_flow_is_there_with_its_steps(shared: TestClient) -> None:
    answer = shared.get("/api/flows")
    assert answer.status_code == 200
    flows = answer.json()
    assert len(flows) == 8
    salutation = flows["sun_salutation_a"]
    assert salutation["name"] == "Sun Salutation A"
    assert (salutation["level"], salutation["rounds"], salutation["of"]) == ("beginner", 3, 34)
    assert salutation["views"] == ["side"]
    assert salutation["steps"][7] == {
        "pose": "downdog",
        "name": "Downward-Facing Dog",
        "side": None,
        "breath": None,
        "hold_s": 25.0,
        "breaths": 5,
        "instead": [],
        "optional": False,
        "silent": False,
        "say": "exhale_downdog_five",
    }
    again = shared.get("/api/flows", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_flows_have_names_and_their_steps_words_in_the_catalogue(shared: TestClient) -> None:
    flows = shared.get("/api/flows").json()
    for language in ("en", "de", "es", "fr", "hi"):
        words = shared.get(f"/api/messages/{language}").json()
        assert words["flows"].keys() == flows.keys()
        assert {"finished", "other_side"} == words["flow"].keys()
        said = {step["say"] for flow in flows.values() for step in flow["steps"]} - {None}
        assert said == words["says"].keys()
        assert words["poses"].keys() == shared.get("/api/poses").json().keys()
        assert words["poses"]["tree"].keys() == {"left", "right", "either"}
        assert words["poses"]["mountain"].keys() == {"either"}


def test_a_class_is_made_and_the_stream_takes_it(shared: TestClient) -> None:
    answer = shared.post("/api/classes", json=CLASS | {"avoid": ["wrists"], "seed": 3})
    assert answer.status_code == 200
    made = answer.json()
    assert made["name"] == "Hips, 15 minutes"
    assert 0.8 * 900 <= made["duration_s"] <= 900
    assert made["steps"][0]["part"] == "arrive"
    assert made["steps"][-1]["pose"] == "corpse"
    assert shared.post("/api/classes", json=CLASS | {"avoid": ["wrists"], "seed": 3}).json() == made
    said = wire.parse(
        json.dumps({"type": "flow", "action": "start", "steps": made["steps"], "name": made["name"]})
    )
    assert isinstance(said, wire.Flow)


@pytest.mark.parametrize(
    "wrong",
    [
        {"minutes": 4},
        {"minutes": 61},
        {"minutes": "15"},
        {"level": "expert"},
        {"focus": "nose"},
        {"avoid": ["work"]},
        {"avoid": ["knees"] * 8},
        {"seed": -1},
        {"colour": "blue"},
    ],
)
def test_a_class_that_cannot_be_asked_for_is_422(shared: TestClient, wrong: dict[str, Any]) -> None:
    answer = shared.post("/api/classes", json=CLASS | wrong)
    assert answer.status_code == 422
    one_sentence(answer)


def test_a_class_of_which_nothing_is_left_is_400(shared: TestClient) -> None:
    avoid = ["back", "neck", "wrists", "pregnancy", "shoulders"]
    answer = shared.post("/api/classes", json={"minutes": 10, "focus": "back", "avoid": avoid})
    assert answer.status_code == 400
    assert one_sentence(answer).startswith("Nothing is left of the focus")

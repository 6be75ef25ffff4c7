"""The pose library over HTTP."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from tests.api.conftest import one_sentence

FOUNDING = [
    "chair",
    "mountain",
    "tree",
    "downdog",
    "goddess",
    "lord",
    "lowlung",
    "side_plank",
    "staff",
    "t_pose",
    "warrior2",
]


def test_every_founding_pose_is_there_with_the_contracts_fields(shared: TestClient) -> None:
    answer = shared.get("/api/poses")
    assert answer.status_code == 200
    poses = answer.json()
    assert set(FOUNDING) <= poses.keys()
    for pose in poses.values():
        assert pose["name"]
        assert pose["description"]
        assert pose["difficulty"] in ("beginner", "intermediate", "advanced")


@pytest.mark.parametrize("pose_id", FOUNDING)
def test_each_tells_about_itself(shared: TestClient, pose_id: str) -> None:
    answer = shared.get(f"/api/poses/{pose_id}/info")
    assert answer.status_code == 200
    info = answer.json()
    assert info.keys() >= {"pose_name", "display_name", "description", "analyzer_available"}
    assert info["pose_name"] == pose_id
    assert info["analyzer_available"] is True


def test_the_library_can_be_searched_by_any_name(shared: TestClient) -> None:
    assert "Adho Mukha Svanasana" in shared.get("/api/poses").json()["downdog"]["sanskrit"]
    assert "Crane Pose" in shared.get("/api/poses").json()["crow"]["aliases"]


def test_a_pose_tells_what_can_be_off_and_a_risky_one_only_how_to_be_safe(shared: TestClient) -> None:
    warrior = shared.get("/api/poses/warrior2/info").json()
    assert any("knee" in fault for fault in warrior["faults"])
    assert not warrior["safety_only"]
    risky = shared.get("/api/poses/headstand/info").json()
    assert (risky["safety_only"], risky["faults"]) == (True, [])
    assert risky["safety"]


@pytest.mark.parametrize(
    ("name", "pose_id"), [("lowlunge", "lowlung"), ("Warrior%20II", "warrior2"), ("downward_dog", "downdog")]
)
def test_other_names_lead_to_the_same_pose(shared: TestClient, name: str, pose_id: str) -> None:
    assert shared.get(f"/api/poses/{name}/info").json()["pose_name"] == pose_id


@pytest.mark.parametrize("name", ["nope", "%00", "..", "x" * 100, "%F0%9F%A7%98", "'"])
def test_an_unknown_pose_is_404(shared: TestClient, name: str) -> None:
    answer = shared.get(f"/api/poses/{name}/info")
    assert answer.status_code == 404
    one_sentence(answer)

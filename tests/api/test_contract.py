"""A client written from the contract alone walks through it in order; every field is there, of its type."""

from __future__ import annotations

import re
from typing import Any

from starlette.testclient import TestClient

PERSON = {
    "fullname": "Grace Hopper",
    "email": "grace@example.org",
    "password": "password123",
    "sex": "female",
    "dob": "1991-12-09",
}
SESSION = {
    "duration": 15,
    "poses": [
        {"pose_name": "warrior2", "accuracy": 87.25, "feedback": ["Good."], "improvements": ["Sink lower."]},
        {"pose_name": "My own flow", "accuracy": 70},
    ],
    "avg_accuracy": 78.625,
}
POSE: dict[str, Any] = {
    "pose_name": str,
    "accuracy": float,
    "feedback": list,
    "improvements": list,
    "timestamp": str,
}
STORED: dict[str, Any] = {
    "id": int,
    "user_id": int,
    "date": str,
    "duration": int,
    "avg_accuracy": float,
    "total_poses": int,
    "poses": list,
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d")


def has(shape: dict[str, Any], told: dict[str, Any]) -> dict[str, Any]:
    """What the contract names is there, and of its type."""
    wrong = {name: told.get(name) for name, kind in shape.items() if type(told.get(name)) is not kind}
    assert wrong == {}
    return told


class Walk:
    def __init__(self, client: TestClient) -> None:
        self.client = client
        self.headers: dict[str, str] = {}

    def __call__(self, method: str, path: str, json: Any = None) -> dict[str, Any]:
        answer = self.client.request(method, path, json=json, headers=self.headers)
        assert answer.status_code == 200, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def session(self, method: str, path: str, json: Any = None) -> dict[str, Any]:
        told = has({"success": bool, "data": dict, "message": str}, self(method, path, json))
        session = has(STORED, told["data"])
        assert MOMENT.fullmatch(session["date"])
        for pose in session["poses"]:
            assert MOMENT.fullmatch(has(POSE, pose)["timestamp"])
        return session

    def stats(self) -> dict[str, Any]:
        told = has({"success": bool, "data": dict, "message": str}, self("GET", "/api/sessions/stats"))
        return told["data"]  # type: ignore[no-any-return]


def test_a_client_walks_through_the_contract(client: TestClient) -> None:
    walk = Walk(client)
    health = has(
        {"status": str, "message": str, "timestamp": str, "available_poses": int, "poses": list},
        walk("GET", "/api/health"),
    )
    assert health["status"] == "healthy"

    login_shape = {"access_token": str, "token_type": str, "user_id": int, "fullname": str, "email": str}
    signed_up = has(login_shape, walk("POST", "/auth/signup", PERSON))
    login = {name: PERSON[name] for name in ("email", "password")}
    logged_in = has(login_shape, walk("POST", "/auth/login", login))
    assert logged_in["user_id"] == signed_up["user_id"]
    walk.headers = {"Authorization": f"Bearer {logged_in['access_token']}"}

    assert walk.stats() == {
        "sessions_this_week": 0,
        "mindful_minutes": 0,
        "current_streak": 0,
        "total_avg_accuracy": 0.0,
    }

    created = walk.session("POST", "/api/sessions", SESSION)
    assert (created["user_id"], created["duration"], created["total_poses"]) == (logged_in["user_id"], 15, 2)
    assert created["avg_accuracy"] == 78.625
    first, second = created["poses"]
    assert (first["pose_name"], first["accuracy"], first["improvements"]) == (
        "warrior2",
        87.25,
        ["Sink lower."],
    )
    assert (second["pose_name"], second["feedback"], second["improvements"]) == ("My own flow", [], [])
    assert (first["pose_id"], second["pose_id"]) == ("warrior2", None)

    listed = has({"success": bool, "data": list, "message": str}, walk("GET", "/api/sessions"))
    assert [session["id"] for session in listed["data"]] == [created["id"]]
    assert walk.session("GET", f"/api/sessions/{created['id']}") == created

    change = {"duration": 20, "poses": [{"pose_name": "tree", "accuracy": 90}], "avg_accuracy": 90}
    changed = walk.session("PUT", f"/api/sessions/{created['id']}", change)
    assert (changed["id"], changed["date"]) == (created["id"], created["date"])
    assert (changed["duration"], changed["total_poses"], changed["avg_accuracy"]) == (20, 1, 90.0)
    assert [pose["pose_name"] for pose in changed["poses"]] == ["tree"]

    assert walk.stats() == {
        "sessions_this_week": 1,
        "mindful_minutes": 20,
        "current_streak": 1,
        "total_avg_accuracy": 90.0,
    }
    has({"success": bool, "message": str}, walk("DELETE", f"/api/sessions/{created['id']}"))
    gone = client.get(f"/api/sessions/{created['id']}", headers=walk.headers)
    assert gone.status_code == 404
    assert walk.stats()["mindful_minutes"] == 0


def test_the_service_tells_what_it_can_do(shared: TestClient) -> None:
    walk = Walk(shared)
    information = has(
        {
            "analyzer_type": str,
            "description": str,
            "supported_poses": list,
            "detection_methods": dict,
            "features": list,
        },
        walk("GET", "/api/enhanced-pose-info"),
    )
    assert information["detection_methods"].keys() == {"rule_based", "ml_based"}
    summary = has(
        {
            "total_poses_supported": int,
            "pose_categories": dict,
            "difficulty_levels": list,
            "analysis_features": list,
        },
        walk("GET", "/api/analytics/summary"),
    )
    poses = walk("GET", "/api/poses")
    assert summary["total_poses_supported"] == len(poses) == len(information["supported_poses"])
    for grouped in ("pose_categories", "poses_by_difficulty"):
        assert sorted(pose for group in summary[grouped].values() for pose in group) == sorted(poses)

"""The document names all there is, and speaks to people."""

from __future__ import annotations

import jsonschema_rs  # what schemathesis validates with
from starlette.testclient import TestClient


def test_the_document_names_the_contract(shared: TestClient) -> None:
    document = shared.get("/openapi.json").json()
    assert document["openapi"].startswith("3.1")
    found = {f"{method.upper()} {path}" for path, methods in document["paths"].items() for method in methods}
    assert found == {
        "POST /auth/signup",
        "POST /auth/login",
        "POST /auth/refresh",
        "POST /auth/logout",
        "PUT /auth/password",
        "POST /auth/reset",
        "POST /auth/reset/confirm",
        "PUT /auth/email",
        "POST /auth/email/confirm",
        "GET /auth/me",
        "PATCH /auth/me",
        "DELETE /auth/me",
        "GET /auth/protected",
        "GET /api/preferences",
        "PATCH /api/preferences",
        "GET /api/export",
        "GET /api/export/sessions.csv",
        "GET /api/export/goals.csv",
        "GET /api/sessions",
        "GET /api/sessions/stats",
        "GET /api/progress",
        "GET /api/progress/{pose_name}",
        "GET /api/goals",
        "POST /api/goals",
        "PUT /api/goals/{goal_id}",
        "DELETE /api/goals/{goal_id}",
        "GET /api/achievements",
        "GET /api/leaderboard",
        "POST /api/sessions",
        "POST /api/sessions/import",
        "GET /api/sessions/{session_id}",
        "PUT /api/sessions/{session_id}",
        "DELETE /api/sessions/{session_id}",
        "GET /api/sessions/{session_id}/timeline",
        "GET /api/sessions/{session_id}/landmarks",
        "DELETE /api/sessions/{session_id}/landmarks",
        "GET /api/poses",
        "GET /api/poses/{pose_name}/info",
        "GET /api/poses/{pose_name}/figure",
        "GET /api/messages/{language}",
        "GET /api/flows",
        "POST /api/classes",
        "POST /api/analyze-pose",
        "POST /api/analyze/{pose_name}",
        "POST /api/batch-analyze",
        "GET /api/analyses",
        "POST /api/analyses",
        "GET /api/analyses/{job_id}",
        "DELETE /api/analyses/{job_id}",
        "GET /api/analyses/{job_id}/events",
        "GET /api/health",
        "GET /api/ready",
        "GET /metrics",
        "GET /api/operator/sessions",
        "DELETE /api/operator/sessions/{practice}",
        "GET /api/enhanced-pose-info",
        "GET /api/analytics/summary",
        "GET /",
    }


def test_every_operation_is_named_described_and_grouped(shared: TestClient) -> None:
    document = shared.get("/openapi.json").json()
    groups = {tag["name"] for tag in document["tags"]}
    operations = [operation for methods in document["paths"].values() for operation in methods.values()]
    assert all(operation["summary"] and operation["description"] for operation in operations)
    assert {tag for operation in operations for tag in operation["tags"]} == groups
    for name in ("Signup", "Login", "SessionIn", "Picture", "ClassIn"):
        assert document["components"]["schemas"][name]["examples"]


def test_every_example_is_what_its_schema_says(shared: TestClient) -> None:
    document = shared.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    shown = {name: schema["examples"] for name, schema in schemas.items() if "examples" in schema}
    assert shown.keys() >= {"Problem", "Signup", "LoggedIn", "GoalIn", "Timeline", "FlowOut", "ClassOut"}
    for name, examples in shown.items():
        schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        for one in examples:
            assert [error.message for error in jsonschema_rs.iter_errors(schema, one)] == []


def test_the_document_loads_nothing_from_elsewhere(shared: TestClient) -> None:
    assert "http://" not in shared.get("/openapi.json").text.replace("http://localhost", "")

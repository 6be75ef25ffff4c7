"""What the operator asks: ready or not, and the metrics, which are not for everybody."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.settings import Settings
from tests.api.conftest import Person, one_sentence, sign_up


def test_a_server_that_serves_is_ready(shared: TestClient) -> None:
    answer = shared.get("/api/ready")
    assert (answer.status_code, answer.json()) == (200, {"status": "ready", "sessions": 0})


def test_one_that_is_about_to_stop_is_not(client: TestClient) -> None:
    services = client.app.state.services  # type: ignore[attr-defined]
    assert client.portal is not None
    client.portal.call(services.roster.stop, 0.1)
    answer = client.get("/api/ready")
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert client.get("/api/health").status_code == 200


def here(folder: Path) -> TestClient:
    """An application that is asked from its own machine."""
    settings = Settings(engine="scripted", data_dir=folder, max_loop_lag_s=60.0)
    return TestClient(create_app(settings), base_url="http://localhost", client=("127.0.0.1", 50000))


def test_this_machine_itself_reads_the_metrics(tmp_path: Path) -> None:
    with here(tmp_path) as client:
        client.get("/api/health")
        client.get("/nope/secret-in-the-path")
        answer = client.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain")
        lines = answer.text.splitlines()
        assert 'yoga_http_requests_total{method="GET",status="200"} 1.0' in lines
        assert 'yoga_http_requests_total{method="GET",status="404"} 1.0' in lines
        assert "yoga_sessions_live 0.0" in lines
        assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
        assert "secret" not in answer.text


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_behind_a_proxy_nobody_is_this_machine(tmp_path: Path, header: str) -> None:
    with here(tmp_path) as client:
        assert client.get("/metrics", headers={header: "203.0.113.9"}).status_code == 401


def test_others_need_to_be_operators(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 401
    eve: Person = sign_up(client, email="eve@example.org")
    answer = client.get("/metrics", headers=eve.headers)
    assert answer.status_code == 403
    one_sentence(answer)

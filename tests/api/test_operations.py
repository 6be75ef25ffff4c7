"""What the operator asks: ready or not, and the metrics, which are not for everybody."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from server.app import create_app
from server.settings import Settings
from server.stream.wire import Picture, pack_picture
from tests.api.conftest import Person, one_sentence, sign_up
from tests.engine_rig import drawn


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


DOCS = Path(__file__).parents[2] / "docs"
PRACTICE = "ws://localhost/ws/practice"


def here(folder: Path, **given: Any) -> TestClient:
    """An application that is asked from its own machine."""
    settings = Settings(engine="scripted", data_dir=folder, max_loop_lag_s=60.0, **given)
    return TestClient(create_app(settings), base_url="http://localhost", client=("127.0.0.1", 50000))


def test_this_machine_itself_reads_the_metrics(tmp_path: Path) -> None:
    with here(tmp_path) as client:
        client.get("/api/health")
        client.get("/nope/secret-in-the-path")
        answer = client.get("/metrics")
        assert answer.status_code == 200
        assert answer.headers["Content-Type"].startswith("text/plain")
        lines = answer.text.splitlines()
        assert 'yoga_http_requests_total{method="GET",route="/api/health",status="200"} 1.0' in lines
        assert 'yoga_http_requests_total{method="GET",route="other",status="404"} 1.0' in lines
        assert 'yoga_http_problems_total{code="not_found"} 1.0' in lines
        assert "yoga_sessions_live 0.0" in lines
        assert "yoga_store_errors_total 0.0" in lines
        assert any(line.startswith("process_resident_memory_bytes ") for line in lines)
        assert "secret" not in answer.text


def test_what_happens_in_a_practice_is_counted(tmp_path: Path) -> None:
    with here(tmp_path) as client, client.websocket_connect(PRACTICE) as socket:
        socket.send_json({"type": "hello", "version": 1})
        assert socket.receive_json()["type"] == "welcome"
        socket.send_bytes(pack_picture(Picture(1, 100_000, drawn("tree", 20.0)[0])))
        assert socket.receive_json()["type"] == "feedback"
        socket.send_bytes(pack_picture(Picture(2, 200_000, b"no picture")))
        assert socket.receive_json()["type"] == "error"
        socket.send_json({"type": "stop"})
        while socket.receive_json()["type"] != "summary":
            pass
        lines = client.get("/metrics").text.splitlines()
    assert 'yoga_sessions_begun_total{source="jpeg"} 1.0' in lines
    assert 'yoga_sessions_ended_total{ending="completed"} 1.0' in lines
    assert "yoga_frames_received_total 1.0" in lines
    assert "yoga_frames_answered_total 1.0" in lines
    assert 'yoga_stream_unusable_total{code="bad_frame"} 1.0' in lines
    assert 'yoga_stream_errors_total{code="bad_frame"} 1.0' in lines
    assert 'yoga_stage_seconds_count{stage="gate"} 2.0' in lines
    for stage in ("wait", "detect", "coach", "send", "total"):
        assert f'yoga_stage_seconds_count{{stage="{stage}"}} 1.0' in lines
        assert f'yoga_stage_seconds_bucket{{le="+Inf",stage="{stage}"}} 1.0' in lines


METRIC = re.compile(r"yoga_[a-z_]+")


def test_the_dashboard_and_the_manual_name_metrics_that_there_are(tmp_path: Path) -> None:
    with here(tmp_path) as client:
        told = set(METRIC.findall(client.get("/metrics").text))
    for document in ("grafana.json", "operations.md"):
        named = set(METRIC.findall((DOCS / document).read_text()))
        assert named - {"yoga_assistant"} <= told | {name.removesuffix("_total") for name in told}, document


def test_a_refusal_is_counted_by_its_code(tmp_path: Path) -> None:
    with here(tmp_path) as client:
        with client.websocket_connect(PRACTICE) as socket:
            socket.send_json({"type": "hello", "version": 1, "token": "nonsense"})
            assert socket.receive_json()["code"] == "not_authenticated"
        assert 'yoga_stream_errors_total{code="not_authenticated"} 1.0' in client.get("/metrics").text


def test_labels_are_never_what_somebody_sent(tmp_path: Path) -> None:
    with here(tmp_path) as client:
        client.request("BREW", "/api/poses/secret/info")
        client.get("/api/poses/secret/info")
        client.get("/api/health", headers={"Host": "secret.example"})
        text = client.get("/metrics").text
    assert "secret" not in text
    assert "BREW" not in text
    assert 'method="OTHER"' in text
    assert 'route="/api/poses/{pose_name}/info"' in text
    assert 'yoga_http_problems_total{code="unknown_host"} 1.0' in text


@pytest.mark.parametrize("host", ["coach.example", "192.0.2.7"])
def test_a_proxy_that_adds_no_header_is_told_by_the_name_it_passes_on(tmp_path: Path, host: str) -> None:
    with here(tmp_path, trusted_hosts="coach.example") as client:
        assert client.get("/metrics", headers={"Host": host}).status_code == 401
        assert client.get("/metrics", headers={"Host": "[::1]:8000"}).status_code == 200


@pytest.mark.parametrize("header", ["X-Forwarded-For", "X-Forwarded-Proto", "Forwarded", "X-Real-IP", "Via"])
def test_behind_a_proxy_nobody_is_this_machine(tmp_path: Path, header: str) -> None:
    with here(tmp_path) as client:
        assert client.get("/metrics", headers={header: "203.0.113.9"}).status_code == 401


def test_others_need_to_be_operators(client: TestClient) -> None:
    assert client.get("/metrics").status_code == 401
    eve: Person = sign_up(client, email="eve@example.org")
    answer = client.get("/metrics", headers=eve.headers)
    assert answer.status_code == 403
    one_sentence(answer)

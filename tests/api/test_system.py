"""The service itself: health, the page or the API at `/`, headers, hosts, bodies that mean harm."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from fastapi import FastAPI
from starlette.testclient import TestClient, WebSocketDenialResponse

from server.api import pages
from server.api.middleware import SECURITY
from tests.api.conftest import ADA, Person, Serve, one_sentence

BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def test_health_has_the_contracts_shape(shared: TestClient) -> None:
    answer = shared.get("/api/health")
    assert answer.status_code == 200
    health = answer.json()
    assert health.keys() == {"status", "message", "timestamp", "available_poses", "poses"}
    assert health["status"] == "healthy"
    assert health["available_poses"] == len(health["poses"]) >= 11


def test_a_program_gets_information_at_the_root(shared: TestClient) -> None:
    answer = shared.get("/", headers={"Accept": "application/json"})
    assert answer.status_code == 200
    information = answer.json()
    assert information.keys() == {"message", "version", "supported_poses", "endpoints"}
    assert "GET /api/health" in information["endpoints"]
    assert answer.headers["Vary"] == "Accept"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A client as the build leaves it."""
    web = tmp_path / "web"
    (web / "assets").mkdir(parents=True)
    (web / "index.html").write_text("<!doctype html><title>Yoga Assistant</title>")
    (web / "assets" / "index-abc123.js").write_text("export {}")
    (web / "favicon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    monkeypatch.setattr(pages, "WEB", web)
    return web


PAGES = [
    "/",
    "/practice",
    "/sessions",
    "/sessions/7",
    "/signup",
    "/login",
    "/privacy",
    "/settings",
    "/help",
    "/poses",
    "/poses/tree",
    "/progress",
    "/flows",
    "/flows/sun",
]


def test_a_browser_gets_the_page_at_every_path_of_its_own(built: Path, serve: Serve) -> None:
    client = serve()
    for path in PAGES:
        answer = client.get(path, headers=BROWSER)
        assert answer.status_code == 200, path
        assert answer.headers["Content-Type"].startswith("text/html")
        assert answer.headers["Cache-Control"] == "no-cache"
        assert "<title>Yoga Assistant" in answer.text


def test_built_files_are_kept_for_ever_and_the_others_asked_for_again(built: Path, serve: Serve) -> None:
    client = serve()
    asset = client.get("/assets/index-abc123.js")
    assert asset.status_code == 200
    assert "immutable" in asset.headers["Cache-Control"]
    assert asset.headers["Content-Type"].startswith("text/javascript")
    icon = client.get("/favicon.svg")
    assert (icon.status_code, icon.headers["Cache-Control"]) == (200, "no-cache")


NOT_FOUND = [
    "/api/nope",
    "/api/poses/x",
    "/auth/nope",
    "/assets/nope.js",
    "/assets/%2e%2e/index.html",
    "/docs/files/nope.js",
    "/assets",
    "/assets/",
]
STRAYS = ["/nope", "/index.html/", "/assets/../index.html", "/sessions/7/more", "/wp-login.php"]


def test_where_programs_ask_nothing_is_found_in_json(built: Path, serve: Serve) -> None:
    client = serve()
    for path in NOT_FOUND:
        answer = client.get(path, headers=BROWSER)
        assert answer.status_code == 404, path
        assert answer.json()["code"] == "not_found"


def test_somebody_astray_in_a_browser_gets_the_page_which_says_so(built: Path, serve: Serve) -> None:
    client = serve()
    for path in STRAYS:
        answer = client.get(path, headers=BROWSER)
        assert answer.status_code == 404, path
        assert "<title>Yoga Assistant" in answer.text
        assert {name: answer.headers[name] for name in SECURITY} == SECURITY
        assert client.get(path).json()["code"] == "not_found"
        assert client.post(path, headers=BROWSER).json()["status"] == 404


def test_without_a_built_client_a_stray_gets_json(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    monkeypatch.setattr(pages, "WEB", tmp_path / "nothing")
    assert serve().get("/nope", headers=BROWSER).json()["code"] == "not_found"


def test_without_a_built_client_a_browser_is_told_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve
) -> None:
    monkeypatch.setattr(pages, "WEB", tmp_path / "nothing")
    client = serve()
    for path in ("/", "/practice"):
        answer = client.get(path, headers=BROWSER)
        assert answer.status_code == 503
        assert "make run" in answer.text
    assert client.get("/").status_code == 200


def test_a_wrong_method_is_405_and_the_right_ones_are_named(shared: TestClient) -> None:
    answer = shared.delete("/api/health")
    assert answer.status_code == 405
    assert answer.headers["Allow"] == "GET"
    one_sentence(answer)


@pytest.mark.parametrize("path", ["/", "/api/health", "/nope", "/api/sessions", "/openapi.json", "/practice"])
def test_every_answer_carries_the_security_headers(shared: TestClient, path: str) -> None:
    headers = shared.get(path, headers=BROWSER).headers
    assert {name: headers[name] for name in SECURITY} == SECURITY
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_over_tls_the_browser_is_told_to_stay_there(shared: TestClient) -> None:
    assert "Strict-Transport-Security" in shared.get("https://localhost/api/health").headers


def test_what_nobody_foresaw_is_a_plain_500_with_the_headers(client: TestClient) -> None:
    app = client.app
    assert isinstance(app, FastAPI)

    @app.get("/broken")
    async def broken() -> None:
        raise RuntimeError("the secret is in the message")

    answer = client.get("/broken")
    assert answer.status_code == 500
    assert answer.json() == {
        "type": "about:blank",
        "title": "Internal Server Error",
        "status": 500,
        "detail": "Something went wrong on our side.",
        "code": "internal",
    }
    assert {name: answer.headers[name] for name in SECURITY} == SECURITY


LOGGED = {
    "/api/poses/somebody/info": "/api/poses/{pose_name}/info",
    "/api/health?token=secret": "/api/health",
    "/whip/a-secret/feedback": "/whip/…/feedback",
    "/whip/a-secret": "/whip/…",
    "/nope": "/nope",
    "/nope%1b%5b31m%0a": r"'/nope\x1b[31m\n'",
}


def test_a_request_is_logged_without_what_is_in_it(shared: TestClient) -> None:
    for path, logged in LOGGED.items():
        with structlog.testing.capture_logs() as lines:
            shared.get(path)
        assert [line["path"] for line in lines if line["event"] == "request"] == [logged]


@pytest.mark.parametrize("path", ["/api/health", "/api/sessions", "/auth/me"])
def test_no_answer_of_the_api_is_kept_by_a_cache(shared: TestClient, path: str) -> None:
    assert shared.get(path).headers["Cache-Control"] == "no-store"


GOOD_HOSTS = [
    "localhost",
    "localhost:8000",
    "127.0.0.1:8000",
    "[::1]:8000",
    "192.168.1.20:8000",
    "LOCALHOST",
    "yoga.example:8000",
]
BAD_HOSTS = [
    "evil.example",
    "localhost.evil.example",
    "evil.example:8000",
    "127.0.0.1.evil.example",
    "",
    "[::1",
    "localhost@evil.example",
    "xlocalhost",
]


def test_our_own_names_are_known_and_no_other(serve: Serve) -> None:
    client = serve(trusted_hosts="yoga.example")
    for host in GOOD_HOSTS:
        assert client.get("/api/health", headers={"Host": host}).status_code == 200, host
    for host in BAD_HOSTS:
        answer = client.get("/api/health", headers={"Host": host})
        assert (answer.status_code, answer.json()["code"]) == (400, "unknown_host"), host


def test_a_socket_for_a_foreign_name_is_turned_away(shared: TestClient) -> None:
    with (
        pytest.raises(WebSocketDenialResponse) as caught,
        shared.websocket_connect("/ws/practice", headers={"Host": "evil.example"}),
    ):
        pass
    assert caught.value.status_code == 400


def test_the_operator_may_let_any_name_in(serve: Serve) -> None:
    assert serve(trusted_hosts="*").get("/api/health", headers={"Host": "any.example"}).status_code == 200


PREFLIGHT = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://app.example.evil.example", "http://app.example"]
)
def test_another_origin_is_told_nothing(serve: Serve, origin: str) -> None:
    client = serve(allowed_origins="https://app.example")
    answer = client.get("/api/health", headers={"Origin": origin})
    assert "Access-Control-Allow-Origin" not in answer.headers
    refused = client.options("/auth/login", headers={"Origin": origin} | PREFLIGHT)
    assert refused.status_code == 400
    assert "Access-Control-Allow-Origin" not in refused.headers


def test_a_named_origin_may_ask_and_never_with_cookies(serve: Serve) -> None:
    client = serve(allowed_origins="https://app.example/, https://other.example")
    headers = {"Origin": "https://app.example"}
    assert (
        client.get("/api/health", headers=headers).headers["Access-Control-Allow-Origin"] == headers["Origin"]
    )
    preflight = client.options("/auth/login", headers=headers | PREFLIGHT)
    assert preflight.status_code == 200
    keyed = PREFLIGHT | {"Access-Control-Request-Headers": "authorization, content-type, idempotency-key"}
    assert client.options("/api/sessions", headers=headers | keyed).status_code == 200
    assert "Access-Control-Allow-Credentials" not in preflight.headers


def test_by_default_no_origin_is_named(shared: TestClient) -> None:
    answer = shared.get("/api/health", headers={"Origin": "https://app.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def body(**changes: Any) -> str:
    return json.dumps(ADA | changes)


ODD_BODIES: dict[str, bytes | str] = {
    "empty": "",
    "null": "null",
    "a list": "[]",
    "a number": "1",
    "a string": '"x"',
    "not closed": "{",
    "a comma too many": body()[:-1] + ",}",
    "single quotes": "{'email': 'a'}",
    "a comment": "/* */" + body(),
    "two values": body() + body(),
    "not UTF-8": b'{"email": "\xff\xfe"}',
    "UTF-16": body().encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf" + body().encode(),
    "NUL bytes": b"\0" * 100,
    "deep lists": "[" * 30_000,
    "deep lists, closed": "[" * 30_000 + "]" * 30_000,
    "deep objects": '{"a":' * 10_000 + "1" + "}" * 10_000,
    "deep inside a field": body(fullname=1).replace("1,", "[" * 5000 + "]" * 5000 + ",", 1),
    "a 5000-digit number": '{"email": ' + "9" * 5000 + "}",
    "2^63": '{"email": 9223372036854775808, "password": "x"}',
    "1e999": '{"email": 1e999, "password": "x"}',
    "NaN": '{"email": NaN, "password": "x"}',
    "Infinity": '{"email": -Infinity, "password": "x"}',
    "a lone surrogate": '{"email": "\\ud800@example.org", "password": "x"}',
    "a lone surrogate in the password": '{"email": "a@example.org", "password": "\\udfff"}',
    "a NUL": '{"email": "a\\u0000@example.org", "password": "x"}',
    "many fields": json.dumps({f"field{n}": n for n in range(2000)}),
    "__proto__": '{"__proto__": {}, "email": "a@example.org", "password": "x"}',
}


@pytest.mark.parametrize("path", ["/auth/signup", "/auth/login"])
@pytest.mark.parametrize("odd", ODD_BODIES.values(), ids=ODD_BODIES)
def test_an_odd_body_is_told_and_breaks_nothing(shared: TestClient, path: str, odd: bytes | str) -> None:
    answer = shared.post(path, content=odd, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422), answer.text
    one_sentence(answer)
    assert shared.get("/api/health").status_code == 200


@pytest.mark.parametrize(
    "kind",
    [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/xml",
        "",
        "application/jsonp",
    ],
)
def test_a_form_of_a_foreign_page_is_not_read_as_json(shared: TestClient, kind: str) -> None:
    answer = shared.post("/auth/signup", content=body(), headers={"Content-Type": kind})
    assert answer.status_code == 415
    one_sentence(answer)


def test_json_with_a_charset_is_json(client: TestClient) -> None:
    headers = {"Content-Type": "application/json; charset=utf-8"}
    assert client.post("/auth/signup", content=body(), headers=headers).status_code == 200


def test_a_body_over_the_limit_is_413(shared: TestClient) -> None:
    answer = shared.post("/auth/login", json={"email": "a@example.org", "password": "x" * 70_000})
    assert answer.status_code == 413
    one_sentence(answer)


def test_a_body_that_hides_its_length_is_413_too(shared: TestClient) -> None:
    def chunks() -> Iterator[bytes]:
        yield b'{"email": "a@example.org", "password": "'
        for _ in range(20):
            yield b"x" * 10_000
        yield b'"}'

    answer = shared.post("/auth/login", content=chunks(), headers={"Content-Type": "application/json"})
    assert answer.status_code == 413


def test_a_body_up_to_the_limit_is_read(shared: TestClient) -> None:
    answer = shared.post("/auth/login", json={"email": "a@example.org", "password": "x" * 60_000})
    assert answer.status_code == 401


def test_a_database_that_does_not_answer_is_503_with_a_time(
    client: TestClient, ada: Person, tmp_path: Path
) -> None:
    with sqlite3.connect(tmp_path / "yoga_assistant.db") as other:
        other.execute("ALTER TABLE sessions RENAME TO gone")
    other.close()
    answer = client.get("/api/sessions", headers=ada.headers)
    assert answer.status_code == 503
    assert answer.json()["code"] == "store_unavailable"
    assert int(answer.headers["Retry-After"]) >= 1
    assert "gone" not in answer.text
    assert "sqlite" not in answer.text.lower()


def test_the_summary_is_counted_from_the_library(shared: TestClient) -> None:
    told = shared.get("/api/analytics/summary").json()
    poses = shared.get("/api/poses").json()
    assert told["total_poses_supported"] == len(poses)
    assert {pose for of in told["pose_categories"].values() for pose in of} == poses.keys()
    assert {pose for of in told["poses_by_difficulty"].values() for pose in of} == poses.keys()
    for level, of in told["poses_by_difficulty"].items():
        assert {poses[pose]["difficulty"] for pose in of} <= {level}
    assert told["total_cues"] == len(shared.get("/api/messages/en").json()["cues"])
    assert told["languages"] == shared.get("/api/messages/en").json()["languages"]
    flows = shared.get("/api/flows").json()
    assert told["total_flows"] == len(flows) > 0

"""Documentation for programmers: complete, true, and asking no other host for anything."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from server.api import pages
from tests.api.conftest import Serve

GOLDEN = Path(__file__).parents[1] / "wire"


@pytest.mark.parametrize(("path", "title"), [("/docs", "swagger"), ("/redoc", "redoc")])
def test_both_pages_load_from_this_server_only(shared: TestClient, path: str, title: str) -> None:
    if not (pages.WEB / "docs").is_dir():
        pytest.skip("the client is not built")
    answer = shared.get(path, headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert f'id="{title}"' in answer.text
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "http" not in policy
    loaded = re.findall(r'(?:src|href)="([^"]+)"', answer.text)
    assert len(loaded) >= 3
    for address in loaded:
        assert address.startswith("/")
        assert shared.get(address).status_code == 200, address


def test_without_a_build_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, serve: Serve) -> None:
    monkeypatch.setattr(pages, "WEB", tmp_path)
    client = serve()
    for path in ("/docs", "/redoc"):
        assert client.get(path).status_code == 503
    assert client.get("/docs/files/swagger.js").status_code == 404


def asyncapi(client: TestClient) -> dict[str, Any]:
    answer = client.get("/asyncapi.json")
    assert answer.status_code == 200
    document: dict[str, Any] = answer.json()
    return document


def test_the_stream_is_described_whole(shared: TestClient) -> None:
    document = asyncapi(shared)
    assert document["asyncapi"].startswith("3.")
    hear, tell = document["operations"]["hear"], document["operations"]["tell"]
    assert (hear["action"], tell["action"]) == ("receive", "send")
    names = [{ref["$ref"].rpartition("/")[2] for ref in one["messages"]} for one in (hear, tell)]
    assert names[0] >= {"hello", "set", "flow", "pause", "stop", "reauth", "landmarks", "frame"}
    assert names[1] >= {"welcome", "feedback", "status", "event", "error", "going_away", "summary"}


def test_every_reference_leads_somewhere(shared: TestClient) -> None:
    document = asyncapi(shared)
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(document)):
        found: Any = document
        for part in reference.split("/"):
            found = found[part]
        assert found


def test_the_golden_messages_are_as_the_document_says(shared: TestClient) -> None:
    document = asyncapi(shared)
    golden = json.loads((GOLDEN / "server.json").read_text())
    messages = golden if isinstance(golden, list) else list(golden.values())
    told = [
        m for m in TypeAdapter(list[Any]).validate_python(messages) if isinstance(m, dict) and "type" in m
    ]
    assert told
    for message in told:
        payload = document["components"]["messages"][message["type"]]["payload"]["$ref"]
        schema = document["components"]["schemas"][payload.rpartition("/")[2]]
        assert set(schema["required"]) == set(message)

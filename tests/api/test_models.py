"""The landmark model over HTTP, and the policy of the one file that may run it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from server.analysis.engines.models import MODELS
from server.api import pages
from tests.api.conftest import Serve, application, one_sentence


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    folder = tmp_path / "cache"
    folder.mkdir()
    return folder


def keep(cache: Path, variant: str, bundle: bytes) -> None:
    path = cache / MODELS[variant].file
    path.write_bytes(bundle)
    path.with_name(f"{path.name}.sha256").write_text(hashlib.sha256(bundle).hexdigest())


def test_the_bundle_is_sent_from_the_cache(serve: Serve, cache: Path) -> None:
    keep(cache, "full", b"a bundle")
    answer = serve(model_dir=cache).get("/models/pose_full.task")
    assert (answer.status_code, answer.content) == (200, b"a bundle")
    assert "max-age" in answer.headers["Cache-Control"]


def test_a_damaged_bundle_is_not_sent(serve: Serve, cache: Path) -> None:
    keep(cache, "full", b"a bundle")
    (cache / MODELS["full"].file).write_bytes(b"another")
    assert serve(model_dir=cache).get("/models/pose_full.task").status_code == 404


@pytest.mark.parametrize("variant", ["lite", "huge", "..%2f..%2fpasswd"])
def test_what_is_not_there_is_told_and_not_fetched(serve: Serve, cache: Path, variant: str) -> None:
    answer = serve(model_dir=cache).get(f"/models/pose_{variant}.task")
    assert answer.status_code == 404
    assert one_sentence(answer)
    assert list(cache.iterdir()) == []


def test_only_the_finder_may_run_webassembly(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assets = tmp_path / "web" / "assets"
    assets.mkdir(parents=True)
    for name in ("finder.worker-Ab_1-x.js", "index-Ab1.js"):
        (assets / name).write_text("")
    monkeypatch.setattr(pages, "WEB", assets.parent)
    with application(tmp_path) as client:
        finder, other = policy(client, "finder.worker-Ab_1-x.js"), policy(client, "index-Ab1.js")
    assert "'wasm-unsafe-eval'" in finder
    assert "connect-src 'self'" in finder
    assert "unsafe" not in other


def policy(client: TestClient, name: str) -> str:
    answer = client.get(f"/assets/{name}")
    assert answer.status_code == 200
    return answer.headers["Content-Security-Policy"]

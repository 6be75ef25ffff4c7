"""A client that is neither aiortc nor a browser: libwebrtc in node, of the npm package @roamhq/wrtc."""

from __future__ import annotations

import json
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import simplejpeg
from av.video.frame import VideoFrame

from tests.serving import Serving, held, serving

pytestmark = pytest.mark.slow
HERE = Path(__file__).with_name("libwebrtc")
NPM = Path(__file__).parents[3] / "scripts" / "npm"


@pytest.fixture(scope="module")
def installed() -> None:
    """The package, from wherever npm is told to look; without a way there the tests are skipped."""
    if (HERE / "node_modules" / "@roamhq" / "wrtc").is_dir():
        return
    run = subprocess.run([NPM, "ci"], cwd=HERE, capture_output=True, text=True, timeout=300, check=False)
    if run.returncode:
        pytest.skip(f"@roamhq/wrtc cannot be had: {run.stderr.strip()[-200:]}")


@pytest.fixture(scope="module")
def film(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Warrior II as raw pictures of 640 × 480."""
    path = tmp_path_factory.mktemp("film") / "film.i420"
    pictures = (VideoFrame.from_ndarray(simplejpeg.decode_jpeg(jpeg)) for jpeg in held("warrior2"))
    path.write_bytes(
        b"".join(picture.reformat(format="yuv420p").to_ndarray().tobytes() for picture in pictures)
    )
    return path


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(
        tmp_path_factory.mktemp("server"), engine="blazepose", checkpoint_s=0.5, resume_window_s=5
    ) as running:
        yield running


def client(server: Serving, film: Path, token: str, seconds: float) -> subprocess.Popen[str]:
    command: list[str | Path] = [
        "node",
        HERE / "client.cjs",
        server.address.origin,
        film,
        "640",
        "480",
        str(seconds),
    ]
    return subprocess.Popen(
        command,
        env=os.environ | {"YOGA_TOKEN": token},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_libwebrtc_is_answered_and_its_summary_is_final_after_delete(
    installed: None, server: Serving, film: Path
) -> None:
    token = server.sign_up("native")
    out, errors = client(server, film, token, 8).communicate(timeout=60)
    told: dict[str, Any] = json.loads(out.splitlines()[-1]) if out else {}
    print({name: value for name, value in told.items() if name != "summary"}, errors)
    assert told["pose"] == "warrior2"
    assert told["feedback"] > 60
    assert told["summary"]["ending"] == "completed"
    assert told["summary_ms"] < 2000
    assert [row["ending"] for row in server.history(token)] == ["completed"]


def test_a_killed_client_is_in_history_and_final_when_the_window_ends(
    installed: None, server: Serving, film: Path
) -> None:
    token = server.sign_up("killed")
    process = client(server, film, token, 60)
    assert process.stdout is not None
    assert process.stdout.readline() == "saved\n"
    process.kill()
    process.communicate()
    killed = time.monotonic()
    away = since(killed, server, token, "away")
    closed = since(killed, server, token, "closed")
    print(f"away after {away:.1f} s, final after {closed:.1f} s")
    [row] = server.history(token)
    assert row["ending"] == "interrupted"
    assert away < 15


def since(moment: float, server: Serving, token: str, state: str) -> float:
    """Seconds until history says so."""
    while [row["state"] for row in server.history(token)] != [state]:
        assert time.monotonic() - moment < 40, server.history(token)
        time.sleep(0.1)
    return time.monotonic() - moment

"""A client that shares nothing with libwebrtc or aiortc: GStreamer's webrtcbin, of Debian's packages."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.serving import serving
from tests.stream.whip.test_libwebrtc import film

__all__ = ["film"]
pytestmark = pytest.mark.slow
CLIENT = Path(__file__).with_name("gstreamer") / "client.py"
PYTHON = "/usr/bin/python3"
NEEDED = """
import gi
gi.require_version("GstWebRTC", "1.0")
from gi.repository import Gst
Gst.init(None)
assert all(Gst.ElementFactory.find(name) for name in ("webrtcbin", "nicesrc", "vp8enc", "rtpvp8pay"))
"""


@pytest.fixture(scope="module")
def bindings() -> None:
    if subprocess.run([PYTHON, "-c", NEEDED], capture_output=True, check=False).returncode:
        pytest.skip("GStreamer with webrtcbin, nice and Python is not here")


def test_gstreamer_is_answered_and_its_summary_is_final_after_delete(
    bindings: None, film: Path, tmp_path: Path
) -> None:
    with serving(tmp_path, engine="blazepose") as server:
        command: list[str | Path] = [PYTHON, CLIENT, server.address.origin, film, "6"]
        run = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    print(run.stdout, run.stderr)
    told = json.loads(run.stdout)
    assert told["pose"] == "warrior2"
    assert told["feedback"] > 30
    assert told["summary"] == "completed"
    assert told["summary_s"] < 2

"""A client that is neither aiortc nor a browser: libwebrtc in node.

Runs where `YOGA_WRTC` names a folder made by `npm install --prefix FOLDER @roamhq/wrtc`.
"""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
import simplejpeg
from av.video.frame import VideoFrame

from tests.serving import held, serving

SCRIPT = Path(__file__).with_name("libwebrtc.cjs")


@pytest.mark.slow
def test_libwebrtc_is_answered_and_its_summary_is_final_at_once(tmp_path: Path) -> None:
    folder = os.environ.get("YOGA_WRTC")
    if not folder:
        pytest.skip("YOGA_WRTC names no folder with @roamhq/wrtc")
    film = tmp_path / "film.i420"
    pictures = (VideoFrame.from_ndarray(simplejpeg.decode_jpeg(jpeg)) for jpeg in held("warrior2"))
    film.write_bytes(
        b"".join(picture.reformat(format="yuv420p").to_ndarray().tobytes() for picture in pictures)
    )
    with serving(tmp_path, engine="blazepose") as server:
        run = subprocess.run(
            ["node", SCRIPT, server.address.origin, film, "640", "480", "8"],
            env=os.environ | {"NODE_PATH": f"{folder}/node_modules"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["last"]["pose"] == "warrior2"
    assert told["feedback"] > 60
    assert told["summary"]["ending"] == "completed"

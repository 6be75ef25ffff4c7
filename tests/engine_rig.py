"""What tests of the engines share: the model, pictures with known truth, and engines to enter."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from server.analysis.engines import models
from server.analysis.engines.children import environment
from server.analysis.engines.choose import choose
from server.analysis.engines.mediapipe import MediapipeEngine
from server.analysis.engines.options import EngineOptions
from server.analysis.engines.scripted import write_truth
from server.analysis.landmarks import Frame, Landmarks
from server.demo import scene
from server.demo.choreography import Choreography, Step
from server.demo.film import jpeg
from server.demo.practitioner import Practitioner
from server.settings import Settings

MAIN_JOINTS = [11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 27, 28]
"""Shoulders, elbows, wrists, hips, knees, ankles."""


@cache
def model_dir() -> Path:
    """The usual cache folder with the full model in it, fetched if need be."""
    folder = Settings().model_dir
    models.ensure("full", folder)
    return folder


def mediapipe(**options: float) -> MediapipeEngine:
    """An engine with one worker, unless the options say otherwise."""
    engine = choose("mediapipe", EngineOptions(model_dir(), **{"workers": 1, **options}))  # type: ignore[arg-type]
    assert isinstance(engine, MediapipeEngine)
    return engine


@cache
def practitioner(pose: str) -> Practitioner:
    return Practitioner(Choreography((Step(pose, 60.0),)))


@cache
def drawn(pose: str, t: float) -> tuple[bytes, Landmarks]:
    """A picture of the demo practitioner in a pose, with the truth in its comment, and that truth."""
    moment = practitioner(pose).frame(t)
    return write_truth(jpeg(moment.picture), moment.landmarks), moment.landmarks


@cache
def empty_room() -> bytes:
    return jpeg(scene.nobody())


def frame(seq: int, picture: bytes, *, fps: float = 15.0) -> Frame:
    return Frame(seq, seq / fps, picture)


def off_by(found: Landmarks, truth: Landmarks) -> float:
    """The largest distance of a main joint from the truth, in pixels."""
    apart = (found.image - truth.image)[MAIN_JOINTS, :2] * truth.size
    return float((apart**2).sum(axis=1).max() ** 0.5)


def closed_environment() -> dict[str, str]:
    """For a process that uses MediaPipe: its usage log is sent to a port where nobody listens."""
    return environment(HTTPS_PROXY="http://127.0.0.1:9", https_proxy="http://127.0.0.1:9")

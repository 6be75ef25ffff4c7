"""Takes the two networks out of the bundle that the model cache holds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final, NamedTuple

from server.analysis.engines.models import MODELS

DETECTOR: Final = "pose_detector.tflite"
LANDMARKS: Final = "pose_landmarks_detector.tflite"


class Files(NamedTuple):
    """Two networks as TensorFlow Lite files; the second without its segmentation head."""

    detector: bytes
    landmarks: bytes
    variant: str = ""
    """Size of the landmark network, by `models.MODELS`; empty where the bundle's name is none of theirs."""


def read(bundle: Path) -> Files:
    """Raises OSError, KeyError or zipfile.BadZipFile when it is no such bundle."""
    with zipfile.ZipFile(bundle) as members:
        return Files(members.read(DETECTOR), members.read(LANDMARKS), _variant(bundle))


def _variant(bundle: Path) -> str:
    return next((model.variant for model in MODELS.values() if model.file == bundle.name), "")

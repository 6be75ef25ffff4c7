"""Takes the two networks out of the bundle that the model cache holds."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final, NamedTuple

DETECTOR: Final = "pose_detector.tflite"
LANDMARKS: Final = "pose_landmarks_detector.tflite"


class Files(NamedTuple):
    """Two networks as TensorFlow Lite files; the second without its segmentation head."""

    detector: bytes
    landmarks: bytes


def read(bundle: Path) -> Files:
    """Raises OSError, KeyError or zipfile.BadZipFile when it is no such bundle."""
    with zipfile.ZipFile(bundle) as members:
        return Files(members.read(DETECTOR), members.read(LANDMARKS))

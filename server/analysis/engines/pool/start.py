"""Makes a tracker ready: its networks loaded and warm."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np

from server.analysis.engines.blazepose import files, runtimes
from server.analysis.engines.blazepose.networks import FIND_SIZE, PLACE_SIZE
from server.analysis.engines.pool.tracker import Tracker


def tracker(bundle: Path, runtime: str) -> Tracker:
    """Raises OSError, KeyError or zipfile.BadZipFile when the bundle is none."""
    cv2.setNumThreads(1)  # a worker has one core; threads of its own would only take others' turns
    networks = runtimes.load(runtime, files.read(bundle))
    # The first runs allocate and pick their kernels: not while somebody waits.
    networks.find(np.zeros((FIND_SIZE, FIND_SIZE, 3), np.uint8))
    networks.place(np.zeros((PLACE_SIZE, PLACE_SIZE, 3), np.uint8))
    return Tracker(networks)

"""The shape of every pose as 33 points: what somebody in it looks like, the lead side being the left."""

from __future__ import annotations

import functools
import json
from collections.abc import Mapping
from importlib import resources
from typing import Final

import numpy as np

from server.analysis.landmarks import COUNT, MIRRORED
from server.analysis.tables import LibraryError
from server.analysis.vectors import Vectors

FILE: Final = "figures.json"
_ACROSS: Final = np.array([-1.0, 1.0, 1.0])


@functools.cache
def load_figures() -> Mapping[str, Vectors]:
    """33 × 3 metres by pose id, in the axes of world landmarks for somebody who faces the camera.

    Raises LibraryError for a figure that has not 33 points in space.
    """
    file = resources.files("server.analysis") / "library" / FILE
    figures: dict[str, Vectors] = {}
    for name, points in json.loads(file.read_text(encoding="utf-8")).items():
        figure = np.array(points, dtype=np.float64)
        if figure.shape != (COUNT, 3):
            raise LibraryError(f"{FILE}: '{name}': expected {COUNT} points of three numbers")
        figures[name] = figure
    return figures


def mirrored(figure: Vectors) -> Vectors:
    """The same pose on the other side."""
    other: Vectors = figure[..., MIRRORED, :] * _ACROSS
    return other

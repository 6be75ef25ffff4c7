"""Refines the points that the network states outright with the heat that it sees around them."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.engines.blazepose.networks import HEAT_SIZE, POINTS
from server.analysis.landmarks import Points

REACH: Final = 3
"""Cells on each side of the point: MediaPipe's kernel of 7."""

CONFIDENCE: Final = 0.5
"""A point stays where no cell within reach is this likely, MediaPipe's min_confidence_to_refine."""

_AROUND: Final = np.arange(-REACH, REACH + 1)
_POINT: Final = np.arange(POINTS)[:, None, None]


def refine(points: Points, heat: Points) -> Points:
    """39 × (x, y) in units of the crop, moved to the centre of the heat within reach.

    `heat` holds 64 × 64 × 39 logits. MediaPipe's RefineLandmarksFromHeatmapCalculator: the window lies about
    the cell that truncation gives, and a cell's own number is its position.
    """
    cell = np.trunc(points * np.float32(HEAT_SIZE)).astype(np.int64)
    inside = ((cell >= 0) & (cell < HEAT_SIZE)).all(axis=1)
    across, down = cell[:, 0, None] + _AROUND, cell[:, 1, None] + _AROUND
    likely = _likely(heat, across, down)
    total = likely.sum(axis=(1, 2))
    moved = inside & (likely.max(axis=(1, 2)) >= CONFIDENCE)
    scale = np.where(moved, total, 1) * np.float32(HEAT_SIZE)
    x = (likely.sum(axis=1) * across).sum(axis=1) / scale
    y = (likely.sum(axis=2) * down).sum(axis=1) / scale
    return np.where(moved[:, None], np.stack((x, y), axis=1), points).astype(np.float32)


def _likely(heat: Points, across: Points, down: Points) -> Points:
    """39 × 7 × 7 (point, row, column) probabilities; 0 outside the map."""
    last = HEAT_SIZE - 1
    rows, columns = down.clip(0, last)[:, :, None], across.clip(0, last)[:, None, :]
    on_map = (rows == down[:, :, None]) & (columns == across[:, None, :])
    return np.where(on_map, 1 / (1 + np.exp(-heat[rows, columns, _POINT])), 0)

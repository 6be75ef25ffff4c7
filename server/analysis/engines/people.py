"""How many people a picture shows, from the bodies that were found in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from server.analysis.landmarks import Points

LIKE_SIZE: Final = 0.5
"""A second body counts when its longer side is more than this part of the largest one's: somebody who
practises too, not a passer-by or a picture on the wall."""

SAME_BODY: Final = 0.5
"""Two boxes that share more than this part of the smaller one are one body, found twice."""


def count(bodies: Sequence[Points], size: tuple[int, int]) -> int:
    """People among bodies of 33 × (x, y, …) normalised to a picture of `size` (width, height)."""
    if not bodies:
        return 0
    boxes = sorted((_box(body, size) for body in bodies), key=_longer_side, reverse=True)
    first = boxes[0]
    others = [box for box in boxes[1:] if _longer_side(box) > LIKE_SIZE * _longer_side(first)]
    return 1 + sum(_shared(first, box) <= SAME_BODY for box in others)


def _box(body: Points, size: tuple[int, int]) -> Points:
    """Corners (x0, y0, x1, y1) in pixels of the part inside the picture."""
    inside = np.clip(body[:, :2], 0.0, 1.0) * np.asarray(size, np.float32)
    return np.concatenate((inside.min(axis=0), inside.max(axis=0)))


def _longer_side(box: Points) -> float:
    return float(max(box[2] - box[0], box[3] - box[1]))


def _shared(a: Points, b: Points) -> float:
    """The part of the smaller box that both cover, 0 to 1."""
    width, height = np.minimum(a[2:], b[2:]) - np.maximum(a[:2], b[:2])
    smaller = min(float(np.prod(a[2:] - a[:2])), float(np.prod(b[2:] - b[:2])))
    return float(max(width, 0.0) * max(height, 0.0)) / smaller if smaller > 0 else 1.0

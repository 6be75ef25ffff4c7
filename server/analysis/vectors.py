"""Arithmetic on stacks of points in space, with up against gravity."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float64]

UP: Final = np.array([0.0, -1.0, 0.0])
"""Against gravity, for a level camera: image and world axes point down the picture."""

TINY: Final = 1e-9


def each(vectors: Vectors) -> Vectors:
    """The same vector for both sides."""
    return np.repeat(vectors[:, None], 2, axis=1)


def middle(pair: Vectors) -> Vectors:
    return (pair[:, 0] + pair[:, 1]) / 2


def length(vectors: Vectors) -> Vectors:
    return np.sqrt(dot(vectors, vectors))


def unit(vectors: Vectors) -> Vectors:
    return vectors / np.maximum(length(vectors), TINY)[..., None]


def dot(a: Vectors, b: Vectors) -> Vectors:
    product: Vectors = np.einsum("...i,...i->...", a, b)
    return product


def cross(a: Vectors, b: Vectors) -> Vectors:
    """As np.cross, which spends more time on its arguments than on the product."""
    return a[..., [1, 2, 0]] * b[..., [2, 0, 1]] - a[..., [2, 0, 1]] * b[..., [1, 2, 0]]


def between(a: Vectors, b: Vectors) -> Vectors:
    """Angles in degrees, 0..180; 90 where a vector has no length."""
    cosine = dot(a, b) / np.maximum(length(a) * length(b), TINY)
    angle: Vectors = np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0)))
    return angle


def level(vectors: Vectors) -> Vectors:
    """The part of a vector that lies level with the floor."""
    level: Vectors = vectors - (vectors @ UP)[..., None] * UP
    return level


def to_segment(point: Vectors, start: Vectors, end: Vectors) -> Vectors:
    """Distance of a point to the nearest point of a segment."""
    along = end - start
    share = np.clip(dot(point - start, along) / np.maximum(dot(along, along), TINY), 0.0, 1.0)
    return length(point - start - share[..., None] * along)


def above_line(point: Vectors, start: Vectors, end: Vectors) -> Vectors:
    """Height of a point above the line from start to end, at its own place along the floor."""
    along = level(end - start)
    reach = dot(along, along)
    share = np.clip(dot(level(point - start), along) / np.maximum(reach, TINY), 0.0, 1.0)
    share = np.where(reach > TINY, share, 0.5)
    above: Vectors = point @ UP - (start @ UP + share * ((end - start) @ UP))
    return above

"""Arithmetic on stacks of vectors in space, with up against gravity."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float64]

UP: Final = np.array([0.0, -1.0, 0.0])
"""Against gravity, for a level camera: image and world axes point down the picture."""

TINY: Final = 1e-9

_NEXT, _AFTER = np.array([1, 2, 0]), np.array([2, 0, 1])


def length(vectors: Vectors) -> Vectors:
    """Of each vector of a stack; the last axis is x, y, z."""
    return np.sqrt(dot(vectors, vectors))


def dot(a: Vectors, b: Vectors) -> Vectors:
    product: Vectors = np.vecdot(a, b)
    return product


def cross(a: Vectors, b: Vectors) -> Vectors:
    """As np.cross, which spends more time on its arguments than on the product."""
    crossed: Vectors = a.take(_NEXT, -1) * b.take(_AFTER, -1) - a.take(_AFTER, -1) * b.take(_NEXT, -1)
    return crossed

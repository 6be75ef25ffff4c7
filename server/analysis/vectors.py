"""Arithmetic on stacks of vectors in space, with up against gravity."""

from __future__ import annotations

from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

Vectors: TypeAlias = npt.NDArray[np.float64]

UP: Final = np.array([0.0, -1.0, 0.0])
"""Against gravity, for a level camera: image and world axes point down the picture."""

TINY: Final = 1e-9

_ACROSS: Final = np.array(
    [
        [[0, 0, 0], [0, 0, -1], [0, 1, 0]],
        [[0, 0, 1], [0, 0, 0], [-1, 0, 0]],
        [[0, -1, 0], [1, 0, 0], [0, 0, 0]],
    ],
    dtype=np.float64,
).reshape(3, 9)
"""Made of a vector's x, y and z, what turns any into their cross product."""


def length(vectors: Vectors) -> Vectors:
    """Of each vector of a stack; the last axis is x, y, z."""
    return np.sqrt(dot(vectors, vectors))


def dot(a: Vectors, b: Vectors) -> Vectors:
    product: Vectors = np.vecdot(a, b)
    return product


def cross(a: Vectors, b: Vectors) -> Vectors:
    """Of many (… × n × 3) and one (… × 3): np.cross spends more time on its arguments than on the product."""
    crossed: Vectors = a @ (b @ _ACROSS).reshape(*b.shape, 3)
    return crossed

"""What the pipeline asks of the two networks, whatever runs them: bytes of a crop in, numbers out.

This is the seam for other ways to run them. A crop and its answer know nothing of the session they belong to,
so crops of many sessions can as well be answered together, or elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple, Protocol

import numpy as np
import numpy.typing as npt

from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.landmarks import Points

FIND_SIZE: Final = 224
"""Side of the crop in which the detector looks for people."""
PLACE_SIZE: Final = 256
"""Side of the crop in which the landmark network places the body's points."""

ANCHORS: Final = 2254
POINTS: Final = 39
"""33 of the body, two that give the next region, four without use."""
HEAT_SIZE: Final = 64


class Found(NamedTuple):
    """The detector's answer, before any decoding."""

    boxes: Points
    """2254 × 12: centre, size and four key points in pixels of the crop, about the anchors."""
    logits: npt.NDArray[np.float32]
    """2254."""


class Placed(NamedTuple):
    """The landmark network's answer, before any decoding. `heat` may be overwritten by the next call."""

    points: Points
    """39 × (x, y, z, visibility, presence): pixels of the crop, and logits."""
    presence: float
    """That a body is there, 0 to 1."""
    heat: Points
    """64 × 64 × 39 logits."""
    world: Points
    """39 × (x, y, z) in metres, turned with the crop."""


class Networks(Protocol):
    """The detector and the landmark network. No memory between calls; one call at a time."""

    def find(self, crop: Pixels) -> Found:
        """Look for people in 224 × 224 × 3 bytes."""

    def place(self, crop: Pixels) -> Placed:
        """Place a body's points in 256 × 256 × 3 bytes."""


def to_find(crop: Pixels) -> Points:
    """The detector's input, 1 × 224 × 224 × 3 from -1 to 1."""
    return crop[None] * np.float32(2 / 255) - np.float32(1)


def to_place(crop: Pixels) -> Points:
    """The landmark network's input, 1 × 256 × 256 × 3 from 0 to 1."""
    return crop[None] * np.float32(1 / 255)


FIND_OUTPUTS: Final = (ANCHORS * 12, ANCHORS)
PLACE_OUTPUTS: Final = (POINTS * 5, 1, HEAT_SIZE * HEAT_SIZE * POINTS, POINTS * 3)
"""Numbers in each output that is used, which tell them apart in whatever order a library has them."""


def order(sizes: Sequence[int], wanted: Sequence[int]) -> list[int]:
    """Where the wanted sizes are among a network's outputs. Raises ValueError for another network."""
    return [sizes.index(size) for size in wanted]


def found(boxes: Points, logits: Points) -> Found:
    return Found(boxes.reshape(ANCHORS, 12), logits.reshape(ANCHORS))


def placed(points: Points, presence: Points, heat: Points, world: Points) -> Placed:
    heat = heat.reshape(HEAT_SIZE, HEAT_SIZE, POINTS)
    return Placed(points.reshape(POINTS, 5), float(presence.flat[0]), heat, world.reshape(POINTS, 3))

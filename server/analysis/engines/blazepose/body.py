"""From the landmark network's answer in a crop to a body in the picture, and the region to look in next."""

from __future__ import annotations

import math
from typing import Final, NamedTuple

import numpy as np

from server.analysis.engines.blazepose import region
from server.analysis.engines.blazepose.heatmap import refine
from server.analysis.engines.blazepose.networks import PLACE_SIZE, Placed
from server.analysis.engines.blazepose.region import Region
from server.analysis.landmarks import COUNT, Points

PRESENT: Final = 0.5
"""MediaPipe's default min_pose_presence_confidence; the answer has to exceed it."""

CENTRE, RIM = 33, 34
"""Points of the network that are no part of the body: they tell its next region."""


class Body(NamedTuple):
    """One person in one picture."""

    image: Points
    """33 × (x, y, z, visibility), normalised to the picture, z in units of x; unclipped."""
    world: Points
    """33 × (x, y, z) metres about the middle of the hips."""


def project(placed: Placed, within: Region, size: tuple[int, int]) -> tuple[Body, Region] | None:
    """The body in a picture of `size` (width, height), and its next region; None where no body is present."""
    if not placed.presence > PRESENT:
        return None
    scale = np.float32(PLACE_SIZE)
    flat = refine(placed.points[:, :2] / scale, placed.heat)
    turn = _turn(within)
    pixels = (flat - np.float32(0.5)) @ turn * within.side + (within.x, within.y)
    image = np.empty((COUNT, 4), np.float32)
    image[:, :2] = pixels[:COUNT] / size
    image[:, 2] = placed.points[:COUNT, 2] / scale * (within.side / size[0])
    image[:, 3] = 1 / (1 + np.exp(-placed.points[:COUNT, 3]))
    world = placed.world[:COUNT].copy()
    world[:, :2] = world[:, :2] @ turn
    return Body(image, world), region.around(pixels[CENTRE], pixels[RIM])


def _turn(within: Region) -> Points:
    """What turns a row of (x, y) from the crop into the picture, 2 × 2."""
    cos, sin = math.cos(within.turn), math.sin(within.turn)
    return np.array(((cos, sin), (-sin, cos)), np.float32)

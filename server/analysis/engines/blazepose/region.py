"""The turned square of a picture in which the landmark network looks for the body."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

from server.analysis.landmarks import Points

ENLARGE: Final = 1.25
"""Margin around the circle through the scale point, `scale_x` of MediaPipe's RectTransformationCalculator."""


@dataclass(frozen=True, slots=True)
class Region:
    """Centre and side in pixels of the picture, turn in radians, clockwise as the picture is seen."""

    x: float
    y: float
    side: float
    turn: float = 0.0


def around(centre: Points, rim: Points) -> Region:
    """The region of a body with the middle of its hips at `centre`; `rim` lies above it, on its circle.

    Both are (x, y) in pixels. MediaPipe's AlignmentPointsRectsCalculator with a target angle of 90°.
    """
    across, down = float(rim[0]) - float(centre[0]), float(rim[1]) - float(centre[1])
    side = 2.0 * math.hypot(across, down) * ENLARGE
    turn = math.pi / 2 - math.atan2(-down, across)
    return Region(float(centre[0]), float(centre[1]), side, math.remainder(turn, 2.0 * math.pi))

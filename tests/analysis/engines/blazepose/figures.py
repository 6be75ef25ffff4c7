"""Networks that answer as told, for tests of the pipeline."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.networks import Found, Placed

MIDDLE = 2254 - 25 * 6
"""The anchor in the middle of the coarsest layer."""


def somebody(x: float = 128.0, y: float = 128.0, presence: float = 0.9) -> Placed:
    """All points at one place of the crop, so that the next region is this one moved there; no heat."""
    points = np.zeros((39, 5), np.float32)
    points[:, :2] = x, y
    points[34, 1] -= 256 / 2 / 1.25
    heat = np.full((64, 64, 39), -20.0, np.float32)
    return Placed(points, presence, heat, np.ones((39, 3), np.float32))


def in_the_middle() -> Found:
    """One person, half the picture high."""
    found = Found(np.zeros((2254, 12), np.float32), np.full(2254, -20.0, np.float32))
    found.boxes[MIDDLE, :8] = 0, 0, 112, 112, 0, 0, 0, -50
    found.logits[MIDDLE] = 3.0
    return found


@dataclass
class Told:
    """Answers in turn; the last one again and again."""

    people: list[Found] = field(default_factory=lambda: [in_the_middle()])
    bodies: list[Placed] = field(default_factory=lambda: [somebody()])
    searches: int = 0
    crops: list[Pixels] = field(default_factory=list)

    def find(self, crop: Pixels) -> Found:
        self.searches += 1
        return self.people[min(self.searches, len(self.people)) - 1]

    def place(self, crop: Pixels) -> Placed:
        self.crops.append(crop)
        return self.bodies[min(len(self.crops), len(self.bodies)) - 1]

"""Finds people in a whole picture: the detector's crop, and what its 2254 answers say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.engines.blazepose import region
from server.analysis.engines.blazepose.crop import Border, Pixels, crop
from server.analysis.engines.blazepose.networks import FIND_SIZE, Found
from server.analysis.engines.blazepose.region import Region
from server.analysis.landmarks import Points

CONFIDENCE: Final = 0.5
"""MediaPipe's default min_pose_detection_confidence."""

SAME_PERSON: Final = 0.5
"""Boxes that share more than this part of their union are one person. The default of Tasks; the older
Solutions graph has 0.3."""

LAYERS: Final = ((28, 2), (14, 2), (7, 6))
"""Cells along a side and anchors in a cell; the three layers with stride 32 are merged."""


@dataclass(frozen=True, slots=True)
class Person:
    """One cluster of answers, in units of the crop's side."""

    score: float
    centre: Points
    """(x, y) of the middle of the hips."""
    rim: Points
    """(x, y) above it, on the circle around the whole body."""


def _anchors() -> Points:
    """2254 × (x, y), the middles of the cells; all anchors have the size of the whole crop."""
    layers = []
    for cells, each in LAYERS:
        middle = (np.arange(cells, dtype=np.float32) + np.float32(0.5)) / np.float32(cells)
        y, x = np.meshgrid(middle, middle, indexing="ij")
        layers.append(np.repeat(np.stack((x, y), axis=-1).reshape(-1, 2), each, axis=0))
    return np.concatenate(layers)


ANCHORS: Final = _anchors()


def square(picture: Pixels) -> Region:
    """The picture in the middle of a square of its longer side."""
    height, width = picture.shape[:2]
    return Region(width / 2, height / 2, float(max(height, width)))


def view(picture: Pixels) -> Pixels:
    """The crop that the detector is shown: the whole picture with black beside it."""
    return crop(picture, square(picture), FIND_SIZE, Border.BLACK)


def to_region(person: Person, picture: Pixels) -> Region:
    """The region of a person who was found in the picture's view."""
    whole = square(picture)
    corner = np.array((whole.x, whole.y), np.float32) - np.float32(whole.side / 2)
    side = np.float32(whole.side)
    return region.around(person.centre * side + corner, person.rim * side + corner)


def people(found: Found, most: int = 1, confidence: float = CONFIDENCE) -> list[Person]:
    """The `most` likely people, best first, by weighted non-maximum suppression: all boxes of one person are
    averaged by their scores (MediaPipe's NonMaxSuppressionCalculator)."""
    scores = _sigmoid(found.logits)
    likely = np.flatnonzero(scores >= np.float32(confidence))
    likely = likely[(found.boxes[likely, 2:4] >= 0).all(axis=1)]
    answers = found.boxes[likely] / np.float32(FIND_SIZE)
    at, scores = ANCHORS[likely], scores[likely]
    corners = _corners(answers[:, 0:2] + at, answers[:, 2:4])
    points = answers[:, 4:8].reshape(-1, 2, 2) + at[:, None]
    left = np.ones(len(likely), bool)
    seen: list[Person] = []
    while left.any() and len(seen) < most:
        top = int(np.argmax(np.where(left, scores, -1.0)))
        near = left & (_overlap(corners, corners[top]) > SAME_PERSON)
        near[top] = True
        weights = scores[near]
        centre, rim = np.einsum("n,npc->pc", weights, points[near]) / weights.sum()
        seen.append(Person(float(scores[top]), centre, rim))
        left &= ~near
    return seen


def _sigmoid(logits: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    # float32 holds exp(80); beyond it the sigmoid is 0 or 1 to the last bit that matters
    odds = np.exp(np.clip(logits, -80, 80), dtype=np.float32)
    share: npt.NDArray[np.float32] = odds / (1 + odds)
    return share


def _corners(centres: Points, sizes: Points) -> Points:
    half = sizes / np.float32(2)
    return np.concatenate((centres - half, centres + half), axis=1)


def _overlap(boxes: Points, one: Points) -> Points:
    """The part of the union that two boxes share, n × 4 corners against one; 0 where there is no area."""
    sides = np.minimum(boxes[:, 2:], one[2:]) - np.maximum(boxes[:, :2], one[:2])
    shared = np.maximum(sides, 0).prod(axis=1)
    union = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1) + (one[2:] - one[:2]).prod() - shared
    share: Points = np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)
    return share

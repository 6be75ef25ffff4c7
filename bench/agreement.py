"""How far two landmarkers are apart on the same pictures: pure functions over what they found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import Points

Floats: TypeAlias = npt.NDArray[np.float64]

JOINTS: Final = np.array(
    [
        (11, 13, 15), (12, 14, 16),  # elbows
        (13, 11, 23), (14, 12, 24),  # shoulders
        (11, 23, 25), (12, 24, 26),  # hips
        (23, 25, 27), (24, 26, 28),  # knees
    ]
)  # fmt: skip
"""Three points each; the angle is at the middle one."""


@dataclass(frozen=True, slots=True)
class Found:
    """One body as one landmarker found it."""

    image: Points
    """33 × (x, y, …), normalised."""
    world: Points
    """33 × 3 metres."""
    size: tuple[int, int]
    """Width and height of the picture."""

    @property
    def pixels(self) -> Floats:
        return self.image[:, :2].astype(np.float64) * self.size


Pair: TypeAlias = tuple[Found | None, Found | None]
"""What the reference found, and what the other did."""


@dataclass(frozen=True, slots=True)
class Apart:
    """Differences over all pictures in which both found a body."""

    points: Floats
    """Of every point, in % of the body's height: the longer side of the box around the reference's points."""
    angles: Floats
    """Of every joint, in degrees, in the plane of the picture."""
    angles_3d: Floats
    """The same in space."""
    world_mm: Floats
    """Of every world point."""
    pictures: int
    disagreed: int
    """Pictures in which only one of the two found a body."""


def apart(pairs: Sequence[Pair]) -> Apart:
    both = [(one, other) for one, other in pairs if one is not None and other is not None]
    return Apart(
        _joined(_points(one, other) for one, other in both),
        _joined(np.abs(angles(one.pixels) - angles(other.pixels)) for one, other in both),
        _joined(np.abs(angles(one.world) - angles(other.world)) for one, other in both),
        _joined(1000 * np.linalg.norm(one.world - other.world, axis=1) for one, other in both),
        len(pairs),
        sum((one is None) != (other is None) for one, other in pairs),
    )


def angles(points: npt.NDArray[np.floating]) -> Floats:
    """Degrees at each of `JOINTS`, 0 to 180; points in two or three dimensions."""
    ends = points.astype(np.float64)[JOINTS]
    one, other = ends[:, 0] - ends[:, 1], ends[:, 2] - ends[:, 1]
    lengths = np.linalg.norm(one, axis=1) * np.linalg.norm(other, axis=1)
    cosines = (one * other).sum(axis=1) / np.maximum(lengths, 1e-12)
    found: Floats = np.degrees(np.arccos(np.clip(cosines, -1.0, 1.0)))
    return found


def _points(one: Found, other: Found) -> Floats:
    height = np.ptp(one.pixels, axis=0).max()
    distances: Floats = 100 * np.linalg.norm(one.pixels - other.pixels, axis=1) / height
    return distances


def _joined(parts: Iterable[Floats]) -> Floats:
    found = list(parts)
    return np.concatenate(found) if found else np.full(1, np.nan)

"""Tells from a thumbnail whether a picture still shows what the network last looked at.

A yoga pose is held for many seconds, in which most runs of the network find what the last one found.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt
import simplejpeg

from server.analysis.engines.blazepose.region import Region
from server.analysis.landmarks import Points

Thumb: TypeAlias = npt.NDArray[np.uint8]
"""Height × width, grey."""

SIDE_LEAST: Final = 60
SIDE_MOST: Final = 96
"""Longer side of a thumbnail. The JPEG decoder makes it out of the blocks' means, at a third of the cost."""

CHANGED: Final = 8.0
"""Grey levels, the mean over 3 × 3 cells. On six clips of held and moving poses the joints of a carried body
were 0.2 to 0.5 % of body height beside the network's (bridge with moving hips: 0.9 %)."""

NOISES: Final = 3.0
"""The largest of a thousand such means is about twice the noise where nothing moves; one more for safety."""
NOISE_MOST: Final = 5.0
"""A camera that is moved must not pass for a noisy one."""
NOISE_WEIGHT: Final = 0.1

HALF_TICK_S: Final = 0.0005
"""Times of pictures are whole milliseconds, their differences nearly."""

QUIET: Final = 75
"""Percent of the cells that show the noise; the rest may be moving."""
QUIET_MEAN: Final = 0.515 * math.sqrt(2)
"""The mean of the smaller 75 % of |a − b|, for a and b with a normal noise of one."""


@dataclass(frozen=True, slots=True)
class Held:
    """The last picture that the networks looked at, and what they found."""

    t: float
    """Seconds of session time."""
    noise: float
    """Of the camera: standard deviation of a cell, in grey levels."""
    body: Points | None
    """33 × (x, y, z, visibility, world x, y, z); None for nobody."""
    looked_at: Thumb


@dataclass(frozen=True, slots=True)
class Bounds:
    """How long an answer may be held, and which part of the picture counts."""

    most_s: float
    within: Region | None
    """None is the whole picture."""
    width: int
    """Of the picture, in whose pixels the region is."""


def thumbnail(picture: bytes) -> Thumb:
    """Raises ValueError for anything but a JPEG."""
    height, width, _, _ = simplejpeg.decode_jpeg_header(picture)
    least = (SIDE_LEAST, 1) if height >= width else (1, SIDE_LEAST)
    grey = simplejpeg.decode_jpeg(picture, "GRAY", min_height=least[0], min_width=least[1])
    times = -(-max(grey.shape) // SIDE_MOST)
    if times == 1:
        only: Thumb = grey[..., 0]
        return only
    size = (max(1, grey.shape[1] // times), max(1, grey.shape[0] // times))
    smaller: Thumb = cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
    return smaller


def still(held: Held, now: Thumb, t: float, bounds: Bounds) -> bool:
    """Whether the held answer may stand for the picture of `now`, which came at `t`."""
    if held.looked_at.shape != now.shape or not 0 <= t - held.t <= bounds.most_s + HALF_TICK_S:
        return False
    within = bounds.within
    blurred = cv2.blur(_changes(held, now), (3, 3)).astype(np.float32, copy=False)
    changes = _inside(blurred, within, now.shape[1] / bounds.width)
    return changes.size > 0 and float(changes.max()) <= max(CHANGED, NOISES * held.noise)


def noise(held: Held | None, now: Thumb) -> float:
    """The camera's noise, a slow mean, after one more picture."""
    if held is None or held.looked_at.shape != now.shape:
        return held.noise if held else 0.0
    changes = _changes(held, now)
    quiet = changes[changes <= np.percentile(changes, QUIET)]
    measured = min(float(quiet.mean()) / QUIET_MEAN, NOISE_MOST)
    return (1 - NOISE_WEIGHT) * held.noise + NOISE_WEIGHT * measured


def _changes(held: Held, now: Thumb) -> Points:
    """In grey levels, without what changed everywhere: a camera adapts its exposure."""
    apart = now.astype(np.float32) - held.looked_at
    changes: Points = np.abs(apart - np.float32(np.median(apart)))
    return changes


def _inside(changes: Points, within: Region | None, scale: float) -> Points:
    """The cells under the upright box around a turned region."""
    if within is None:
        return changes
    cos, sin = abs(math.cos(within.turn)), abs(math.sin(within.turn))
    reach = within.side / 2 * (cos + sin)
    left, right = (max(0, round((within.x + side) * scale)) for side in (-reach, reach))
    top, bottom = (max(0, round((within.y + side) * scale)) for side in (-reach, reach))
    return changes[top:bottom, left:right]

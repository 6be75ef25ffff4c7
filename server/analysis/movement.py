"""How a body moved, in few bytes: 33 points ten times a second, a minute in at most 140 kB."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from server.analysis.landmarks import COUNT, Landmarks, Points

RATE_HZ: Final = 10

STEPS: Final = 4096
"""Of a coordinate from 0 to 1: a sixth of a pixel in a picture 640 wide, finer than any network is."""

LARGEST: Final = 32767 / STEPS
"""Points outside the picture are told up to eight pictures away."""

SEEN: Final = 255

FRAME: Final = np.dtype([("ms", "<u4"), ("points", "<i2", (COUNT, 3)), ("visibility", "u1", (COUNT,))])


@dataclass(frozen=True, slots=True)
class Moment:
    t: float
    """Seconds since the session began, to the millisecond."""

    image: Points
    """33 × (x, y, z, visibility), as in Landmarks."""


def slot(t: float) -> int:
    """Which tenth of a second this is; one moment of each is kept."""
    return int(t * RATE_HZ)


def moment(landmarks: Landmarks) -> Moment:
    return Moment(round(landmarks.t, 3), landmarks.image)


def pack(moments: Iterable[Moment]) -> bytes:
    """Coordinates are rounded to 1/4096, visibilities to 1/255."""
    frames = np.array([_packed(one) for one in moments], dtype=FRAME)
    return zlib.compress(frames.tobytes())


def unpack(packed: bytes) -> Iterator[Moment]:
    """Raises ValueError for what `pack` did not write."""
    try:
        frames: npt.NDArray[np.void] = np.frombuffer(zlib.decompress(packed), dtype=FRAME)
    except zlib.error as error:
        raise ValueError(str(error)) from error
    for frame in frames:
        image = np.empty((COUNT, 4), dtype=np.float32)
        image[:, :3] = frame["points"] / STEPS
        image[:, 3] = frame["visibility"] / SEEN
        yield Moment(float(frame["ms"]) / 1000, image)


def _packed(one: Moment) -> tuple[int, npt.NDArray[np.int16], npt.NDArray[np.uint8]]:
    points = np.rint(np.clip(np.nan_to_num(one.image[:, :3]), -LARGEST, LARGEST) * STEPS)
    seen = np.rint(np.clip(np.nan_to_num(one.image[:, 3]), 0.0, 1.0) * SEEN)
    return round(one.t * 1000), points.astype(np.int16), seen.astype(np.uint8)

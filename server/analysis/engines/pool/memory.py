"""What one session's tracking remembers, as a few kilobytes of fixed layout that any worker can take up."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from server.analysis.engines.blazepose.filters import Smoothed
from server.analysis.engines.blazepose.pipeline import State
from server.analysis.engines.blazepose.region import Region
from server.analysis.engines.pool.stillness import SIDE_MOST, Held, Thumb
from server.analysis.landmarks import COUNT, Points

MOTION: Final = ("<f4", (3, COUNT, 3))
"""The given, smoothed and speed values of one filter."""

TRACKED: Final = np.dtype(
    [
        ("size", "<u2", 2),
        ("has", "u1", 5),
        ("region", "<f8", 4),
        ("image_t", "<f8"),
        ("image", *MOTION),
        ("world_t", "<f8"),
        ("world", *MOTION),
        ("visibility", "<f4", COUNT),
    ]
)
"""`has` says which of region, image, world, visibility and a held picture are there; the rest is zeros."""

HELD: Final = np.dtype(
    [("t", "<f8"), ("noise", "<f4"), ("found", "?"), ("body", "<f4", (COUNT, 7)), ("shape", "u1", 2)]
)
"""A still picture's answer. Its thumbnail follows, a byte a pixel."""

MOST_BYTES: Final = TRACKED.itemsize + HELD.itemsize + SIDE_MOST * SIDE_MOST


EMPTY: Final = State()


@dataclass(frozen=True, slots=True)
class Memory:
    """All that is kept of one session between two of its frames. Positions are in pixels of `size`."""

    size: tuple[int, int]
    state: State = EMPTY
    held: Held | None = None

    def packed(self) -> bytes:
        """At most `MOST_BYTES`, little-endian."""
        state, told = self.state, np.zeros((), TRACKED)
        told["size"] = self.size
        told["has"] = [
            part is not None for part in (state.region, state.image, state.world, state.visibility, self.held)
        ]
        if state.region is not None:
            told["region"] = (state.region.x, state.region.y, state.region.side, state.region.turn)
        for name, motion in (("image", state.image), ("world", state.world)):
            if motion is not None:
                told[f"{name}_t"], told[name] = motion.t, (motion.given, motion.value, motion.speed)
        if state.visibility is not None:
            told["visibility"] = state.visibility
        return told.tobytes() + (b"" if self.held is None else _pack_held(self.held))


def unpack(packed: bytes) -> Memory:
    """Raises ValueError when it is no memory."""
    if not TRACKED.itemsize <= len(packed) <= MOST_BYTES:
        raise ValueError("a memory of another length")
    told = np.frombuffer(packed, TRACKED, 1)[0]
    region, image, world, visibility, held = (bool(there) for there in told["has"])
    state = State(
        Region(*(float(value) for value in told["region"])) if region else None,
        _motion(told, "image") if image else None,
        _motion(told, "world") if world else None,
        told["visibility"].astype(np.float32) if visibility else None,
    )
    size = int(told["size"][0]), int(told["size"][1])
    return Memory(size, state, _unpack_held(packed[TRACKED.itemsize :]) if held else None)


def scaled(state: State, factor: float) -> State:
    """The same state in pixels of a picture `factor` times as large. Speeds are in sides of the body."""
    if factor == 1.0:
        return state
    region, image = state.region, state.image
    if region is not None:
        region = Region(region.x * factor, region.y * factor, region.side * factor, region.turn)
    if image is not None:
        image = replace(image, given=_times(image.given, factor), value=_times(image.value, factor))
    return State(region, image, state.world, state.visibility)


def _times(points: Points, factor: float) -> Points:
    return points * np.float32(factor)


def _motion(told: Any, name: str) -> Smoothed:
    given, value, speed = told[name].astype(np.float32)
    return Smoothed(float(told[f"{name}_t"]), given, value, speed)


def _pack_held(held: Held) -> bytes:
    told = np.zeros((), HELD)
    told["t"], told["noise"], told["found"] = held.t, held.noise, held.body is not None
    if held.body is not None:
        told["body"] = held.body
    told["shape"] = held.looked_at.shape
    return told.tobytes() + held.looked_at.tobytes()


def _unpack_held(packed: bytes) -> Held:
    if len(packed) < HELD.itemsize:
        raise ValueError("a memory of another length")
    told = np.frombuffer(packed, HELD, 1)[0]
    shape = int(told["shape"][0]), int(told["shape"][1])
    pixels: Thumb = np.frombuffer(packed, np.uint8, offset=HELD.itemsize)
    if pixels.size != shape[0] * shape[1]:
        raise ValueError("a memory of another length")
    body = told["body"].astype(np.float32) if told["found"] else None
    return Held(float(told["t"]), float(told["noise"]), body, pixels.reshape(shape))

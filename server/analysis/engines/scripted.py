"""An engine that reads the truth out of the picture: its painter wrote it into the JPEG's comment.

It keeps nothing and needs no model, so different pictures give different, exactly known landmarks.

A truth is one COM segment: `yoga-truth:1:` and a JSON object with `image` (base64 of 33 × 4 little-endian
float32), `world` (33 × 3, or null) and `people`. A picture without one shows nobody.
"""

from __future__ import annotations

import base64
import json
import struct
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.engines.base import Load, Newer, unchanged
from server.analysis.engines.options import EngineOptions
from server.analysis.landmarks import COUNT, Detection, Frame, Landmarks, Nobody, Points
from server.errors import EngineFailed, FrameLost

MARK: Final = b"yoga-truth:1:"
PAYLOAD_BYTES: Final = 65533
"""What one JPEG segment holds beside its own length (ITU-T T.81, B.1.1.4)."""

SOI, APP0, COM, SOS, EOI = 0xD8, 0xE0, 0xFE, 0xDA, 0xD9
FRAME_HEADERS: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""SOF0 to SOF15 without DHT, JPG and DAC, which lie among them."""


@dataclass(frozen=True, slots=True)
class Truth:
    """Where the painter put the body: 33 × (x, y, z, visibility), and 33 × (x, y, z) metres or None."""

    image: Points
    world: Points | None = None
    people: int = 1


def write_truth(jpeg: bytes, truth: Truth | Landmarks) -> bytes:
    """The same JPEG with the truth in its comment. Raises ValueError for anything but a JPEG."""
    told = {"image": _text(truth.image, 4), "world": None, "people": truth.people}
    if truth.world is not None:
        told["world"] = _text(truth.world, 3)
    payload = MARK + json.dumps(told, separators=(",", ":")).encode()
    if len(payload) > PAYLOAD_BYTES:
        raise ValueError("the truth does not fit into one segment")
    # JFIF wants its APP0 directly after the start of the image.
    start = next((end for marker, _, end in _segments(jpeg) if marker == APP0), 2)
    return jpeg[:start] + struct.pack("!BBH", 0xFF, COM, len(payload) + 2) + payload + jpeg[start:]


def read_truth(jpeg: bytes) -> Truth | None:
    """The truth in the picture's comment, or None. Raises ValueError for anything but a JPEG."""
    for marker, start, end in _segments(jpeg):
        if marker == COM and jpeg.startswith(MARK, start):
            told = json.loads(jpeg[start + len(MARK) : end])
            world = told["world"] and _points(told["world"], 3)
            return Truth(_points(told["image"], 4), world, told["people"])
    return None


def _size(jpeg: bytes) -> tuple[int, int]:
    """Width and height out of the frame header."""
    for marker, start, _ in _segments(jpeg):
        if marker in FRAME_HEADERS:
            height, width = struct.unpack_from("!HH", jpeg, start + 1)
            return width, height
    raise ValueError("a JPEG without a frame header")


def _segments(jpeg: bytes) -> Iterator[tuple[int, int, int]]:
    """Marker, start and end of the content, for each segment before the scan."""
    if jpeg[:2] != bytes((0xFF, SOI)):
        raise ValueError("not a JPEG")
    at = 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        marker, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4])
        if marker in (SOS, EOI) or length < 2 or at + 2 + length > len(jpeg):
            return
        yield marker, at + 4, at + 2 + length
        at += 2 + length


def _text(points: Points, width: int) -> str:
    if points.shape != (COUNT, width):
        raise ValueError(f"{COUNT} × {width} values expected, not {points.shape}")
    return base64.b64encode(points.astype("<f4").tobytes()).decode()


def _points(text: str, width: int) -> Points:
    values = np.frombuffer(base64.b64decode(text), "<f4").reshape(COUNT, width)
    return values.astype(np.float32)


class ScriptedLandmarker:
    def __init__(self, engine: ScriptedEngine) -> None:
        self._engine = engine

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        if not self._engine.running:
            raise EngineFailed("The engine has ended.")
        frame = newer(frame)
        try:
            truth, size = read_truth(frame.picture), _size(frame.picture)
        except (ValueError, KeyError, struct.error) as error:
            raise FrameLost(f"The picture cannot be read: {error}.") from error
        if truth is None:
            return Nobody(frame.seq, frame.t)
        return Landmarks(frame.seq, frame.t, truth.image, truth.world, size, truth.people)


class ScriptedEngine:
    name = "scripted"

    def __init__(self, options: EngineOptions | None = None) -> None:
        self.running = False

    async def __aenter__(self) -> ScriptedEngine:
        self.running = True
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.running = False

    @asynccontextmanager
    async def landmarker(self) -> AsyncIterator[ScriptedLandmarker]:
        yield ScriptedLandmarker(self)

    def load(self) -> Load:
        return Load()

"""Small films, made by the test that needs one."""

from __future__ import annotations

import struct
from pathlib import Path
from typing import Final

import av
import numpy as np

_IDENTITY: Final = struct.pack(">9i", 0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000)


def film(path: Path, *, frames: int = 30, fps: int = 30, size: tuple[int, int] = (64, 48)) -> Path:
    """Grey, with the left third white: which way is up and which side is left can be seen."""
    width, height = size
    picture = np.full((height, width, 3), 60, np.uint8)
    picture[:, : width // 3] = 250
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        for _ in range(frames):
            for packet in stream.encode(av.VideoFrame.from_ndarray(picture, "rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return path


def turn_clockwise(path: Path) -> Path:
    """Write what a phone held upright writes: shown after a quarter turn clockwise."""
    data = path.read_bytes()
    track = data.index(b"tkhd")
    at = data.index(_IDENTITY, track)
    turned = struct.pack(">9i", 0, 0x10000, 0, -0x10000, 0, 0, 48 << 16, 0, 0x40000000)
    path.write_bytes(data[:at] + turned + data[at + len(turned) :])
    return path

"""A binary frame: a head of 16 bytes and a JPEG."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import Final

from server.errors import BadFrame, NotSupported
from server.stream.wire.version import VERSION

HEAD: Final = struct.Struct(">BBHIQ")
"""version, kind, flags, seq, capture time in µs."""

KIND_JPEG: Final = 1


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG as it came, not yet looked into."""

    seq: int
    captured_us: int
    jpeg: bytes


def pack_picture(picture: Picture) -> bytes:
    return HEAD.pack(VERSION, KIND_JPEG, 0, picture.seq, picture.captured_us) + picture.jpeg


def unpack_picture(data: bytes) -> Picture:
    """Read one binary frame. Raises BadFrame."""
    if len(data) <= HEAD.size:
        raise BadFrame("A frame is 16 bytes of head and a JPEG.")
    version, kind, _flags, seq, captured_us = HEAD.unpack_from(data)
    if version != VERSION:
        raise BadFrame(f"This server reads frames of version {VERSION}.")
    if kind != KIND_JPEG:
        raise NotSupported("This server reads frames of kind 1, JPEG.")
    return Picture(seq, captured_us, data[HEAD.size :])

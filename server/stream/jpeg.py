"""The header gate: what a JPEG says of itself is checked before anything decodes it.

A file of 2 kB can claim 32767 × 32767 pixels and cost a decoder seconds and gigabytes, and each scan of a
progressive file is a pass over the whole picture. Walking the markers costs microseconds.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import simplejpeg

from server.errors import BadFrame, TooLarge

SOI: Final = b"\xff\xd8"
EOI: Final = 0xD9
SOS: Final = 0xDA
FRAMES: Final = {0xC0, 0xC1, 0xC2}
"""Baseline, extended and progressive Huffman (ITU-T T.81, table B.1); the rest are not for cameras."""

OTHER_FRAMES: Final = {0xC3, 0xC5, 0xC6, 0xC7, 0xC9, 0xCA, 0xCB, 0xCD, 0xCE, 0xCF}
STANDALONE: Final = {0x01, *range(0xD0, 0xD8)}
SCAN_END: Final = re.compile(rb"\xff[^\x00\x01\xd0-\xd7]")
"""0xFF, but neither one of the data (0 follows) nor a marker that stands alone."""
FILL: Final = re.compile(rb"\xff+")
"""The 0xFF of a marker; any number of them may stand before it."""

MOST_MARKERS: Final = 300
"""Outside of scans. Cameras write ten to thirty, a colour profile in pieces adds 255 at most; half a megabyte
of nothing else took 100 ms to walk (measured)."""

MIN_SIDE: Final = 16
QUALITY: Final = 92
"""For video frames that are encoded anew: 1.2 grey levels off on average, 0.7 ms at 640 × 480 (measured)."""

MAX_TRAILING: Final = 64
"""Some cameras pad the end; more than this is another file behind the picture."""


@dataclass(frozen=True, slots=True)
class JpegLimits:
    max_bytes: int = 512 * 1024
    max_side: int = 1920
    max_pixels: int = 2_100_000
    max_scans: int = 12


def check(jpeg: bytes, limits: JpegLimits) -> tuple[int, int]:
    """Return width and height in pixels of a picture that is safe to decode.

    Raises BadFrame, or TooLarge where it is over the limit in bytes.
    """
    if len(jpeg) > limits.max_bytes:
        raise TooLarge(f"A picture is at most {limits.max_bytes} bytes.")
    if not jpeg.startswith(SOI):
        raise BadFrame("The picture is not a JPEG.")
    try:
        return _walk(jpeg, limits)
    except (IndexError, struct.error):
        raise BadFrame("The picture is cut off.") from None


def encode(planes: npt.NDArray[np.uint8], width: int, height: int) -> bytes:
    """A JPEG of I420 planes in full range, (height · 3/2) × width; both sides are even."""
    # In the rows of the whole a plane of colour may end in the middle of one: 480 × 270 does.
    flat = planes.reshape(-1)
    y = flat[: width * height].reshape(height, width)
    u, v = flat[width * height :].reshape(2, height // 2, width // 2)
    picture: bytes = simplejpeg.encode_jpeg_yuv_planes(y, u, v, quality=QUALITY)
    return picture


def _walk(jpeg: bytes, limits: JpegLimits) -> tuple[int, int]:
    at, scans = 2, 0
    size: tuple[int, int] | None = None
    for _ in range(MOST_MARKERS):
        marker, at = _next_marker(jpeg, at)
        if marker == EOI:
            return _whole(jpeg, at, size, scans, limits)
        if marker in STANDALONE:
            continue
        (length,) = struct.unpack_from(">H", jpeg, at)
        if marker in OTHER_FRAMES or (marker in FRAMES and size):
            raise BadFrame("The picture is not of a kind that cameras make.")
        if marker in FRAMES:
            size = _frame_size(jpeg, at, limits)
        at += length
        if marker == SOS:
            scans += 1
            at = _skip_scan(jpeg, at)
    raise BadFrame("The picture has too many parts.")


def _whole(
    jpeg: bytes, end: int, size: tuple[int, int] | None, scans: int, limits: JpegLimits
) -> tuple[int, int]:
    if size is None or not scans:
        raise BadFrame("There is no image in the picture.")
    if scans > limits.max_scans:
        raise BadFrame(f"The picture has more than {limits.max_scans} scans.")
    if len(jpeg) - end > MAX_TRAILING:
        raise BadFrame("Something follows the end of the picture.")
    return size


def _next_marker(jpeg: bytes, at: int) -> tuple[int, int]:
    fill = FILL.match(jpeg, at)
    if fill is None or jpeg[fill.end()] == 0:
        raise BadFrame("The picture is damaged.")
    return jpeg[fill.end()], fill.end() + 1


def _frame_size(jpeg: bytes, at: int, limits: JpegLimits) -> tuple[int, int]:
    _length, bits, height, width, components = struct.unpack_from(">HBHHB", jpeg, at)
    if bits != 8 or components not in (1, 3):
        raise BadFrame("The picture is not 8 bit grey or colour.")
    if min(width, height) < MIN_SIDE:
        raise BadFrame(f"Each side of a picture has at least {MIN_SIDE} pixels.")
    if max(width, height) > limits.max_side or width * height > limits.max_pixels:
        raise BadFrame(f"A picture is at most {limits.max_side} pixels long and {limits.max_pixels} in all.")
    return width, height


def _skip_scan(jpeg: bytes, at: int) -> int:
    """Find the marker that ends the entropy-coded data."""
    end = SCAN_END.search(jpeg, at)
    if end is None:
        raise BadFrame("The picture has no end marker.")
    return end.start()

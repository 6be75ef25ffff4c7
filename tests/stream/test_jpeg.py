"""SPEC 3.3: what a picture's header must say before anything decodes it."""

from __future__ import annotations

import contextlib
import io
import struct
from typing import Any

import numpy as np
import pytest
import simplejpeg
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from server.errors import BadFrame, BadInput, TooLarge
from server.stream.jpeg import JpegLimits, check

LIMITS = JpegLimits()


def picture(width: int = 64, height: int = 48, **options: Any) -> bytes:
    noise = np.random.default_rng(7).integers(0, 255, (height, width, 3), dtype=np.uint8)
    out = io.BytesIO()
    Image.fromarray(noise).save(out, "JPEG", **options)
    return out.getvalue()


GOOD = picture()


def claim(width: int, height: int) -> bytes:
    """A small file whose header claims another size."""
    at = GOOD.index(b"\xff\xc0") + 5
    return GOOD[:at] + struct.pack(">HH", height, width) + GOOD[at + 4 :]


@pytest.mark.parametrize("options", [{}, {"progressive": True}, {"quality": 10}, {"comment": b"hello"}])
def test_3_3_pictures_from_cameras_pass(options: dict[str, Any]) -> None:
    assert check(picture(**options), LIMITS) == (64, 48)


def test_3_3_what_simplejpeg_writes_passes_in_colour_and_grey() -> None:
    grey = np.zeros((32, 40, 1), np.uint8)
    assert check(simplejpeg.encode_jpeg(grey, colorspace="GRAY"), LIMITS) == (40, 32)


@pytest.mark.parametrize(
    ("width", "height"),
    [(32767, 32767), (65500, 65500), (20000, 20000), (1921, 16), (1900, 1900), (0, 0), (8, 64)],
)
def test_3_3_claimed_sizes_outside_the_limits_are_refused(width: int, height: int) -> None:
    with pytest.raises(BadFrame):
        check(claim(width, height), LIMITS)


def test_3_3_scan_bombs_are_refused() -> None:
    progressive = picture(progressive=True)
    last = progressive.rindex(b"\xff\xda")
    bomb = progressive[:-2] + progressive[last:-2] * 50 + progressive[-2:]
    with pytest.raises(BadFrame, match="scans"):
        check(bomb, LIMITS)


def after_start(parts: bytes) -> bytes:
    return GOOD[:2] + parts + GOOD[2:]


@pytest.mark.parametrize("part", [b"\xff\xfe\x00\x02", b"\xff\x01"], ids=["comments", "standing alone"])
def test_3_3_pictures_made_of_markers_are_refused(part: bytes) -> None:
    """Half a megabyte of them is a tenth of a second of everybody's event loop."""
    with pytest.raises(BadFrame, match="parts"):
        check(after_start(part * 300), LIMITS)


def test_3_3_a_colour_profile_in_pieces_and_fill_bytes_pass() -> None:
    assert check(after_start(b"\xff\xe2\x00\x02" * 255 + b"\xff" * 1000), LIMITS) == (64, 48)


@pytest.mark.parametrize("cut", range(2, len(GOOD) - 1, 97))
def test_3_3_truncated_pictures_are_refused(cut: int) -> None:
    with pytest.raises(BadFrame):
        check(GOOD[:cut], LIMITS)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff\xd9",
        b"GIF89a" + b"\0" * 50,
        b"\x89PNG\r\n\x1a\n",
        GOOD + b"PK\x03\x04" + b"\0" * 100,
        GOOD.replace(b"\xff\xc0\x00\x11\x08", b"\xff\xc0\x00\x11\x0c"),
        GOOD.replace(b"\xff\xc0", b"\xff\xc3"),
    ],
    ids=["empty", "start", "hollow", "gif", "png", "zip behind", "12 bit", "lossless"],
)
def test_3_3_other_files_are_refused(data: bytes) -> None:
    with pytest.raises(BadFrame):
        check(data, LIMITS)


def test_3_3_a_few_bytes_of_padding_pass() -> None:
    assert check(GOOD + b"\0" * 64, LIMITS) == (64, 48)


def test_6_6_a_picture_over_the_byte_limit_is_too_large() -> None:
    with pytest.raises(TooLarge):
        check(GOOD, JpegLimits(max_bytes=len(GOOD) - 1))


@given(st.binary(max_size=200).map(lambda tail: GOOD[:60] + tail))
def test_any_bytes_are_a_picture_or_bad_input(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        width, height = check(data, LIMITS)
        assert width * height <= LIMITS.max_pixels

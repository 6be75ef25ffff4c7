"""R5: the size of a key frame is read before it is decoded, and matches what an encoder was asked for."""

from __future__ import annotations

import struct
from fractions import Fraction

import av
import numpy as np
import pytest
from av.video.codeccontext import VideoCodecContext

from server.stream.whip import sizes


def encoded(codec: str, width: int, height: int) -> list[bytes]:
    context = av.CodecContext.create(codec, "w")
    assert isinstance(context, VideoCodecContext)
    context.width, context.height = width, height
    context.pix_fmt = "yuv420p"
    context.time_base = Fraction(1, 30)
    context.gop_size = 100
    frames = []
    for n in range(3):
        frame = av.VideoFrame.from_ndarray(np.full((height * 3 // 2, width), 50 * n, np.uint8), "yuv420p")
        frame.pts = n
        frames += [bytes(packet) for packet in context.encode(frame)]
    return frames + [bytes(packet) for packet in context.encode(None)]


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 720), (178, 144)])
def test_vp8(width: int, height: int) -> None:
    first, *others = encoded("libvpx", width, height)
    assert sizes.vp8(first) == (width, height)
    assert [sizes.vp8(other) for other in others] == [None] * len(others)


@pytest.mark.parametrize(("width", "height"), [(640, 480), (1280, 720), (176, 144)])
def test_h264(width: int, height: int) -> None:
    first, *others = encoded("libx264", width, height)
    assert sizes.h264(first) == (width, height)
    assert [sizes.h264(other) for other in others] == [None] * len(others)


def test_a_claim_of_16383_is_read_without_decoding() -> None:
    bomb = bytes([0x10, 0, 0]) + sizes.VP8_START + struct.pack("<HH", 16383, 16383) + bytes(26)
    assert len(bomb) == 36
    assert sizes.vp8(bomb) == (16383, 16383)


@pytest.mark.parametrize("data", [bytes(9), bytes([0x10, 0, 0, 1, 2, 3, 4, 5, 6, 7])])
def test_a_vp8_key_frame_without_a_size_is_unreadable(data: bytes) -> None:
    with pytest.raises(sizes.Unreadable):
        sizes.vp8(data)


def test_a_cut_off_parameter_set_is_unreadable() -> None:
    first = encoded("libx264", 640, 480)[0]
    at = first.index(bytes([0x67]))
    for end in range(at + 1, at + 6):
        with pytest.raises(sizes.Unreadable):
            sizes.h264(b"\x00\x00\x01" + first[at:end])


def test_a_frame_of_parameter_sets_is_unreadable() -> None:
    """Reading thousands of them would take as long as everybody's frames of many seconds."""
    first = encoded("libx264", 640, 480)[0]
    one = next(unit for unit in first.split(sizes.NAL_START) if unit and unit[0] & 0x1F == sizes.SPS)
    repeated = sizes.NAL_START + one
    assert sizes.h264(sizes.MOST_SETS * repeated) == (640, 480)
    with pytest.raises(sizes.Unreadable, match="sets"):
        sizes.h264((sizes.MOST_SETS + 1) * repeated)

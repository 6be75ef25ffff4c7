"""R5, R6: the queue before the decoder is bounded, and closed to frames that cost too much."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import pytest

from server.stream.whip import sizes
from server.stream.whip.encoded import MOST_CHANGES, MOST_WAITING, EncodedFrames, WholeTimestamps

VP8 = SimpleNamespace(name="VP8")
DELTA = bytes([0x11]) + bytes(20)


def key(width: int, height: int) -> bytes:
    return bytes([0x10, 0, 0]) + sizes.VP8_START + struct.pack("<HH", width, height) + bytes(26)


class Queue:
    def __init__(self) -> None:
        self.asked = 0
        self.frames = EncodedFrames(1280, self._ask)

    def _ask(self) -> None:
        self.asked += 1

    def put(self, data: bytes) -> None:
        self.frames.put((VP8, SimpleNamespace(data=data)))

    def waiting(self) -> list[bytes]:
        self.frames.put(None)
        return [task[1].data for task in iter(self.frames.get, None)]


def test_frames_come_out_as_they_went_in_and_the_end_too() -> None:
    queue = Queue()
    for data in (key(640, 480), DELTA, DELTA):
        queue.put(data)
    assert queue.waiting() == [key(640, 480), DELTA, DELTA]
    assert queue.asked == 0


@pytest.mark.parametrize("size", [(16383, 16383), (8000, 8000), (1281, 16), (0, 480)])
def test_a_key_frame_of_a_forbidden_size_and_what_builds_on_it_is_refused(size: tuple[int, int]) -> None:
    queue = Queue()
    for data in (key(*size), DELTA, key(640, 480), DELTA):
        queue.put(data)
    assert queue.waiting() == [key(640, 480), DELTA]
    assert queue.frames.refused == queue.asked == 2


def test_when_decoding_is_slow_it_waits_for_the_next_key_frame() -> None:
    queue = Queue()
    queue.put(key(640, 480))
    for _ in range(1000):
        queue.put(DELTA)
    assert len(queue.waiting()) == MOST_WAITING
    queue.put(DELTA)
    queue.put(key(640, 480))
    assert queue.waiting() == [key(640, 480)]


def test_a_stream_that_keeps_changing_its_size_is_cut_short() -> None:
    queue, passed = Queue(), 0
    for n in range(60):
        queue.put(key(160 + 16 * n, 120))
        passed += len(queue.waiting())
    assert passed == MOST_CHANGES


def test_another_codec_is_not_decoded() -> None:
    queue = Queue()
    queue.frames.put((SimpleNamespace(name="AV1"), SimpleNamespace(data=DELTA)))
    assert queue.waiting() == []


def test_rtp_time_goes_on_past_its_32_bits() -> None:
    clock = WholeTimestamps()
    assert [clock.map(t) for t in (2**32 - 10, 5, 20)] == [2**32 - 10, 2**32 + 5, 2**32 + 20]

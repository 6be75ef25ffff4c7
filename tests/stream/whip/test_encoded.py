"""R5, R6: the queue before the decoder is bounded, and closed to frames that cost too much."""

from __future__ import annotations

import struct
from types import SimpleNamespace

import pytest
from aiortc import RTCPeerConnection

from server.stream.whip import sizes
from server.stream.whip.encoded import (
    ASK_AGAIN_S,
    FAULTS_S,
    MOST_CHANGES,
    MOST_FAULTS,
    MOST_WAITING,
    EncodedFrames,
    KeyWanted,
    WholeTimestamps,
    attend,
)

VP8 = SimpleNamespace(name="VP8")
DELTA = bytes([0x11]) + bytes(20)


def key(width: int, height: int) -> bytes:
    return bytes([0x10, 0, 0]) + sizes.VP8_START + struct.pack("<HH", width, height) + bytes(26)


class Queue:
    """Ours, with a clock that stands still unless told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.key_wanted = KeyWanted(lambda: self.now)
        self.frames = EncodedFrames(1280, self.key_wanted, lambda: self.now)
        self._waiting = self.frames._waiting

    def put(self, data: bytes) -> None:
        self.frames.put((VP8, SimpleNamespace(data=data)))

    def waiting(self) -> list[bytes]:
        """What the decoder thread would get now."""
        return [self.frames.get()[1].data for _ in range(self._waiting.qsize())]

    @property
    def asked(self) -> bool:
        """Whether aiortc would ask the sender for a key frame; it clears the event then."""
        asked = self.key_wanted.is_set()
        self.key_wanted.clear()
        return asked


def test_frames_come_out_as_they_went_in() -> None:
    queue = Queue()
    for data in (key(640, 480), DELTA, DELTA):
        queue.put(data)
    assert queue.waiting() == [key(640, 480), DELTA, DELTA]
    assert not queue.asked


def test_the_end_overtakes_what_waits() -> None:
    """The event loop waits for the decoder thread to come to its end."""
    queue = Queue()
    for data in (key(640, 480), DELTA):
        queue.put(data)
    queue.frames.put(None)
    assert queue.frames.get() is None


def test_nothing_is_decoded_before_the_first_key_frame() -> None:
    queue = Queue()
    queue.put(DELTA)
    assert queue.waiting() == []
    assert queue.asked
    assert not queue.key_wanted.too_often(queue.now)


@pytest.mark.parametrize("size", [(16383, 16383), (8000, 8000), (1281, 16), (0, 480), (1, 1)])
def test_a_key_frame_of_a_forbidden_size_and_what_builds_on_it_is_refused(size: tuple[int, int]) -> None:
    queue = Queue()
    for data in (key(640, 480), key(*size), DELTA, DELTA):
        queue.put(data)
    assert queue.waiting() == [key(640, 480)]
    assert queue.asked


def test_when_decoding_is_slow_it_waits_for_the_next_key_frame_and_nobody_is_at_fault() -> None:
    queue = Queue()
    queue.put(key(640, 480))
    for _ in range(1000):
        queue.put(DELTA)
    assert len(queue.waiting()) == MOST_WAITING
    queue.put(DELTA)
    queue.put(key(640, 480))
    assert queue.waiting() == [key(640, 480)]
    assert not queue.key_wanted.too_often(queue.now)


def test_after_an_error_of_the_decoder_it_waits_for_the_next_key_frame() -> None:
    queue = Queue()
    queue.put(key(640, 480))
    queue.key_wanted.set()
    queue.put(DELTA)
    queue.put(key(640, 480))
    assert queue.waiting() == [key(640, 480), key(640, 480)]


def test_a_key_frame_is_not_asked_for_with_every_packet() -> None:
    queue, asked = Queue(), 0
    for _ in range(60):
        queue.put(DELTA)
        asked += queue.asked
        queue.now += ASK_AGAIN_S / 6
    assert 8 <= asked <= 10


def test_a_stream_that_keeps_changing_its_size_is_cut_short() -> None:
    queue, passed = Queue(), 0
    for n in range(60):
        queue.put(key(160 + 16 * n, 120))
        passed += len(queue.waiting())
    assert passed == MOST_CHANGES


def test_key_frames_of_the_largest_size_come_no_faster_than_a_session_takes_frames() -> None:
    queue, passed = Queue(), 0
    for _ in range(1000):
        queue.put(key(1280, 1280))
        passed += len(queue.waiting())
        queue.now += 0.002
    assert 80 <= passed <= 121


def test_thirty_frames_in_ten_seconds_that_nobody_can_decode_are_too_many() -> None:
    queue = Queue()
    for _ in range(MOST_FAULTS - 1):
        queue.put(key(16383, 16383))
    assert not queue.key_wanted.too_often(queue.now)
    queue.put(key(16383, 16383))
    assert queue.key_wanted.too_often(queue.now)
    assert not queue.key_wanted.too_often(queue.now + FAULTS_S + 1)


def test_another_codec_is_not_decoded() -> None:
    queue = Queue()
    queue.frames.put((SimpleNamespace(name="AV1"), SimpleNamespace(data=DELTA)))
    assert queue.waiting() == []


def test_rtp_time_goes_on_past_its_32_bits() -> None:
    clock = WholeTimestamps()
    assert [clock.map(t) for t in (2**32 - 10, 5, 20)] == [2**32 - 10, 2**32 + 5, 2**32 + 20]


def test_a_frame_out_of_order_does_not_move_rtp_time_on() -> None:
    clock = WholeTimestamps()
    times = (6_000, 3_000, 9_000, 2**32 - 3_000, 12_000)
    assert [clock.map(t) for t in times] == [6_000, 3_000, 9_000, -3_000, 12_000]


@pytest.mark.anyio
async def test_an_aiortc_without_these_parts_is_another() -> None:
    receiver = RTCPeerConnection().addTransceiver("video").receiver
    attend(receiver, 1280)
    delattr(receiver, "_RTCRtpReceiver__decoder_queue")
    with pytest.raises(AttributeError):
        attend(receiver, 1280)

"""The queue before aiortc's decoder thread: bounded, and closed to what costs too much or cannot be decoded.

aiortc's own queue grows without limit while decoding is slow, by 13 MB/s at 640 × 480 (measured).
"""

from __future__ import annotations

import contextlib
import queue
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiortc.rtcrtpreceiver import RTCRtpReceiver

from server.stream.pace import Bucket
from server.stream.whip import sizes

MOST_WAITING: Final = 8
LEAST_SIDE: Final = 16
"""Of a picture that anybody could be seen in, and that can be encoded again."""

MOST_CHANGES: Final = 10
"""Changes of size in a minute; a browser adapts to its bandwidth a few times."""

FULL_FRAMES_PER_S: Final = 40
"""Of the largest size; smaller ones may come faster, up to the same number of pixels."""

LEAST_PIXELS: Final = 640 * 480
"""What a smaller frame counts as: it costs a turn of the decoder all the same."""

MOST_FAULTS: Final = 30
FAULTS_S: Final = 10.0
"""So many frames that nobody can decode, in this time, are no accident."""

ASK_AGAIN_S: Final = 0.3
"""A key frame that was asked for takes a round trip to come."""

HALF_ROUND: Final = 1 << 31
"""Of RTP time, in ticks."""

SIZE_OF: Final[dict[str, Callable[[bytes], tuple[int, int] | None]]] = {"vp8": sizes.vp8, "h264": sizes.h264}

Clock = Callable[[], float]


class KeyWanted(threading.Event):
    """Stands in for the event by which the decoder thread has a key frame asked for; counts the reasons."""

    def __init__(self, clock: Clock = time.monotonic) -> None:
        super().__init__()
        self.lost = False
        """Whether what was decoded last cannot be built upon."""

        self._clock = clock
        self._faults: deque[float] = deque(maxlen=MOST_FAULTS)
        self._asked = float("-inf")

    def set(self) -> None:
        """A frame could not be decoded: the decoder says so, and we of what we keep from it."""
        self._faults.append(self._clock())
        self.ask()

    def ask(self) -> None:
        """Nothing can be decoded before the next key frame."""
        self.lost = True
        if self._clock() - self._asked >= ASK_AGAIN_S:
            self._asked = self._clock()
            super().set()

    def too_often(self, now: float) -> bool:
        """Whether so much could not be decoded lately that the client is at fault."""
        return len(self._faults) == MOST_FAULTS and now - self._faults[0] < FAULTS_S


class EncodedFrames:
    """Stands in for the `queue.Queue` between aiortc's receiver and its decoder thread."""

    def __init__(self, max_side: int, key_wanted: KeyWanted, clock: Clock = time.monotonic) -> None:
        self._max_side = max_side
        self._key_wanted = key_wanted
        self._clock = clock
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._size: tuple[int, int] | None = None
        self._changes: deque[float] = deque(maxlen=MOST_CHANGES)
        pixels_per_s = FULL_FRAMES_PER_S * max_side**2
        self._pixels = Bucket(pixels_per_s, pixels_per_s)

    def get(self) -> Any:
        return self._waiting.get()

    def put(self, task: Any) -> None:
        """Called on the event loop with a codec and an encoded frame, or None at the end."""
        if task is None:
            self._end()
        elif self._decodable(task[0].name.lower(), task[1].data):
            self._waiting.put(task)

    def _end(self) -> None:
        # The loop waits for the decoder thread to come to its end: nothing is to stand before it.
        with contextlib.suppress(queue.Empty):
            while True:
                self._waiting.get_nowait()
        self._waiting.put(None)

    def _decodable(self, codec: str, data: bytes) -> bool:
        try:
            size = SIZE_OF[codec](data)
        except (KeyError, sizes.Unreadable):
            self._key_wanted.set()
            return False
        if size is not None and not self._fits(size):
            self._key_wanted.set()
            return False
        if self._size is None or self._waiting.qsize() >= MOST_WAITING or self._builds_on_nothing(size):
            self._key_wanted.ask()
            return False
        if not self._pixels.take(self._clock(), max(LEAST_PIXELS, self._size[0] * self._size[1])):
            self._key_wanted.set()
            return False
        return True

    def _builds_on_nothing(self, size: tuple[int, int] | None) -> bool:
        if size is not None:
            self._key_wanted.lost = False
        return self._key_wanted.lost

    def _fits(self, size: tuple[int, int]) -> bool:
        if not LEAST_SIDE <= min(size) <= max(size) <= self._max_side:
            return False
        if size == self._size:
            return True
        now = self._clock()
        if len(self._changes) == MOST_CHANGES and now - self._changes[0] < 60:
            return False
        self._changes.append(now)
        self._size = size
        return True


class WholeTimestamps:
    """Stands in for aiortc's mapper: RTP time goes on past 2^32, and keeps its beginning.

    A browser tells the page each frame's RTP time, so feedback is matched to frames by it.
    """

    def __init__(self) -> None:
        self._last: int | None = None

    def map(self, timestamp: int) -> int:
        if self._last is None:
            self._last = timestamp
        # The nearer way round: a frame out of order goes back a little, and not on by thirteen hours.
        self._last += (timestamp - self._last + HALF_ROUND) % (2 * HALF_ROUND) - HALF_ROUND
        return self._last


def attend(receiver: RTCRtpReceiver, max_side: int) -> KeyWanted:
    """Put ours in place of the receiver's parts, before it starts. Raises AttributeError."""
    key_wanted = KeyWanted()
    ours = {
        "decoder_error": key_wanted,
        "decoder_queue": EncodedFrames(max_side, key_wanted),
        "timestamp_mapper": WholeTimestamps(),
    }
    for name, part in ours.items():
        private = f"_RTCRtpReceiver__{name}"
        getattr(receiver, private)  # gone in another aiortc: say so rather than set what nobody reads
        setattr(receiver, private, part)
    return key_wanted

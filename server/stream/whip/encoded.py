"""The queue before aiortc's decoder thread: bounded, and closed to key frames of a forbidden size.

aiortc's own queue grows without limit while decoding is slow, by 13 MB/s at 640 × 480 (measured).
"""

from __future__ import annotations

import queue
import time
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from aiortc.rtcrtpreceiver import RTCRtpReceiver

from server.stream.whip import sizes

MOST_WAITING: Final = 8
MOST_CHANGES: Final = 10
"""Changes of size in a minute; a browser adapts to its bandwidth a few times."""

SIZE_OF: Final[dict[str, Callable[[bytes], tuple[int, int] | None]]] = {"vp8": sizes.vp8, "h264": sizes.h264}


class EncodedFrames:
    """Stands in for the `queue.Queue` between aiortc's receiver and its decoder thread."""

    def __init__(self, max_side: int, ask_for_key: Callable[[], None]) -> None:
        self.refused = 0
        self._max_side = max_side
        self._ask_for_key = ask_for_key
        self._waiting: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._size: tuple[int, int] | None = None
        self._changes: deque[float] = deque(maxlen=MOST_CHANGES)
        self._needs_key = False

    def get(self) -> Any:
        return self._waiting.get()

    def put(self, task: Any) -> None:
        """Called on the event loop with a codec and an encoded frame, or None at the end."""
        if task is None or self._admit(task[0].name.lower(), task[1].data):
            self._waiting.put(task)
        else:
            self.refused += 1
            self._needs_key = True
            self._ask_for_key()

    def _admit(self, codec: str, data: bytes) -> bool:
        try:
            size = SIZE_OF[codec](data)
        except (KeyError, sizes.Unreadable):
            return False
        if size is not None and not self._fits(size):
            return False
        if self._needs_key and size is None:
            return False
        if self._waiting.qsize() >= MOST_WAITING:
            return False
        self._needs_key = False
        return True

    def _fits(self, size: tuple[int, int]) -> bool:
        if not 0 < min(size) <= max(size) <= self._max_side:
            return False
        if size == self._size:
            return True
        now = time.monotonic()
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
        self._rounds = 0

    def map(self, timestamp: int) -> int:
        if self._last is not None and timestamp < self._last:
            self._rounds += 1 << 32
        self._last = timestamp
        return timestamp + self._rounds


def attend(receiver: RTCRtpReceiver, max_side: int) -> EncodedFrames:
    """Put the queue and the clock in place, before the receiver starts. Raises AttributeError."""
    frames = EncodedFrames(max_side, getattr(receiver, _private("decoder_error")).set)
    for name, ours in (("decoder_queue", frames), ("timestamp_mapper", WholeTimestamps())):
        getattr(receiver, _private(name))  # gone in another aiortc: say so rather than set what nobody reads
        setattr(receiver, _private(name), ours)
    return frames


def _private(name: str) -> str:
    return f"_RTCRtpReceiver__{name}"

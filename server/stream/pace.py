"""How fast a client may send, and what time it is within a session. Time arrives as an argument."""

from __future__ import annotations

from typing import Final

AGREEMENT_S: Final = 2.0
"""How far capture times may stray from arrival before they are not believed (SPEC 3.5)."""

TICK_S: Final = 0.001
"""The least step: MediaPipe counts whole milliseconds."""


REJOIN_S: Final = 0.1
"""What a stay away counts: the next frame follows as another frame would have."""


class Bucket:
    """A token bucket: `rate` a second on average, `burst` at once."""

    def __init__(self, rate: float, burst: float) -> None:
        self.rate = rate
        self.burst = burst
        self._tokens = burst
        self._at: float | None = None

    def take(self, now: float, cost: float = 1.0) -> bool:
        """Take `cost` tokens, if there are so many. `now` in seconds, never going back."""
        if self._at is not None:
            self._tokens = min(self.burst, self._tokens + (now - self._at) * self.rate)
        self._at = now
        if self._tokens < cost:
            return False
        self._tokens -= cost
        return True


class SessionTime:
    """Seconds since the first frame, strictly rising, from the client's capture times while they are sane."""

    def __init__(self) -> None:
        self._arrived: float | None = None
        self._captured = 0.0
        self._from = 0.0
        self._last = 0.0

    def stamp(self, captured_us: int | None, now: float) -> float:
        """Return the time of a frame captured at `captured_us` (their clock), here at `now` (ours)."""
        captured = now if captured_us is None else captured_us / 1e6
        if self._arrived is None:
            self._arrived, self._captured = now, captured
        arrived = self._from + now - self._arrived
        believed = self._from + captured - self._captured
        t = believed if abs(believed - arrived) <= AGREEMENT_S else arrived
        self._last = max(t, self._last + TICK_S)
        return self._last

    def rejoin(self) -> None:
        """Go on from the last frame, whatever clock the next one comes with."""
        if self._arrived is not None:
            self._arrived = None
            self._from = self._last + REJOIN_S

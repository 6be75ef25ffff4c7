"""What becomes of those whose pictures break workers, one after another (docs/decisions/0085)."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable
from typing import Final

from server.errors import Harmful

MOST: Final = 3
WITHIN_S: Final = 300.0
"""So many broken workers in so long a time end the session; older ones are forgiven."""

BANNED_S: Final = 600.0


class Strikes:
    """The workers that one session's frames have broken."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._at: deque[float] = deque(maxlen=MOST)

    def another(self) -> bool:
        """Note one more; whether that is one too many."""
        self._at.append(self._clock())
        return len(self._at) == MOST and self._at[-1] - self._at[0] <= WITHIN_S


class Bans:
    """Accounts and addresses that are turned away for a while."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._until: dict[tuple[str, str], float] = {}

    def ban(self, who: tuple[str, str]) -> None:
        now = self._clock()
        self._until = {one: until for one, until in self._until.items() if until > now}
        self._until[who] = now + BANNED_S

    def check(self, who: tuple[str, str]) -> None:
        """Raises Harmful for somebody who is banned."""
        left_s = self._until.get(who, 0.0) - self._clock()
        if left_s > 0:
            raise Harmful("Pictures from here broke the engine again and again.", retry_after_s=left_s)

"""The C heap of a process that lives for months: few arenas, and what is free goes back to the system.

Video decoders and encoders work in threads of their own and free there what they took. glibc gives each new
thread an arena, and keeps what was freed in the middle of one: 60 of 260 MB after 500 WebRTC connections
(`bench.churn`). Other C libraries have neither call, and are left alone.
"""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import suppress
from typing import Final

ARENAS: Final = 2
M_ARENA_MAX: Final = -8
"""Of malloc.h."""

REST_S: Final = 5.0
"""From a call's end to the sweep, one for all that end meanwhile: it takes 0.3 to 6 ms (measured)."""


def share_arenas() -> None:
    """Have all threads share two arenas. It reaches those made later, so it comes first."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).mallopt(M_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Give every whole page that is free, in whichever arena, back to the system."""
    with suppress(AttributeError, OSError):
        ctypes.CDLL(None).malloc_trim(0)


class Sweep:
    """Gives memory back a little after it was asked to, in a thread: the event loop goes on meanwhile."""

    def __init__(self, rest_s: float = REST_S) -> None:
        self._rest_s = rest_s
        self._due: asyncio.TimerHandle | None = None

    def soon(self) -> None:
        """Something large has just ended. Called on the event loop, as often as one likes."""
        if self._due is None:
            self._due = asyncio.get_running_loop().call_later(self._rest_s, self._begin)

    def stop(self) -> None:
        """Not any more: the process is about to end."""
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _begin(self) -> None:
        self._due = None
        asyncio.get_running_loop().run_in_executor(None, give_back)

"""When a session is over by the clock alone (SPEC 6.7)."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Final

from server.analysis.summary import Ending
from server.errors import TimeUp
from server.stream.life import Limits, Over

LEAST_NAP_S: Final = 0.01


async def time_up(limits: Limits, heard: Callable[[], float | None]) -> Over:
    """Wait until nothing has come for too long, or the session is as long as one can be.

    `heard` tells when anything last came, in monotonic seconds; None while nobody is there, which has a limit
    of its own.
    """
    ends_at = time.monotonic() + limits.session_limit_s
    while True:
        now, last = time.monotonic(), heard()
        idle_at = (now if last is None else last) + limits.idle_timeout_s
        if now >= ends_at:
            return Over(Ending.LIMIT, TimeUp("This is the longest a session can be."))
        if now >= idle_at:
            return Over(Ending.IDLE, TimeUp("Nothing came for a while, so the session was ended."))
        await asyncio.sleep(max(LEAST_NAP_S, min(ends_at, idle_at) - now))

"""Sending at the source's own pace: open loop, never waiting for an answer."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import aclosing
from dataclasses import dataclass
from typing import Final

from server.analysis.landmarks import Frame

LATE_S: Final = 0.25
"""A frame further behind its time is left out, as a camera would have lost it, while that helps."""

Clock = Callable[[], float]
Sleep = Callable[[float], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Due:
    """A frame whose moment has come."""

    frame: Frame
    captured_s: float
    """Its own moment on the client's monotonic clock: latency counts from here, so a late sender shows."""


async def paced(
    frames: Iterator[Frame],
    *,
    speed: float = 1.0,
    clock: Clock = time.monotonic,
    sleep: Sleep = asyncio.sleep,
) -> AsyncGenerator[Due, None]:
    """Yield each frame at its timestamp, `speed` times as fast; the first one is due at once."""
    began: float | None = None
    behind = math.inf
    """How late the last frame was that was left out."""

    async with aclosing(read_in_thread(frames)) as read:
        async for frame in read:
            now = clock()
            began = now - frame.t / speed if began is None else began
            due = began + frame.t / speed
            if due > now:
                await sleep(due - now)
            late = clock() - due
            if late > LATE_S and late < behind:
                behind = late
                continue
            if late > LATE_S:  # it does not catch up: a machine that is too slow shows a slow film, not none
                began, due = began + late, due + late
            behind = math.inf
            yield Due(frame, due)


async def read_in_thread(frames: Iterator[Frame]) -> AsyncGenerator[Frame, None]:
    """Decode off the event loop. The next frame is made only when it is asked for, so nothing piles up."""
    loop = asyncio.get_running_loop()
    executor = ThreadPoolExecutor(1, thread_name_prefix="source")
    try:
        while (frame := await loop.run_in_executor(executor, next, frames, None)) is not None:
            yield frame
    finally:
        # In the same thread, after a read that may still be under way.
        executor.submit(getattr(frames, "close", lambda: None))
        executor.shutdown(wait=False)

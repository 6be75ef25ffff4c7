"""The bare engine: the same engine, workers and decoder, fed the same pictures from memory."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass

from server.analysis.engines.base import Engine
from server.analysis.landmarks import Frame


@dataclass(slots=True)
class _Counter:
    counting: bool = False
    frames: int = 0


async def bare_frames_per_s(
    engine: Engine, landmarkers: int, pictures: tuple[bytes, ...], *, warm_up_s: float, seconds: float
) -> float:
    """Frames per second of so many landmarkers, each given its next frame when it has answered the last."""
    counter = _Counter()
    tasks = [asyncio.create_task(_feed(engine, pictures, counter)) for _ in range(landmarkers)]
    try:
        await asyncio.sleep(warm_up_s)
        began, counter.counting = time.monotonic(), True
        await asyncio.sleep(seconds)
        elapsed, counter.counting = time.monotonic() - began, False
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return counter.frames / elapsed


async def _feed(engine: Engine, pictures: tuple[bytes, ...], counter: _Counter) -> None:
    began = time.monotonic()
    seq, last = 0, -1.0
    async with engine.landmarker() as landmarker:
        while True:
            # Real time, as in a session: the engine does some of its work once a second.
            last = max(last + 0.001, time.monotonic() - began)
            await landmarker.detect(Frame(seq, last, pictures[seq % len(pictures)]))
            await asyncio.sleep(0)  # an engine that answers at once would keep the loop to itself
            seq += 1
            counter.frames += counter.counting

"""Is a frame that is dropped ever decoded? Both are counted while one session is sent far too many.

    python -m bench.dropping

Everything is in this process (the worker is a thread), so that calls of the decoder can be counted. Carrying
and the counting of people are off: each looks at a picture once more.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any
from unittest.mock import patch

import click

from bench.serving import pictures
from server.analysis.engines.choose import choose
from server.analysis.engines.pool import tracker
from server.analysis.landmarks import Frame
from server.engine_options import engine_options
from server.settings import Settings
from server.stream.intake import Arrival
from server.stream.latest import Latest
from server.stream.lookout import Lookout


@dataclass(slots=True)
class Counts:
    sent: int = 0
    answered: int = 0
    dropped: int = 0
    decoded: int = 0


@click.command()
@click.option("--fps", type=float, default=500.0, show_default=True)
@click.option("--seconds", type=float, default=5.0, show_default=True)
def main(*, fps: float, seconds: float) -> None:
    """Count and print."""
    counts = asyncio.run(measure(fps, seconds))
    click.echo(f"{counts.sent} frames sent, {counts.answered} answered, {counts.dropped} dropped")
    click.echo(f"{counts.decoded} decoded")
    if counts.decoded != counts.answered:
        raise SystemExit("A frame was decoded that has no answer.")


async def measure(fps: float, seconds: float) -> Counts:
    options = replace(
        engine_options(Settings()), workers=1, placement="thread", carry_s=0.0, people_every_s=0.0
    )
    latest: Latest[Arrival] = Latest()
    counts = Counts()
    with counted(counts):
        async with choose("blazepose", options) as engine, engine.landmarker() as landmarker:
            lookout = Lookout(latest, landmarker.detect, lambda: False, most_age_s=1.0)
            watching = asyncio.create_task(lookout.watch())
            await asyncio.gather(
                _send(latest, counts, round(fps * seconds), fps), _take(lookout, counts, round(fps * seconds))
            )
            counts.dropped = latest.dropped + lookout.unanswered
            watching.cancel()
    return counts


@contextmanager
def counted(counts: Counts) -> Iterator[None]:
    """Count what the worker decodes."""
    decode = tracker.decode

    def counting(*picture: Any) -> Any:
        counts.decoded += 1
        return decode(*picture)

    with patch.object(tracker, "decode", counting):
        yield


async def _send(latest: Latest[Arrival], counts: Counts, most: int, fps: float) -> None:
    shown, began = pictures(), time.monotonic()
    while counts.sent < most:
        await asyncio.sleep(max(0.0, began + counts.sent / fps - time.monotonic()))
        frame = Frame(counts.sent, counts.sent / fps, shown[counts.sent % len(shown)])
        latest.put(Arrival(frame, frame.seq, None, time.monotonic()))
        counts.sent += 1


async def _take(lookout: Lookout, counts: Counts, most: int) -> None:
    """Until the last frame: nothing newer takes its place."""
    async for seen in lookout:
        counts.answered += 1
        if seen.arrival.seq == most - 1:
            return


if __name__ == "__main__":
    main()

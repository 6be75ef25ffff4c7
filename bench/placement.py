"""Workers as processes and as threads, and what it costs to bring them a picture.

    python -m bench.placement

All sides in one run, one after another, with the same pictures from memory. The way there and back is what
one question takes beyond the worker's own decoding and detecting, with nobody else asking.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from os import getpid
from statistics import median
from typing import Final, Literal

import click
from rich.console import Console
from rich.table import Table

from bench.serving import pictures
from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.landmarks import Frame
from server.client.bench.bare import bare_frames_per_s
from server.client.bench.usage import usage
from server.engine_options import engine_options
from server.settings import Settings

Placement = Literal["process", "thread"]

PADDED: Final = 400 * 1024
"""Bytes of a picture to which a comment was added: the same work, a longer way."""


@dataclass(frozen=True, slots=True)
class Row:
    placement: Placement
    per_s: float
    cpu_ms: float
    """Of all processes, for one frame."""
    way_ms: float
    padded_way_ms: float


@click.command()
@click.option("--seconds", type=float, default=8.0, show_default=True)
@click.option("--landmarkers", type=click.IntRange(1), default=4, show_default=True)
@click.option("--frames", type=click.IntRange(2), default=100, show_default=True, help="To measure the way.")
def main(*, seconds: float, landmarkers: int, frames: int) -> None:
    """Measure and print a table."""
    kinds: tuple[Placement, ...] = ("process", "thread", "process", "thread")
    rows = [asyncio.run(measure(kind, seconds, landmarkers, frames)) for kind in kinds]
    Console(width=110).print(table(rows))


async def measure(placement: Placement, seconds: float, landmarkers: int, frames: int) -> Row:
    shown = pictures()
    options = replace(engine_options(Settings()), placement=placement, carry_s=0.0, people_every_s=0.0)
    async with choose("blazepose", options) as engine:
        began, before = time.monotonic(), usage(getpid()).cpu_s
        per_s = await bare_frames_per_s(engine, landmarkers, shown, warm_up_s=1.0, seconds=seconds)
        spent = usage(getpid()).cpu_s - before
        cpu_ms = 1e3 * spent / (per_s * (time.monotonic() - began))
        padded = [_padded(jpeg) for jpeg in shown]
        return Row(
            placement, per_s, cpu_ms, await way(engine, shown, frames), await way(engine, padded, frames)
        )


async def way(engine: Engine, shown: Sequence[bytes], frames: int) -> float:
    """Median milliseconds."""
    spent = []
    async with engine.landmarker() as landmarker:
        for seq in range(frames):
            began = time.perf_counter()
            found = await landmarker.detect(Frame(seq, seq / 15, shown[seq % len(shown)]))
            whole = 1e3 * (time.perf_counter() - began)
            spent.append(whole - found.timings.decode_ms - found.timings.detect_ms)
    return median(spent)


def _padded(jpeg: bytes) -> bytes:
    """With comments of 64 kB after its start."""
    comment = b"\xff\xfe\xff\xff" + bytes(65533)
    return jpeg[:2] + comment * ((PADDED - len(jpeg)) // len(comment)) + jpeg[2:]


def table(rows: Sequence[Row]) -> Table:
    shown = Table()
    for head in (
        "workers",
        "frames/s",
        "CPU ms a frame",
        "way there and back, ms",
        f"with {PADDED // 1024} kB",
    ):
        shown.add_column(head, justify="right")
    for row in rows:
        figures = (f"{row.per_s:.1f}", f"{row.cpu_ms:.1f}", f"{row.way_ms:.2f}", f"{row.padded_way_ms:.2f}")
        shown.add_row(row.placement, *figures)
    return shown


if __name__ == "__main__":
    main()

"""More clients than the machine can serve: is the time shared fairly, and does the feedback stay fresh?

    python -m bench.crowd --overload 300

One server with the engine `blazepose`; the clients send the drawn practitioner open loop, from processes of
their own. Skipping on held poses and admission are off: they would hide what is measured.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bench.serving import Clients, bare, clients, server
from server.client.bench.load import Load

OVERLOAD: Final = 4
GREEDY_FPS: Final = 500.0
ALL_BUT_ONE: Final = 9

SHARE_TARGET, JAIN_TARGET, KEPT_TARGET, AGE_TARGET_MS, SESSION_TARGET_MB = 0.9, 0.95, 0.9, 500.0, 1.0


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the table."""

    what: str
    load: Load
    told: str = ""


@click.command()
@click.option("--fps", type=float, default=10.0, show_default=True, help="Of each client.")
@click.option("--seconds", type=float, default=10.0, show_default=True, help="Of each part.")
@click.option("--overload", type=float, default=30.0, show_default=True, help="Seconds of the part with 4x.")
@click.option("--sessions", type=int, default=40, show_default=True, help="To weigh the memory of one.")
def main(*, fps: float, seconds: float, overload: float, sessions: int) -> None:
    """Measure and print a table."""
    lines = asyncio.run(measure(fps, seconds, overload, sessions))
    Console(width=150).print(table(list(lines)))


async def measure(fps: float, seconds: float, overload: float, sessions: int) -> list[Line]:
    alone = await bare(seconds)
    fit = max(1, round(alone / fps))
    with server() as running:
        async with clients(running) as sending:
            weighed = await memory(sending, sessions)
            calm = await sending.send(fit, fps, seconds)
            full = await sending.send(OVERLOAD * fit, fps, overload)
            lines = [
                Line(f"{fit} clients, as many as the bare engine serves ({alone:.0f}/s)", calm),
                Line(f"{OVERLOAD}x: {OVERLOAD * fit} clients", full, overload_told(calm, full)),
                *await greedy(sending, alone, seconds),
                *weighed,
            ]
    return lines


async def greedy(sending: Clients, alone: float, seconds: float) -> list[Line]:
    """Nine clients that together take half the machine, without and with one that sends all it can."""
    fps = 0.5 * alone / ALL_BUT_ONE
    before = await sending.send(ALL_BUT_ONE, fps, seconds)
    nine, one = await asyncio.gather(
        sending.send(ALL_BUT_ONE, fps, seconds), sending.send(1, GREEDY_FPS, seconds)
    )
    kept = nine.answered_per_s / before.answered_per_s
    least = min(nine.rates) / max(min(before.rates), 1e-9)
    return [
        Line(f"{ALL_BUT_ONE} clients at {fps:.1f} frames/s", before),
        Line(
            f"the same beside one at {GREEDY_FPS:.0f}",
            nine,
            f"keep {kept:.0%} (the least served {least:.0%})",
        ),
        Line("that one", one),
    ]


async def memory(sending: Clients, sessions: int) -> list[Line]:
    few = await sending.send(2, 1.0, 4.0)
    many = await sending.send(2 + sessions, 1.0, 4.0)
    each = (many.server_bytes - few.server_bytes) / sessions / 2**20
    return [
        Line("2 clients, 1 frame/s each", few),
        Line(f"{2 + sessions} clients, 1 frame/s each", many, f"{each:.2f} MiB a session"),
    ]


def jain(rates: Sequence[float]) -> float:
    """Jain's index of fairness: 1 where all have the same, 1/n where one has all."""
    squares = len(rates) * sum(rate * rate for rate in rates)
    return sum(rates) ** 2 / squares if squares else 1.0


def overload_told(calm: Load, full: Load) -> str:
    thirds = " / ".join("-" if ms is None else f"{ms:.0f}" for ms in full.p95_thirds_ms)
    best = max(calm.answered_per_s, full.answered_per_s)
    return f"{full.answered_per_s / best:.0%} of the best; p95 by thirds {thirds} ms"


def table(lines: Sequence[Line]) -> Table:
    heads = ("answered/s of sent", "p50 / p95 ms", "Jain", "CPU server + client (others)", "server", "")
    shown = Table(
        caption=f"Targets: p95 {AGE_TARGET_MS:.0f} ms, Jain {JAIN_TARGET}, "
        f"throughput {SHARE_TARGET:.0%} of the best, {KEPT_TARGET:.0%} kept, "
        f"{SESSION_TARGET_MB:g} MB a session."
    )
    for head in ("", *heads):
        shown.add_column(head, justify="right" if head else "left")
    for line in lines:
        shown.add_row(*cells(line))
    return shown


def cells(line: Line) -> Iterator[str]:
    load = line.load
    yield line.what
    yield f"{load.answered_per_s:.1f} of {load.sent_per_s:.1f}"
    yield f"{load.p50_ms or 0:.0f} / {load.p95_ms or 0:.0f}"
    yield f"{jain(load.rates):.3f}"
    yield f"{load.server_cpu:.2f} + {load.client_cpu:.2f} ({load.other_cpu:.2f})"
    yield f"{load.server_bytes / 2**20:.0f} MiB"
    yield line.told


if __name__ == "__main__":
    main()

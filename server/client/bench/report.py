"""A bench's rows as a table, for the terminal or for a page of documentation."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from rich.table import Table

from server.client.bench.load import Load
from server.client.bench.measure import Plan, Row

HEADINGS: Final = (
    "clients",
    "bare frames/s",
    "through the server, of those sent",
    "share",
    "p50 / p95 when full",
    "dropped",
    "CPU workers + server + client (others)",
    "server's, a frame",
    "CPU beside bare: client + sink",
    "memory",
    "unhurried, answered",
    "p50 / p95",
    "dropped",
    "the same over WebRTC, answered",
    "p50 / p95",
    "server's CPU: WebSocket, WebRTC",
)


def cells(row: Row) -> tuple[str, ...]:
    """The row's figures, in the order of the headings."""
    full, paced = row.full, row.paced
    return (
        str(row.clients),
        f"{row.bare_per_s:.1f}",
        f"{full.answered_per_s:.1f} of {full.sent_per_s:.1f}",
        f"{row.share:.0%}",
        f"{_ms(full.p50_ms)} / {_ms(full.p95_ms)}",
        f"{full.dropped_share:.0%}",
        f"{full.server_cpu - full.front_cpu:.2f} + {full.front_cpu:.2f} + {full.client_cpu:.2f} "
        f"({full.other_cpu:.2f})",
        f"{full.front_ms:.2f} ms",
        f"{row.beside_bare.client_cpu:.2f} + {row.beside_bare.server_cpu:.2f}",
        f"{full.server_bytes / 2**20:.0f} MiB",
        f"{paced.answered_per_s:.1f} of {paced.sent_per_s:.1f}",
        f"{_ms(paced.p50_ms)} / {_ms(paced.p95_ms)}",
        f"{paced.dropped_share:.1%}",
        *_video_cells(paced, row.video),
    )


def _video_cells(pictures: Load, video: Load | None) -> tuple[str, str, str]:
    if video is None:
        return "–", "–", "–"
    return (
        f"{video.answered_per_s:.1f} of {video.sent_per_s:.1f}",
        f"{_ms(video.p50_ms)} / {_ms(video.p95_ms)}",
        f"{pictures.front_cpu:.2f}, {video.front_cpu:.2f}",
    )


def rich_table(plan: Plan, rows: Sequence[Row]) -> Table:
    table = Table(title=headline(plan), caption=_explanation(plan))
    for heading in HEADINGS:
        table.add_column(heading, justify="right")
    for row in rows:
        table.add_row(*cells(row))
    return table


def markdown(plan: Plan, rows: Iterable[Row]) -> str:
    lines = [HEADINGS, ("--:",) * len(HEADINGS), *(cells(row) for row in rows)]
    table = "\n".join("| " + " | ".join(line) + " |" for line in lines)
    return f"{headline(plan)}\n\n{table}\n\n{_explanation(plan)}\n"


def headline(plan: Plan) -> str:
    """What was measured, and on what."""
    cores = len(os.sched_getaffinity(0))
    size = sum(map(len, plan.pictures)) / len(plan.pictures) / 1024
    engine = plan.engine if plan.engine == "scripted" else f"{plan.engine}, {plan.options.model} model"
    workers = plan.options.workers or cores
    return f"{engine}, {workers} workers, pictures of {size:.0f} KiB; {cores} cores of {_processor()}"


def _explanation(plan: Plan) -> str:
    return (
        "Bare: the same engine, workers and decoder fed the same pictures from memory while the same client "
        "process sends to a sink. Full: the clients offer a tenth more than the bare engine manages. "
        f"Unhurried: {plan.fps:g} frames/s from each client. Latency runs from a frame's due moment to its "
        "feedback, on the client's clock; CPU in cores; memory is resident, server and workers."
    )


def _ms(value: float | None) -> str:
    return "–" if value is None else f"{value:.0f} ms"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.machine())

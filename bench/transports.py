"""The same film over WebSocket and over WebRTC: what is seen in it, what is sent, and what it costs.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.transports --check

Each transport has a server of its own, one practitioner at a time, the film at its own pace. The CPU is that
of the practice alone, from its welcome to its last answer.
"""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, get_args

import click
from rich.console import Console
from rich.table import Table

from server.analysis.engines.choose import ENGINES
from server.client.bench.usage import Usage, usage
from server.client.demo import Demo
from server.client.local import LocalServer, local_server
from server.client.practice import Practice
from server.client.sources import DEFAULT_FPS, Look, Source, VideoFile
from server.client.transport import SOURCE, Transport
from server.stream.wire import VERSION, FeedbackMessage, Hello, ServerMessage, SummaryMessage

CLIP: Final = "videos/mergedexercise__wall-sit.mp4"
MOST_APART: Final = 2.0
"""Points of the mean score."""

NAMES: Final[Mapping[Transport, str]] = {"ws": "WebSocket", "whip": "WebRTC"}


@dataclass(frozen=True, slots=True)
class Run:
    """One film over one transport."""

    transport: Transport
    seconds: float
    sent_bytes: int
    answers: int
    server: float
    """Cores busy with the server's own process."""

    workers: float
    client: float
    p50_ms: float | None
    summary: SummaryMessage

    @property
    def holds(self) -> list[tuple[str, str | None]]:
        return [(hold.pose_id, hold.side) for hold in self.summary.holds]


@click.command()
@click.option(
    "--film", type=click.Path(exists=True, path_type=Path), help="Instead of the clip and the demo."
)
@click.option(
    "--seconds", type=click.FloatRange(1.0), default=20.0, show_default=True, help="Of each film, at most."
)
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="blazepose", show_default=True)
@click.option("--check", is_flag=True, help="Exit with 1 where the transports see different things.")
def main(*, film: Path | None, seconds: float, engine: str, check: bool) -> None:
    """Play each film twice, and print a table."""
    faults: list[str] = []
    for source in _sources(film):
        runs = [asyncio.run(play(source, one, seconds, engine)) for one in get_args(Transport)]
        Console(width=150).print(table(source.name, runs))
        faults += [f"{source.name}: {fault}" for fault in differences(*runs)]
    for fault in faults:
        click.echo(f"FAULT: {fault}")
    if faults and check:
        raise SystemExit(1)


def differences(one: Run, other: Run) -> list[str]:
    """What the same film showed to one and not to the other, a sentence each."""
    found = []
    if one.holds != other.holds:
        found.append(f"The holds are {one.holds} and {other.holds}.")
    scores = (one.summary.mean_score, other.summary.mean_score)
    if None in scores or abs((scores[0] or 0.0) - (scores[1] or 0.0)) > MOST_APART:
        found.append(f"The mean scores are {scores[0]} and {scores[1]}.")
    return found


async def play(source: Source, transport: Transport, seconds: float, engine: str) -> Run:
    with (
        TemporaryDirectory(prefix="yoga-assistant-transports-") as folder,
        local_server({"YOGA_DATA_DIR": folder, "YOGA_ENGINE": engine, "LOG_LEVEL": "WARNING"}) as server,
    ):
        return await _Measured(server, source, transport, seconds).run()


class _Measured:
    """One practice, with readings at its welcome and at its last answer."""

    def __init__(self, server: LocalServer, source: Source, transport: Transport, seconds: float) -> None:
        hello = Hello(type="hello", version=VERSION, source=SOURCE[transport])
        self._practice = Practice(server.address, hello, source, transport=transport)
        self._pid = server.pid
        self._transport = transport
        self._seconds = seconds
        self._readings: list[tuple[float, Usage, Usage]] = []
        self._sent = 0

    async def run(self) -> Run:
        loop = asyncio.get_running_loop()
        loop.call_later(self._seconds, self._practice.stop)
        counting = asyncio.create_task(self._count_bytes())
        outcome = await self._practice.run(self._watch)
        counting.cancel()
        if not outcome.tally.answered:
            raise click.ClickException(f"Nothing of the film was answered over {NAMES[self._transport]}.")
        (began, server, client), (ended, server_end, client_end) = self._readings[0], self._readings[-1]
        took = ended - began
        own = server_end.own_cpu_s - server.own_cpu_s
        return Run(
            self._transport,
            took,
            self._sent,
            outcome.tally.answered,
            own / took,
            (server_end.cpu_s - server.cpu_s - own) / took,
            (client_end.cpu_s - client.cpu_s) / took,
            outcome.tally.latency_ms(50),
            outcome.summary,
        )

    def _watch(self, message: ServerMessage) -> None:
        if message.type == "welcome":
            self._read()
        elif isinstance(message, FeedbackMessage):
            del self._readings[1:]
            self._read()

    def _read(self) -> None:
        self._readings.append((time.monotonic(), usage(self._pid), usage(os.getpid())))

    async def _count_bytes(self) -> None:
        while True:
            if (connection := self._practice.connection) is not None:
                self._sent = await connection.bytes_sent()
            await asyncio.sleep(0.2)


def table(name: str, runs: Sequence[Run]) -> Table:
    shown = Table(title=name)
    heads = ("", "sent", "answered", "server", "workers", "client", "p50", "mean score", "holds")
    for head in heads:
        shown.add_column(head, justify="left" if head in ("", "holds") else "right")
    for run in runs:
        holds = ", ".join(f"{hold.pose_id} {hold.hold_s:.1f} s" for hold in run.summary.holds)
        shown.add_row(
            NAMES[run.transport],
            f"{run.sent_bytes / run.seconds / 1000:.0f} kB/s",
            f"{run.answers / run.seconds:.1f} fps",
            f"{run.server:.2f} cores",
            f"{run.workers:.2f} cores",
            f"{run.client:.2f} cores",
            "–" if run.p50_ms is None else f"{run.p50_ms:.0f} ms",
            "–" if run.summary.mean_score is None else f"{run.summary.mean_score:.1f}",
            holds,
        )
    return shown


def _sources(film: Path | None) -> list[Source]:
    look = Look(fps=DEFAULT_FPS)
    if film is not None:
        return [VideoFile(film, look)]
    data = os.environ.get("YOGA_EVALUATION_DATA")
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: the demo practitioner alone.")
        return [Demo(look)]
    return [VideoFile(Path(data) / CLIP, look), Demo(look)]


if __name__ == "__main__":
    main()

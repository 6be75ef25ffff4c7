"""Kill and stop workers at random under load: is a session lost, and how long is anybody without feedback?

    python -m bench.kills

Every half of the blows is SIGKILL, the other SIGSTOP. A worker that is stopped is noticed after
`detect_deadline_s`. The clients are in a process of their own and send open loop.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
import numpy as np

from bench.serving import pictures, server
from server.client.address import Address
from server.client.connection import Connection, connect
from server.stream.wire import VERSION, ErrorMessage, FeedbackMessage, Hello, Picture, Stop, SummaryMessage

WORKER: Final = "server.analysis.engines.pool.worker"
START_S: Final = 6.0
"""What a worker is given to start, on a busy machine too; one that is struck before serves nobody yet."""
TARGET_S: Final = 2.0
AFTER_S: Final = 3.0
"""The clients begin so long before the first blow, and go on for as long after the last one."""


@dataclass(slots=True)
class Told:
    """What one client was told."""

    answers: list[float] = field(default_factory=list)
    """On the monotonic clock, which all processes share."""
    errors: Counter[str] = field(default_factory=Counter)
    finished: bool = False
    """Whether the summary came at the end."""


@click.command()
@click.option("--blows", type=click.IntRange(1), default=100, show_default=True)
@click.option("--every", type=float, default=2.5, show_default=True, help="Seconds between two blows.")
@click.option("--sessions", type=click.IntRange(1), default=4, show_default=True)
@click.option("--fps", type=float, default=5.0, show_default=True, help="Of each client.")
@click.option("--seed", type=int, default=1, show_default=True)
def main(*, blows: int, every: float, sessions: int, fps: float, seed: int) -> None:
    """Strike and print what came of it."""
    with server() as running, TemporaryDirectory() as folder:
        enough = Path(folder) / "enough"
        with ProcessPoolExecutor(1, get_context("spawn")) as process:
            clients = process.submit(stream, running.address, sessions, fps, enough)
            time.sleep(AFTER_S)
            dice = random.Random(seed)  # noqa: S311 - of a benchmark
            struck = strike(running.pid, blows, every, dice, clients.done)
            time.sleep(AFTER_S)
            enough.touch()
            told = clients.result()
    print_figures(struck, told)


def strike(
    server_pid: int, blows: int, every: float, dice: random.Random, over: Callable[[], bool]
) -> list[float]:
    """Send the signals until there were enough, or nobody practises any more; returns when."""
    struck: list[float] = []
    while len(struck) < blows and not over():
        time.sleep(every * dice.uniform(0.8, 1.2))
        if pids := workers(server_pid):
            os.kill(dice.choice(pids), dice.choice((signal.SIGKILL, signal.SIGSTOP)))
            struck.append(time.monotonic())
    return struck


def workers(server_pid: int) -> list[int]:
    """Process ids of the server's workers that live, are not stopped and have had time to start."""
    found = []
    for folder in Path("/proc").iterdir():
        try:
            # The program's name, in brackets, may hold spaces; proc(5) counts from 1.
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except (OSError, ValueError):
            continue
        state, parent, born = stat[0], int(stat[4 - 3]), int(stat[22 - 3]) / os.sysconf("SC_CLK_TCK")
        grown = time.clock_gettime(time.CLOCK_BOOTTIME) - born > START_S
        if parent == server_pid and WORKER.encode() in command and state in "RSD" and grown:
            found.append(int(folder.name))
    return found


def stream(address: Address, sessions: int, fps: float, enough: Path) -> list[Told]:
    """Practise until that file is there."""
    return asyncio.run(_stream(address, sessions, fps, enough))


async def _stream(address: Address, sessions: int, fps: float, enough: Path) -> list[Told]:
    shown = pictures()
    return await asyncio.gather(*(_practise(address, shown, fps, enough) for _ in range(sessions)))


async def _practise(address: Address, shown: Sequence[bytes], fps: float, enough: Path) -> Told:
    told, began, seq = Told(), time.monotonic(), 0
    async with connect(address, Hello(type="hello", version=VERSION)) as connection:
        hearing = asyncio.create_task(_hear(connection, told))
        while not _there(enough) and not hearing.done():
            due = began + seq / fps
            await asyncio.sleep(max(0.0, due - time.monotonic()))
            await connection.send_picture(Picture(seq, round(due * 1e6), shown[seq % len(shown)]))
            seq += 1
        if not hearing.done():
            await connection.send(Stop(type="stop"))
        await hearing
    return told


def _there(path: Path) -> bool:
    return path.exists()


async def _hear(connection: Connection, told: Told) -> None:
    async for message in connection:
        match message:
            case FeedbackMessage():
                told.answers.append(time.monotonic())
            case ErrorMessage(code=code):
                told.errors[code] += 1
            case SummaryMessage():
                told.finished = True


def gaps(struck: Sequence[float], told: Sequence[Told]) -> list[float]:
    """For each blow, how long the client that waited longest waited for its next answer."""
    return [
        max((next((at for at in one.answers if at > blow), float("inf")) - blow for one in told), default=0.0)
        for blow in struck
    ]


def print_figures(struck: Sequence[float], told: Sequence[Told]) -> None:
    waited = gaps(struck, told)
    errors = sum((one.errors for one in told), Counter[str]())
    click.echo(f"{len(struck)} blows, {len(told)} sessions, {sum(len(one.answers) for one in told)} answers")
    click.echo(f"sessions lost: {sum(not one.finished for one in told)}")
    click.echo(
        f"frames lost with a worker: {errors.pop('frame_lost', 0)}; other errors: {dict(errors) or 'none'}"
    )
    middle, late, most = np.percentile(waited, (50, 95, 100))
    click.echo(
        f"until everybody had an answer again: {middle:.2f} s median, {late:.2f} s p95, {most:.2f} s at "
        f"most; {sum(each > TARGET_S for each in waited)} over {TARGET_S:g} s"
    )


if __name__ == "__main__":
    main()

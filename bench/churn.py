"""WebRTC connections made and ended, round after round, while what the server holds is watched.

    python -m bench.churn --rounds 500 --check

Of five clients three say stop, one closes its connection and one vanishes. After the last round the server
has to hold as many files, threads and tasks as before the first; its memory may grow by 20 kB a round, the
first hundred left out. It is looked at every so many rounds, when all have left: what a server holds with
calls open tells how many happen to be open.
"""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Final

import click
import psutil

from bench.leaks import slope
from server.client.address import Address
from server.client.call import Call, call
from server.client.local import LocalServer, local_server
from server.client.rest import opener
from server.demo.choreography import Choreography, Step
from server.demo.film import frames
from server.demo.practitioner import Practitioner
from server.heap import REST_S
from server.stream.wire import VERSION, FeedbackMessage, Hello, Picture, Stop

WARM_UP: Final = 100
"""Rounds that are not looked at: pools and arenas fill up."""

MOST_GROWTH_BYTES: Final = 20_000
"""Of resident memory, a round."""

LOOK_EVERY: Final = 25
"""Rounds between two looks at what is kept."""

ANSWERS: Final = 3
FPS: Final = 15.0
ROUND_S: Final = 30.0
LEAVE_S: Final = 15.0
"""For the last clients to be given up, and closed."""

SETTLE_S: Final = REST_S + 1.0
"""Then, for the server to give memory back."""

SLACK: Final = 2


@dataclass(frozen=True, slots=True)
class Held:
    """What the server holds at one moment."""

    resident_bytes: int
    files: int
    threads: int
    tasks: int

    def beyond(self, before: Held) -> list[str]:
        """What has not come back, a sentence each."""
        return [
            f"{name} rose from {was} to {now} and stayed."
            for name, was, now in (
                ("Open files", before.files, self.files),
                ("Threads", before.threads, self.threads),
                ("Tasks", before.tasks, self.tasks),
            )
            if now > was + SLACK
        ]


@click.command()
@click.option("--rounds", type=click.IntRange(1), default=500, show_default=True)
@click.option("--at-once", type=click.IntRange(1, 8), default=4, show_default=True)
@click.option("--check", is_flag=True, help="Exit with 1 when something is left behind.")
def main(*, rounds: int, at_once: int, check: bool) -> None:
    """Connect and close, and print what is left."""
    faults = asyncio.run(churn(rounds, at_once))
    for sentence in faults:
        click.echo(f"FAULT: {sentence}")
    if faults and check:
        raise SystemExit(1)


async def churn(rounds: int, at_once: int) -> list[str]:
    """Run it and return what is wrong, a sentence each."""
    with (
        TemporaryDirectory(prefix="yoga-assistant-churn-") as folder,
        local_server(_settings(folder)) as server,
    ):
        watch, pictures = _Watch(server), _pictures()
        await _round(server.address, pictures, 0)
        await asyncio.sleep(SETTLE_S)
        before = after = watch.look()
        sizes: list[tuple[int, int]] = []
        for done in range(0, rounds, LOOK_EVERY):
            numbers = range(done, min(done + LOOK_EVERY, rounds))
            await _rounds(server.address, pictures, numbers, at_once)
            after = await watch.settled(before)
            click.echo(f"{numbers.stop} rounds: {after}", err=True)
            sizes.append((numbers.stop, after.resident_bytes))
    growth = growth_bytes(sizes)
    click.echo(f"{rounds} rounds\nbefore {before}\nafter  {after}")
    click.echo(
        f"growth after the first {WARM_UP} rounds: "
        + ("-" if growth is None else f"{growth / 1e3:.1f} kB a round")
    )
    found = after.beyond(before)
    if growth is not None and growth > MOST_GROWTH_BYTES:
        found.append(f"Memory grows by {growth / 1e3:.1f} kB a round.")
    return found


async def _rounds(address: Address, pictures: Sequence[bytes], numbers: range, at_once: int) -> None:
    for first in range(numbers.start, numbers.stop, at_once):
        together = range(first, min(first + at_once, numbers.stop))
        await asyncio.gather(*(_round(address, pictures, number) for number in together))


def growth_bytes(sizes: Sequence[tuple[int, int]]) -> float | None:
    """Bytes a round after the warm-up, of rounds done and bytes held then; None without two of them."""
    return slope([size for size in sizes if size[0] > WARM_UP])


async def _round(address: Address, pictures: Sequence[bytes], number: int) -> None:
    async with (
        asyncio.timeout(ROUND_S),
        call(address, Hello(type="hello", version=VERSION, source="video")) as made,
    ):
        sending = asyncio.create_task(_send(made, pictures))
        answers = 0
        async for message in made:
            answers += isinstance(message, FeedbackMessage)
            if answers == ANSWERS:
                break
        sending.cancel()
        await asyncio.gather(sending, return_exceptions=True)
        await _leave(made, number)


async def _leave(made: Call, number: int) -> None:
    match number % 5:
        case 0 | 1 | 2:
            await made.send(Stop(type="stop"))
            async for _ in made:
                pass
        case 3:
            made.vanish()


async def _send(made: Call, pictures: Sequence[bytes]) -> None:
    seq = 0
    while True:
        await made.send_picture(Picture(seq, round(time.monotonic() * 1e6), pictures[seq % len(pictures)]))
        seq += 1
        await asyncio.sleep(1 / FPS)


class _Watch:
    def __init__(self, server: LocalServer) -> None:
        self._server = server
        self._process = psutil.Process(server.pid)

    async def settled(self, before: Held) -> Held:
        """What it holds when all clients have left, or after as long as that may take."""
        deadline = time.monotonic() + LEAVE_S
        while self.look().beyond(before) and time.monotonic() < deadline:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.5)
        await asyncio.sleep(SETTLE_S)
        return self.look()

    def look(self) -> Held:
        with self._process.oneshot():
            size = self._process.memory_info().rss
            files, threads = self._process.num_fds(), self._process.num_threads()
        return Held(size, files, threads, self._tasks())

    def _tasks(self) -> int:
        address = self._server.address
        with opener(address).open(f"{address.origin}/metrics") as answer:
            told = re.search(r"^yoga_tasks (\d+)", answer.read().decode(), re.MULTILINE)
        if told is None:
            raise AssertionError("the server does not tell its tasks")
        return int(told[1])


def _pictures() -> tuple[bytes, ...]:
    practitioner = Practitioner(Choreography((Step("mountain", 1.0),)))
    return tuple(frames(practitioner, 1.0, 5.0))


def _settings(folder: str) -> dict[str, str]:
    return {
        "YOGA_DATA_DIR": folder,
        "YOGA_ENGINE": "scripted",
        "YOGA_RESUME_WINDOW_S": "0",
        "YOGA_WEBRTC_SILENCE_S": "2",
        "YOGA_WEBRTC_PENDING_PER_USER": "16",
        "YOGA_MAX_SESSIONS_PER_ADDRESS": "100",
        "YOGA_MAX_LOAD": "1000000",
        "YOGA_MAX_LOOP_LAG_S": "1000000",
        "LOG_LEVEL": "WARNING",
    }


if __name__ == "__main__":
    main()

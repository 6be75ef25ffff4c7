"""Practices that come and go, as long as you like, while the server's memory, files and threads are watched.

    python -m bench.soak --minutes 30

At the end every practice that was scored has to stand in the history, and what the server holds open has to
be what it held before.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from itertools import islice
from tempfile import TemporaryDirectory
from typing import Final

import click
import psutil

from bench.leaks import Sample, faults, growth_bytes_per_h
from bench.visitors import Visitors
from server.analysis.engines.choose import ENGINES
from server.client.address import Address
from server.client.demo import Demo
from server.client.local import LocalServer, local_server
from server.client.rest import call
from server.client.sources import Look

FPS: Final = 8.0
FILM_S: Final = 20.0
SAMPLE_S: Final = 5.0
SAMPLES_A_LINE: Final = 12
FIRST_VISITORS_MINUTES: Final = 0.2
"""What the first ones open and the server keeps, such as its pools, is no leak."""

SETTLE_S: Final = 6.0
"""For the last sockets to be gone."""


@click.command()
@click.option("--minutes", type=click.FloatRange(min=0.1), default=30.0, show_default=True)
@click.option("--per-minute", type=click.FloatRange(1.0, 600.0), default=20.0, show_default=True)
@click.option("--engine", type=click.Choice(sorted(ENGINES)), default="mediapipe", show_default=True)
@click.option("--seed", type=int, help="Repeats a run's visitors.")
def main(minutes: float, per_minute: float, engine: str, seed: int | None) -> None:
    """Let visitors come and go; fail where something leaks or a practice is lost."""
    seed = secrets.randbelow(10**6) if seed is None else seed
    click.echo(f"{minutes:g} minutes, {per_minute:g} visitors a minute, engine {engine}, seed {seed}")
    found = asyncio.run(soak(minutes, per_minute, engine, seed))
    for sentence in found:
        click.echo(f"FAULT: {sentence}")
    if found:
        raise SystemExit(1)
    click.echo("Nothing leaked and nothing was lost.")


async def soak(minutes: float, per_minute: float, engine: str, seed: int) -> list[str]:
    """Run it and return what is wrong, a sentence each."""
    with (
        TemporaryDirectory(prefix="yoga-assistant-soak-") as folder,
        local_server(_settings(engine, folder)) as server,
    ):
        return await _soak(server, minutes, per_minute, seed)


async def _soak(server: LocalServer, minutes: float, per_minute: float, seed: int) -> list[str]:
    token = await asyncio.to_thread(_sign_up, server.address)
    visitors = Visitors(server.address, token, _pictures(), FPS, seed)
    await visitors.come_and_go(per_minute, FIRST_VISITORS_MINUTES)
    await asyncio.sleep(SETTLE_S)
    watch = _Watch(server.pid)
    idle = watch.sample()
    watching = asyncio.create_task(watch.run(visitors))
    await visitors.come_and_go(per_minute, minutes)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    await asyncio.sleep(SETTLE_S)
    settled = watch.sample()
    stored = await asyncio.to_thread(_stored, server.address, token)
    click.echo(f"{visitors.tally.visits} practices, {visitors.tally.scored} scored, {stored} stored")
    return [*faults(idle, watch.samples, settled), *visitors.tally.faults(stored)]


class _Watch:
    """Samples of the server's own process; its workers are replaced as they age and are not looked at."""

    def __init__(self, pid: int) -> None:
        self._process = psutil.Process(pid)
        self._began = time.monotonic()
        self.samples: list[Sample] = []

    def sample(self) -> Sample:
        process = self._process
        with process.oneshot():
            size, files, threads = process.memory_info().rss, process.num_fds(), process.num_threads()
        return Sample(time.monotonic() - self._began, size, files, threads)

    async def run(self, visitors: Visitors) -> None:
        """Sample for ever, and tell how it stands once a minute."""
        while True:
            self.samples.append(self.sample())
            if len(self.samples) % SAMPLES_A_LINE == 0:
                click.echo(_line(self.samples, visitors))
            await asyncio.sleep(SAMPLE_S)


def _line(samples: list[Sample], visitors: Visitors) -> str:
    now, growth = samples[-1], growth_bytes_per_h(samples)
    return (
        f"{now.at_s / 60:6.1f} min  {visitors.tally.visits:6} visits  {now.resident_bytes / 1e6:6.1f} MB"
        f" ({(growth or 0) / 1e6:+.1f} MB/h)  {now.files:4} files  {now.threads:3} threads"
    )


def _settings(engine: str, folder: str) -> dict[str, str]:
    return {
        "YOGA_DATA_DIR": folder,
        "YOGA_ENGINE": engine,
        "YOGA_RESUME_WINDOW_S": "2",  # those who vanish do not come back
        "YOGA_MAX_SESSIONS": "1000",
        "YOGA_MAX_SESSIONS_PER_USER": "1000",
        "YOGA_ACCESS_TOKEN_MINUTES": str(7 * 24 * 60),  # one login for the whole run
        "LOG_LEVEL": "WARNING",
    }


def _pictures() -> tuple[bytes, ...]:
    return tuple(frame.picture for frame in islice(Demo(Look(fps=FPS)).frames(), int(FILM_S * FPS)))


def _sign_up(server: Address) -> str:
    person = {
        "fullname": "Soak Visitor",
        "email": "soak@example.com",
        "password": secrets.token_urlsafe(18),
        "sex": "other",
        "dob": "1990-01-01",
    }
    token: str = call(server, "/auth/signup", person)["access_token"]
    return token


def _stored(server: Address, token: str) -> int:
    """How many sessions the history holds that have ended."""
    states: list[str] = []
    path = "/api/sessions"
    while True:
        page = call(server, path, token=token)
        states += [session["state"] for session in page["data"]]
        if page["next_before"] is None:
            return states.count("closed")
        path = f"/api/sessions?before={page['next_before']}"


if __name__ == "__main__":
    main()

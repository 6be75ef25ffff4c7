"""A long 1080p film beside people who practise live: the memory it takes, and what they keep of their rate.

    [YOGA_EVALUATION_DATA=FOLDER] python -m bench.uploads

One server, asked over loopback. The film is a real clip of the evaluation data, else the drawn practitioner,
repeated to the length asked for. The live clients send open loop from a process of their own; parts without
and with uploads take turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import asyncio
import http.client
import os
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import islice
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory
from typing import Final
from urllib.parse import urlsplit

import av
import click
import orjson
from rich.console import Console
from rich.table import Table

from bench.serving import Clients, clients, server
from server.client.bench.load import Load
from server.client.bench.usage import usage
from server.client.local import LocalServer
from server.demo.choreography import Choreography, Step
from server.demo.practitioner import Practitioner

SIZE: Final = (1920, 1080)
FPS: Final = 30
CLIP: Final = "videos/mergedexercise__butterfly-stretch.mp4"
POSE: Final = "warrior2"
SAMPLE_S: Final = 0.05
ANSWER_S: Final = 600.0

MEMORY_TARGET_MB, KEPT_TARGET = 300.0, 0.9


@dataclass(slots=True)
class Uploads:
    """What came of the films that were sent in one part."""

    seconds: list[float] = field(default_factory=list)
    """From the request to the answer, each."""

    frames: list[int] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)


@click.command()
@click.option("--film-s", type=float, default=40.0, show_default=True, help="Length of the film.")
@click.option("--live", type=int, default=4, show_default=True, help="Live clients.")
@click.option("--fps", type=float, default=15.0, show_default=True, help="Frames per second of each.")
@click.option("--seconds", type=float, default=10.0, show_default=True, help="Of each part.")
@click.option("--rounds", type=int, default=3, show_default=True, help="Parts without and with uploads.")
def main(*, film_s: float, live: int, fps: float, seconds: float, rounds: int) -> None:
    """Measure and print a table."""
    with TemporaryDirectory(prefix="yoga-assistant-bench-") as folder:
        film = make_film(Path(folder) / "film.mp4", film_s)
        Console(width=150).print(asyncio.run(measure(film, live, fps, seconds, rounds)))


async def measure(film: bytes, live: int, fps: float, seconds: float, rounds: int) -> Table:
    calm: list[Load] = []
    busy: list[Load] = []
    alone, beside = Uploads(), Uploads()
    with server(upload_timeout_s=ANSWER_S) as running:
        async with clients(running) as sending:
            await sending.send(live, fps, 2.0)  # whatever is loaded once
            idle = usage(running.pid).resident_bytes
            with peak(running) as most_alone:
                await asyncio.to_thread(upload, running, film, alone)
            with peak(running) as most_beside:
                for _ in range(rounds):
                    calm.append(await sending.send(live, fps, seconds))
                    busy.append(await beside_uploads(sending, running, film, (live, fps, seconds), beside))
    memory = [(most[0] - idle) / 2**20 for most in (most_alone, most_beside)]
    return table(film, calm, busy, (alone, beside), memory)


async def beside_uploads(
    sending: Clients, running: LocalServer, film: bytes, order: tuple[int, float, float], uploads: Uploads
) -> Load:
    """One part throughout which a film is being sent or looked at."""
    over = threading.Event()

    def one_after_another() -> None:
        while not over.is_set():
            upload(running, film, uploads)

    uploading = asyncio.create_task(asyncio.to_thread(one_after_another))
    load = await sending.send(*order)
    over.set()
    await uploading
    return load


def upload(running: LocalServer, film: bytes, uploads: Uploads) -> None:
    """Send the film as a browser's form would, and wait for the answer."""
    head = b'--b\r\nContent-Disposition: form-data; name="video"; filename="film.mp4"\r\n\r\n'
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    host = urlsplit(running.address.origin).netloc
    with closing(http.client.HTTPConnection(host, timeout=ANSWER_S)) as connection:
        began = time.monotonic()
        connection.request("POST", f"/api/analyze/{POSE}", head + film + b"\r\n--b--\r\n", headers)
        answer = connection.getresponse()
        told = orjson.loads(answer.read())
    if answer.status != 200 or told["film"] is None:
        uploads.failed.append(f"{answer.status}: {told.get('detail') or told.get('message')}")
        return
    uploads.seconds.append(time.monotonic() - began)
    uploads.frames.append(told["film"]["frames"])


@contextmanager
def peak(running: LocalServer) -> Iterator[list[int]]:
    """The most that the server and its children had resident meanwhile; pages they share count for each."""
    most, over = [0], threading.Event()

    def look() -> None:
        while not over.wait(SAMPLE_S):
            most[0] = max(most[0], usage(running.pid).resident_bytes)

    looking = threading.Thread(target=look)
    looking.start()
    try:
        yield most
    finally:
        over.set()
        looking.join()


def make_film(path: Path, seconds: float) -> bytes:
    """H.264, 1920 × 1080, 30 frames a second."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=FPS, options={"preset": "ultrafast", "crf": "23"})
        stream.width, stream.height, stream.pix_fmt = *SIZE, "yuv420p"
        for number, frame in enumerate(islice(_pictures(), round(seconds * FPS))):
            shown = frame.reformat(*SIZE, format="yuv420p")
            shown.pts, shown.time_base = number, Fraction(1, FPS)
            container.mux(stream.encode(shown))
        container.mux(stream.encode())
    return path.read_bytes()


def _pictures() -> Iterator[av.VideoFrame]:
    """The clip again and again, every other frame of its sixty a second."""
    data = os.environ.get("YOGA_EVALUATION_DATA")
    while data is not None:
        with av.open(str(Path(data) / CLIP)) as container:
            yield from islice(container.decode(video=0), 0, None, 2)
    practitioner = Practitioner(Choreography((Step(POSE, 6.0), Step("mountain", 6.0))))
    number = 0
    while True:
        yield av.VideoFrame.from_ndarray(practitioner.frame(number / FPS).picture, "rgb24")
        number += 1


def table(
    film: bytes, calm: list[Load], busy: list[Load], uploads: tuple[Uploads, Uploads], memory: list[float]
) -> Table:
    shown = Table(
        caption=f"A film of {len(film) / 2**20:.1f} MiB. Targets: {MEMORY_TARGET_MB:.0f} MB above idle, "
        f"{KEPT_TARGET:.0%} kept."
    )
    for head in ("", "live answered/s of sent", "p50 / p95 ms", "CPU server + client (others)"):
        shown.add_column(head, justify="right" if head else "left")
    for without, beside in zip(calm, busy, strict=True):
        shown.add_row("live alone", *_cells(without))
        kept = beside.answered_per_s / without.answered_per_s
        shown.add_row(f"beside an upload: {kept:.0%} kept", *_cells(beside))
    kept = median(b.answered_per_s / c.answered_per_s for c, b in zip(calm, busy, strict=True))
    shown.add_row(f"[bold]kept, the median: {kept:.2f}[/bold]")
    for what, found, most in zip(("alone", "beside live"), uploads, memory, strict=True):
        took = f"{mean(found.seconds):.1f} s for {mean(found.frames):.0f} frames" if found.seconds else "none"
        shown.add_row(f"upload {what}: {took}, {most:.0f} MiB above idle at most", *found.failed[:1])
    return shown


def _cells(load: Load) -> Iterator[str]:
    yield f"{load.answered_per_s:.1f} of {load.sent_per_s:.1f}"
    yield f"{load.p50_ms or 0:.0f} / {load.p95_ms or 0:.0f}"
    yield f"{load.server_cpu:.2f} + {load.client_cpu:.2f} ({load.other_cpu:.2f})"


if __name__ == "__main__":
    main()

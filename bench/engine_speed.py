"""Landmark frames per second of one core: our pipeline in each runtime beside MediaPipe Tasks.

    python -m bench.engine_speed

All sides are shown the same 640 × 480 JPEG pictures of the drawn practitioner, decoded alike, in one process
that is bound to one core. They take turns, a few frames each, and their CPU time is counted, all threads
together, so that other work on the machine weighs on all alike.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final, TypeAlias

import click
import simplejpeg
from rich.console import Console
from rich.table import Table

from bench import reference
from server.analysis.engines import models
from server.analysis.engines.blazepose import files
from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.networks import Found, Networks, Placed
from server.analysis.engines.blazepose.pipeline import BlazePose, State
from server.analysis.engines.blazepose.runtimes import installed, load
from server.demo.choreography import Choreography, Step
from server.demo.film import jpeg
from server.demo.practitioner import Practitioner
from server.settings import Settings

SHIPPED: Final = "MediaPipe Tasks as shipped"
PRUNED: Final = "MediaPipe Tasks, segmentation pruned"

EXACT_TARGET: Final = 1.5
"""Times the frames of MediaPipe Tasks as shipped, for LiteRT."""
BEST_TARGET: Final = 2.5
"""The same for the best runtime."""

FPS: Final = 15.0
PICTURES: Final = 45

Show: TypeAlias = Callable[[float, Pixels], bool]
"""Show a side one picture at a time in seconds; it says whether it found a body."""


@dataclass(slots=True)
class Side:
    """One way of finding landmarks, and what its frames cost, in CPU ms."""

    name: str
    show: Show
    network_ms: Callable[[], float] | None = None
    """What its networks have taken so far, where that is known."""
    frames: list[float] = field(default_factory=list)
    ceilings: list[float] = field(default_factory=list)
    """The same for decoding and the networks alone."""
    missed: int = 0


@click.command()
@click.option("--model", type=click.Choice(["lite", "full", "heavy"]), default="full", show_default=True)
@click.option("--rounds", type=click.IntRange(3), default=15, show_default=True)
@click.option("--turn", type=click.IntRange(1), default=10, show_default=True, help="Frames in a row.")
@click.option("--check", is_flag=True, help="Exit with 1 when a target is missed.")
def main(*, model: str, rounds: int, turn: int, check: bool) -> None:
    """Measure and print frames per second of one core."""
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    pictures = drawn(PICTURES)
    with sides(model) as shown:
        measure(shown, pictures, rounds, turn)
    Console(width=110).print(table(shown, model))
    missed = misses(shown)
    for line in missed:
        click.echo(line)
    if check and missed:
        raise SystemExit(1)


def drawn(number: int) -> list[bytes]:
    """Pictures of somebody who steps into a pose."""
    practitioner = Practitioner(Choreography((Step("warrior2", 60.0),)))
    return [jpeg(practitioner.frame(n / FPS).picture) for n in range(number)]


@contextmanager
def sides(model: str) -> Iterator[list[Side]]:
    """MediaPipe as shipped and pruned, and ours in every runtime that is installed."""
    bundle = models.ensure(model, Settings().model_dir)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        theirs = ((SHIPPED, reference.shipped(model, folder)), (PRUNED, bundle))
        found = [
            mediapipe(name, stack.enter_context(reference.mediapipe(path, video=True)))
            for name, path in theirs
        ]
        networks = files.read(bundle)
        yield [*found, *(ours(name, load(name, networks)) for name in installed())]


def mediapipe(name: str, landmarker: reference.Mediapipe) -> Side:
    return Side(name, lambda t, picture: landmarker.detect(picture, t) is not None)


def ours(runtime: str, networks: Networks) -> Side:
    timed = Timed(networks)
    blazepose, state = BlazePose(timed), State()

    def show(t: float, picture: Pixels) -> bool:
        nonlocal state
        body, state = blazepose.detect(picture, t, state)
        return body is not None

    return Side(f"blazepose, {runtime}", show, lambda: timed.ms)


@dataclass(slots=True)
class Timed:
    """Networks that count their CPU time."""

    networks: Networks
    ms: float = 0.0

    def find(self, crop: Pixels) -> Found:
        start = cpu_ms()
        found = self.networks.find(crop)
        self.ms += cpu_ms() - start
        return found

    def place(self, crop: Pixels) -> Placed:
        start = cpu_ms()
        placed = self.networks.place(crop)
        self.ms += cpu_ms() - start
        return placed


def measure(shown: list[Side], pictures: list[bytes], rounds: int, turn: int) -> None:
    """Let all sides take turns over the same pictures; the first round only warms up."""
    frames = count()
    for number in range(rounds + 1):
        batch = [(next(frames) / FPS, pictures[(number * turn + n) % len(pictures)]) for n in range(turn)]
        for side in shown:
            if number == 1:
                side.missed = 0
            spent, ceiling = take_turn(side, batch)
            if number:
                side.frames.append(spent / turn)
                side.ceilings.append(ceiling / turn)


def take_turn(side: Side, batch: list[tuple[float, bytes]]) -> tuple[float, float]:
    """CPU ms of the batch, and of its decoding and networks alone."""
    decoding, networks = 0.0, side.network_ms() if side.network_ms else 0.0
    start = cpu_ms()
    for t, encoded in batch:
        began = cpu_ms()
        picture = simplejpeg.decode_jpeg(encoded, "RGB")
        decoding += cpu_ms() - began
        side.missed += not side.show(t, picture)
    alone = side.network_ms() - networks if side.network_ms else 0.0
    return cpu_ms() - start, decoding + alone


def cpu_ms() -> float:
    return time.process_time() * 1e3


def table(shown: list[Side], model: str) -> Table:
    cost = median(shown[0].frames)
    made = Table(
        title=f"{model}, 640 × 480 JPEG in, one core",
        caption="CPU time of all threads, median over the turns",
    )
    for head in ("", "ms a frame", "frames/s a core", "times shipped", "ceiling: network + JPEG", "lost"):
        made.add_column(head, justify="right" if head else "left")
    for side in shown:
        spent = median(side.frames)
        ceiling = f"{1000 / median(side.ceilings):.0f}" if side.network_ms else "–"
        made.add_row(
            side.name, f"{spent:.2f}", f"{1000 / spent:.0f}", f"{cost / spent:.2f}", ceiling, str(side.missed)
        )
    return made


def misses(shown: list[Side]) -> list[str]:
    """Targets that are not reached, a sentence each."""
    cost = median(shown[0].frames)
    gains = {side.name: cost / median(side.frames) for side in shown if side.network_ms}
    exact, best = gains["blazepose, litert"], max(gains.values())
    return [
        f"{what} makes {gain:.2f} times the frames of {SHIPPED}, less than {least:g}."
        for what, gain, least in (("LiteRT", exact, EXACT_TARGET), ("The best runtime", best, BEST_TARGET))
        if gain < least
    ]


if __name__ == "__main__":
    main()

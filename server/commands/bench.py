"""`yoga-assistant bench`: frames per second through the server beside the bare engine, with latencies."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final

import click
from rich.console import Console

from server.analysis.engines.choose import ENGINES
from server.client.bench.measure import Plan, Row, measure
from server.client.bench.report import markdown, rich_table
from server.client.demo import Demo
from server.client.sources import Look, Source, VideoFile
from server.engine_options import engine_options
from server.errors import YogaError
from server.settings import Settings

FILM_S: Final = 10.0
"""Length of the film that each client repeats."""

FILM_FPS: Final = 15.0


def _numbers(_context: click.Context, _parameter: click.Parameter, text: str) -> tuple[int, ...]:
    try:
        numbers = tuple(int(part) for part in text.split(","))
    except ValueError:
        numbers = ()
    if not numbers or min(numbers) < 1:
        raise click.BadParameter("give numbers of clients such as 1,2,4,8")
    return numbers


@click.command("bench")
@click.option("--clients", default="1,2,4,8", show_default=True, callback=_numbers)
@click.option("--seconds", type=click.FloatRange(min=0.5), default=10.0, show_default=True)
@click.option("--fps", type=click.FloatRange(1.0, 60.0), default=15.0, show_default=True)
@click.option(
    "--rounds", type=click.IntRange(1, 9), default=1, help="Measure each row so often; tell the median."
)
@click.option("--engine", type=click.Choice(sorted(ENGINES)), help="Instead of the setting YOGA_ENGINE.")
@click.option("--model", type=click.Choice(["lite", "full", "heavy"]), help="Instead of YOGA_MODEL.")
@click.option("--workers", type=click.IntRange(0, 64), help="Instead of YOGA_WORKERS; 0 is one per core.")
@click.option(
    "--film", type=click.Path(path_type=Path, exists=True), help="Instead of the demo practitioner."
)
@click.option("--webrtc/--no-webrtc", "video", default=True, help="Measure video over WebRTC too.")
@click.option("--markdown", "as_markdown", is_flag=True, help="Print a table for a page of documentation.")
def command(
    *,
    clients: tuple[int, ...],
    seconds: float,
    fps: float,
    rounds: int,
    engine: str | None,
    model: str | None,
    workers: int | None,
    film: Path | None,
    video: bool,
    as_markdown: bool,
) -> None:
    """Measure frames per second through the server beside the bare engine, and the latency.

    Starts a server of its own with an empty data folder, and one client process that sends pictures from
    memory without waiting for answers.
    """
    settings = Settings()
    options = replace(
        engine_options(settings),
        model=model or settings.model,
        workers=settings.workers if workers is None else workers,
        carry_s=0.0,
    )
    look = Look(fps=FILM_FPS)
    pictures = _pictures(Demo(look) if film is None else VideoFile(film, look))
    plan = Plan(engine or settings.engine, options, clients, fps, seconds, pictures, rounds, video)
    try:
        rows = asyncio.run(_measure(plan))
    except YogaError as error:
        raise click.ClickException(error.message) from error
    if as_markdown:
        click.echo(markdown(plan, rows))
    else:
        Console().print(rich_table(plan, rows))


def _pictures(source: Source) -> tuple[bytes, ...]:
    return tuple(frame.picture for frame in islice(source.frames(), int(FILM_S * FILM_FPS)))


async def _measure(plan: Plan) -> list[Row]:
    rows = []
    async for row in measure(plan):
        click.echo(f"{row.clients} clients: {row.full.answered_per_s:.1f} frames/s", err=True)
        rows.append(row)
    return rows

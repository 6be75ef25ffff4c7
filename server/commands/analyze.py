"""`yoga-assistant analyze`: look at pictures and films on this machine, with no server and no network."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import sys
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Final, TypeAlias, get_args

import click
import orjson
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

from server.analysis.engines.choose import choose
from server.analysis.feedback import Level
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.analysis.texts import PoseText
from server.api.readings import Analysis, analysis, best_pose, failed
from server.api.uploads.analysing import Analyst, Reading
from server.api.uploads.reading import ReadLimits
from server.commands.language import LANG
from server.engine_options import engine_options
from server.errors import BadInput, YogaError
from server.settings import Settings

HOURS_2: Final = 7200.0
"""Longest film: as long as the longest live session."""

Outcome: TypeAlias = Reading | BadInput
Tell: TypeAlias = Callable[[str], PoseText]
"""What the library tells of a pose, in the language that is wanted."""

FILES = click.Path(path_type=Path, exists=True, dir_okay=False, readable=True)
FOLDER = click.Path(path_type=Path, file_okay=False)


@click.command("analyze")
@click.argument("files", metavar="FILE…", nargs=-1, required=True, type=FILES)
@click.option("--pose", metavar="ID", help="Score this pose; without it the pose is recognised.")
@click.option(
    "--level", type=click.Choice(get_args(Level)), default="beginner", show_default=True, help="Yours."
)
@LANG
@click.option("--json", "as_json", is_flag=True, help="Print one line of JSON for each file.")
@click.option("--pictures", type=FOLDER, help="Keep each best moment, the skeleton drawn, in this folder.")
def command(
    *,
    files: tuple[Path, ...],
    pose: str | None,
    level: Level,
    language: str,
    as_json: bool,
    pictures: Path | None,
) -> None:
    """Look at pictures and films: the pose, its score, what to correct, holds and cues.

    Nothing leaves this machine. Exit codes: 0 all were read, 1 at least one could not be.
    """
    try:
        library = load_library(Settings().pose_packs)
        order = _Order(library, _wanted(library, pose), level, language, as_json, pictures)
        whole = asyncio.run(_read_all(files, order))
    except YogaError as error:
        raise click.ClickException(error.message) from error
    sys.exit(not whole)


@dataclass(frozen=True, slots=True)
class _Order:
    """What is wanted of every file."""

    library: Library
    pose: str | None
    level: Level
    language: str
    as_json: bool
    pictures: Path | None

    def tell(self, path: Path, outcome: Outcome) -> None:
        told = _told(outcome, self.pose, self.level)
        if self.as_json:
            line = {"file": str(path)} | told.model_dump(exclude={"picture"})
            click.echo(orjson.dumps(line).decode())
        else:
            _report(Console(), path, told, partial(self.library.tell, language=self.language))
        if self.pictures is not None and isinstance(outcome, Reading) and outcome.picture is not None:
            _keep(outcome.picture, self.pictures, path.stem)


def _keep(picture: bytes, folder: Path, stem: str) -> None:
    """Under a name of its own: the folder may be the one of the files, or hold earlier pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in itertools.count(1):
        name = f"{stem}-skeleton.jpg" if number == 1 else f"{stem}-skeleton-{number}.jpg"
        with contextlib.suppress(FileExistsError), (folder / name).open("xb") as file:
            file.write(picture)
            return


def _wanted(library: Library, pose: str | None) -> str | None:
    if pose is None:
        return None
    pose_id = library.resolve(pose)
    if pose_id is None:
        raise click.BadParameter(f"There is no pose {pose!r}; one is {next(iter(library.poses))}.")
    return pose_id


async def _read_all(files: tuple[Path, ...], order: _Order) -> bool:
    """Tell each file's outcome as soon as it is known; whether all could be read."""
    settings = Settings()
    options = replace(engine_options(settings), workers=1)
    limits = ReadLimits(settings.max_upload_pixels, settings.max_film_pixels, HOURS_2, HOURS_2)
    whole = True
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(choose(settings.engine, options))
        bar = stack.enter_context(_bar(order.as_json))
        analyst = Analyst(order.library, engine, limits)
        for path in files:
            outcome = await _read(analyst, path, order, bar)
            whole &= isinstance(outcome, Reading)
            order.tell(path, outcome)
    return whole


async def _read(analyst: Analyst, path: Path, order: _Order, bar: Progress) -> Outcome:
    task = bar.add_task(escape(path.name), total=None)

    def show(t: float, of: float) -> None:
        bar.update(task, completed=t, total=of or None)

    try:
        with path.open("rb") as file:
            return await analyst.analyse(
                file, order.level, order.pose, language=order.language, progress=show
            )
    except BadInput as error:
        return error
    finally:
        bar.remove_task(task)


def _bar(quiet: bool) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=Console(stderr=True), transient=True, disable=quiet)


def _told(reading: Outcome, wanted: str | None, level: Level) -> Analysis:
    if isinstance(reading, BadInput):
        return failed(reading.message, wanted or "", level, "specific_pose", wanted)
    pose_id = wanted or best_pose(reading)
    return analysis(reading, pose_id or "", pose_id, level, "specific_pose")


def _report(console: Console, path: Path, told: Analysis, tell: Tell) -> None:
    console.rule(escape(path.name), align="left")
    if not told.success:
        console.print(told.message)
        return
    side = f", {told.side}" if told.side else ""
    pose = tell(told.pose_id).name if told.pose_id else "No pose"
    console.print(f"[bold]{pose}[/bold]{side}: {told.message}")
    for text in told.feedback:
        console.print(f"  • {text}")
    if told.film is None:
        return
    film = told.film
    best = "" if film.best_score is None else f", best {film.best_score:.0f} at {film.best_at_s:.1f} s"
    console.print(f"{film.duration_s:.1f} s, a body in {film.frames_with_body} of {film.frames} frames{best}")
    if film.holds:
        console.print(_holds(told, tell))
    for cue in film.cues:
        console.print(f"  {cue.t:6.1f} s  {cue.text}")


def _holds(told: Analysis, tell: Tell) -> Table:
    table = Table("from", "held", "pose", "side", "mean", "best", box=None)
    for hold in told.film.holds if told.film is not None else ():
        score, best = (f"{value:.0f}" if value is not None else "–" for value in (hold.score, hold.best))
        table.add_row(
            f"{hold.start_s:.1f} s",
            f"{hold.hold_s:.1f} s",
            tell(hold.pose_id).name,
            hold.side or "",
            score,
            best,
        )
    return table

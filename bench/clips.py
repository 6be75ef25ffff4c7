"""Stream every clip of the evaluation data through a running server, and hold the answers against the labels.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.clips --check

Each clip is sent with the command line's own client, paced by its timestamps, by an account made for the run;
the holds are read back from its history. MediaPipe then runs offline over the very frames that were sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import click
from rich.console import Console
from rich.table import Table

from bench.account import Account
from bench.figures import (
    COVERAGE_TARGET,
    LANDMARKS_TARGET,
    QUIET_CLIPS,
    Agreement,
    Hold,
    Segment,
    agreement,
    coverage,
    false_holds,
    read_segments,
)
from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.engines.options import EngineOptions
from server.analysis.landmarks import Frame, Landmarks
from server.client.address import Address
from server.client.local import local_server
from server.client.practice import Outcome, Practice
from server.client.sources import Look, VideoFile
from server.settings import Settings
from server.stream.wire import VERSION, FeedbackMessage, Hello, ServerMessage

SPEEDS: Final = (0.8, 1.0, 1.25)


@dataclass(frozen=True, slots=True)
class Run:
    """One way of showing one clip."""

    path: Path
    mirrored: bool = False
    speed: float = 1.0

    @property
    def name(self) -> str:
        changed = [
            *(["mirrored"] if self.mirrored else []),
            *([f"×{self.speed:g}"] if self.speed != 1 else []),
        ]
        return " ".join([self.path.stem.partition("__")[2], *changed])


@dataclass(frozen=True, slots=True)
class Film:
    """A clip read before, so that decoding it takes nothing from the server."""

    name: str
    kept: tuple[Frame, ...]
    duration_s: float | None = None

    def frames(self) -> Iterator[Frame]:
        return iter(self.kept)


@dataclass(frozen=True, slots=True)
class Result:
    run: Run
    outcome: Outcome
    agreement: Agreement
    holds: list[Hold]
    segments: list[Segment]

    @property
    def covered(self) -> list[float]:
        return [coverage(segment, self.holds) for segment in self.segments]

    @property
    def false(self) -> list[Hold]:
        return false_holds(self.run.path.name, self.holds)


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--server", "server_url", help="A running server; without it one is started for the run.")
@click.option("--fps", type=click.FloatRange(1.0, 60.0), default=30.0, show_default=True)
@click.option("--only", default="", help="Only clips with this in their name.")
@click.option("--variants", is_flag=True, help="Clips without a pose also mirrored, slower and faster.")
@click.option("--check", is_flag=True, help="Exit with 1 when a target is missed.")
def main(
    *, data: Path | None, server_url: str | None, fps: float, only: str, variants: bool, check: bool
) -> None:
    """Stream the clips of the evaluation data and print how they were answered."""
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: nothing to evaluate.")
        return
    runs = [run for run in _runs(data / "videos", variants) if only in run.path.name]
    with ExitStack() as stack:
        server = _server(server_url, stack)
        results = asyncio.run(_evaluate(server, runs, fps, read_segments(data / "videos" / "segments.csv")))
    Console(width=150).print(_table(results))
    missed = _missed(results)
    click.echo("\n".join(missed) if missed else "Every target is met.")
    if check and missed:
        raise SystemExit(1)


def _runs(folder: Path, variants: bool) -> list[Run]:
    paths = sorted(folder.glob("*.mp4"))
    runs = [Run(path) for path in paths]
    if variants:
        quiet = [path for path in paths if any(name in path.name for name in QUIET_CLIPS)]
        changed = [Run(path, flip, speed) for path in quiet for flip in (False, True) for speed in SPEEDS]
        runs += [run for run in changed if run.mirrored or run.speed != 1]
    return runs


def _server(url: str | None, stack: ExitStack) -> Address:
    if url is not None:
        return Address.parse(url)
    folder = stack.enter_context(TemporaryDirectory(prefix="yoga-assistant-clips-"))
    return stack.enter_context(local_server({"YOGA_DATA_DIR": folder})).address


async def _evaluate(
    server: Address, runs: list[Run], fps: float, segments: dict[str, list[Segment]]
) -> list[Result]:
    account = await asyncio.to_thread(Account.sign_up, server)
    results = []
    settings = Settings()
    options = EngineOptions(model_dir=settings.model_dir, model=settings.model, workers=1)
    async with choose("mediapipe", options) as engine:
        for run in runs:
            click.echo(run.name, err=True)
            results.append(await _one(account, engine, run, fps, segments.get(run.path.name, [])))
    return results


async def _one(account: Account, engine: Engine, run: Run, fps: float, segments: list[Segment]) -> Result:
    look = Look(fps=fps, mirrored=run.mirrored)
    film = Film(run.name, await asyncio.to_thread(lambda: tuple(VideoFile(run.path, look).frames())))
    answers: dict[int, bool] = {}

    def watch(message: ServerMessage) -> None:
        if isinstance(message, FeedbackMessage):
            answers[message.seq] = message.landmarks is not None

    hello = Hello(type="hello", version=VERSION, token=account.token)
    outcome = await Practice(account.server, hello, film, speed=run.speed).run(watch)
    holds = await asyncio.to_thread(account.stored_holds, outcome.summary.id, run.speed)
    offline = await _offline(engine, film, run.speed)
    return Result(run, outcome, agreement(answers, offline), holds, segments)


async def _offline(engine: Engine, film: Film, speed: float) -> dict[int, bool]:
    """For each frame sent: whether a run over all of them, in their order, finds somebody."""
    async with engine.landmarker() as landmarker:
        return {
            frame.seq: isinstance(
                await landmarker.detect(Frame(frame.seq, frame.t / speed, frame.picture)), Landmarks
            )
            for frame in film.kept
        }


def _table(results: list[Result]) -> Table:
    table = Table(title="Clips through the server, paced by their timestamps")
    for heading in (
        "clip",
        "sent",
        "answered",
        "dropped",
        "p50 / p95 ms",
        "landmarks",
        "holds",
        "segments covered",
    ):
        table.add_column(heading)
    for result in results:
        table.add_row(*_cells(result))
    return table


def _cells(result: Result) -> tuple[str, ...]:
    tally, agreed = result.outcome.tally, result.agreement
    p50, p95 = tally.latency_ms(50), tally.latency_ms(95)
    holds = (f"{hold.pose_id} {hold.start_s:.1f}–{hold.end_s:.1f}" for hold in result.holds)
    covered = zip(result.segments, result.covered, strict=True)
    return (
        result.run.name,
        str(tally.sent),
        str(tally.answered),
        str(result.outcome.summary.frames_dropped),
        f"{p50 or 0:.0f} / {p95 or 0:.0f}",
        f"{agreed.carried} of {agreed.expected}",
        ", ".join(holds),
        ", ".join(f"{part.pose_id} {part.start_s:g}–{part.end_s:g}: {share:.0%}" for part, share in covered),
    )


def _missed(results: list[Result]) -> list[str]:
    carried = sum(result.agreement.carried for result in results)
    expected = sum(result.agreement.expected for result in results)
    share = carried / expected if expected else 1.0
    click.echo(f"Landmarks in {carried} of {expected} answered frames with a person: {share:.2%}.")
    missed = [] if share >= LANDMARKS_TARGET else [f"Missed: landmarks in {share:.1%} of the frames."]
    for result in results:
        name = result.run.name
        missed += [f"Missed: {name} is covered to {c:.0%}." for c in result.covered if c < COVERAGE_TARGET]
        missed += [f"Missed: {name} has a hold of {h.pose_id}, {h.length_s:.1f} s." for h in result.false]
    return missed


if __name__ == "__main__":
    main()

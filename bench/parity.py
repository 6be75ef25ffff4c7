"""Hold our pose pipeline against MediaPipe Tasks, on the same photos and clips in the same run.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.parity --check

Photos stand alone. Restarts are short runs from many places of the clips, which test the tracking and the
filters. In long runs tracking feeds back what rounding began, so there the distance is held against
MediaPipe's own: the same clip once more with one pixel of its first frame changed by one level.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from bench import reference
from bench.agreement import Apart, Found, Pair, apart
from server.analysis.engines import models
from server.analysis.engines.blazepose import files
from server.analysis.engines.blazepose.body import Body
from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.pipeline import BlazePose, State
from server.analysis.engines.blazepose.runtimes import EXACT, LITERT, RUNTIMES, load
from server.settings import Settings

Clip: TypeAlias = Sequence[tuple[float, Pixels]]

WIDTH: Final = 130
"""Of the table, in characters."""

RESTART: Final = 3
"""Frames of a restart that are compared."""

PHOTOS: Final = "photos"
RESTARTS: Final = "all frames of restarts"
ITSELF: Final = ", MediaPipe and itself"

PHOTO_MEDIAN, PHOTO_P99, RESTART_P99 = 0.01, 0.5, 0.5
"""Targets at full precision, in % of body height."""
FAST_ANGLE, FAST_WORLD_MM = 1.0, 15.0
"""Targets of the faster ways, on the mean over photos."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    apart: Apart


@dataclass(frozen=True, slots=True)
class Both:
    """The two sides."""

    bundle: Path
    ours: BlazePose

    def photos(self, pictures: Iterable[Pixels]) -> list[Pair]:
        with reference.mediapipe(self.bundle, video=False) as theirs:
            return [(theirs.detect(one), _found(self.ours.photo(one), one)) for one in pictures]

    def clip(self, clip: Clip) -> list[Pair]:
        return list(zip(self.theirs(clip), self._ours(clip), strict=True))

    def theirs(self, clip: Clip) -> list[Found | None]:
        with reference.mediapipe(self.bundle, video=True) as landmarker:
            return [landmarker.detect(picture, t) for t, picture in clip]

    def itself(self, clip: Clip, run: Sequence[Pair]) -> list[Pair]:
        """MediaPipe's answers of the run, and those to the nudged clip."""
        first = [one for one, _ in run]
        return list(zip(first, self.theirs(nudge(clip, first[0])), strict=True))

    def _ours(self, clip: Clip) -> list[Found | None]:
        state, found = State(), []
        for t, picture in clip:
            body, state = self.ours.detect(picture, t, state)
            found.append(_found(body, picture))
        return found


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--model", type=click.Choice(["lite", "full", "heavy"]), default="full", show_default=True)
@click.option("--runtime", type=click.Choice(list(RUNTIMES)), default=LITERT, show_default=True)
@click.option("--photos", type=click.IntRange(0), default=460, show_default=True)
@click.option("--clips", type=click.IntRange(0), default=6, show_default=True)
@click.option("--frames", type=click.IntRange(4), default=100, show_default=True, help="Of each clip.")
@click.option("--restarts", type=click.IntRange(1), default=12, show_default=True, help="In each clip.")
@click.option("--check", is_flag=True, help="Exit with 1 when a target is missed.")
def main(
    *,
    data: Path | None,
    model: str,
    runtime: str,
    photos: int,
    clips: int,
    frames: int,
    restarts: int,
    check: bool,
) -> None:
    """Compare with MediaPipe Tasks and print the differences."""
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: nothing to compare on.")
        return
    bundle = models.ensure(model, Settings().model_dir, click.echo)
    both = Both(bundle, BlazePose(load(runtime, files.read(bundle))))
    rows = []
    if photos:
        rows.append(Row(PHOTOS, apart(both.photos(reference.photos(data, photos)))))
    if clips:
        films = [reference.frames(path, frames) for path in reference.clips(data, clips)]
        rows += [*restarted(both, films, restarts), *long_runs(both, films)]
    Console(width=WIDTH).print(table(rows, f"{model}, {runtime}, against MediaPipe Tasks"))
    missed = misses(rows, exact=runtime in EXACT)
    for line in missed:
        click.echo(line)
    if check and missed:
        raise SystemExit(1)


def restarted(both: Both, films: Sequence[Clip], restarts: int) -> list[Row]:
    """Rows for each of the first frames after a start and for all, and MediaPipe's against itself."""
    starts = [
        film[start : start + RESTART]
        for film in films
        for start in range(0, len(film) - RESTART, max(1, len(film) // restarts))
    ]
    ours = [both.clip(start) for start in starts]
    own = [both.itself(start, run) for start, run in zip(starts, ours, strict=True)]
    each = [
        Row(f"frame {n + 1} of a restart{told}", apart([run[n] for run in runs]))
        for n in range(RESTART)
        for told, runs in (("", ours), (ITSELF, own))
    ]
    return [*each, Row(RESTARTS, apart(_joined(ours))), Row(RESTARTS + ITSELF, apart(_joined(own)))]


def long_runs(both: Both, films: Sequence[Clip]) -> list[Row]:
    """Ours against MediaPipe, and MediaPipe against itself, over the same frames."""
    ours = [both.clip(film) for film in films]
    own = [both.itself(film, run) for film, run in zip(films, ours, strict=True)]
    return [Row("long runs", apart(_joined(ours))), Row("long runs" + ITSELF, apart(_joined(own)))]


def nudge(film: Clip, body: Found | None) -> Clip:
    """The clip with one pixel on the body, in the first frame, changed by one level."""
    (t, first), *others = film
    changed = first.copy()
    x, y = np.rint(body.pixels[23]).astype(int) if body else (first.shape[1] // 2, first.shape[0] // 2)
    pixel = changed[np.clip(y, 0, first.shape[0] - 1), np.clip(x, 0, first.shape[1] - 1)]
    pixel += np.where(pixel < 255, 1, -1).astype(np.uint8)
    return [(t, changed), *others]


def misses(rows: Sequence[Row], *, exact: bool) -> list[str]:
    """What is further apart than it may be, a sentence each."""
    limits: list[tuple[str, str, float, Callable[[Apart], float]]] = []
    if exact:
        limits += [(PHOTOS, "median %", PHOTO_MEDIAN, lambda a: _part(a, 50))]
        limits += [(PHOTOS, "p99 %", PHOTO_P99, lambda a: _part(a, 99))]
        limits += [(RESTARTS, "p99 %", RESTART_P99, lambda a: _part(a, 99))]
    else:
        limits += [(PHOTOS, "mean angle", FAST_ANGLE, lambda a: float(a.angles.mean()))]
        limits += [(PHOTOS, "mean world mm", FAST_WORLD_MM, lambda a: float(a.world_mm.mean()))]
    return [
        f"{row.name}: {what} is {measure(row.apart):.3f}, more than {most:g}."
        for name, what, most, measure in limits
        for row in rows
        if row.name == name and measure(row.apart) > most
    ]


def table(rows: Sequence[Row], title: str) -> Table:
    shown = Table(title=title, caption="% of body height; degrees; mm of world points")
    heads = (
        "pictures",
        "disagree",
        "median %",
        "p95 %",
        "p99 %",
        "max %",
        "angle mean / p95",
        "3-D angle",
        "mm",
    )
    for head in ("", *heads):
        shown.add_column(head, justify="left" if not head else "right")
    for row in rows:
        a = row.apart
        shown.add_row(
            row.name,
            str(a.pictures),
            str(a.disagreed),
            *(f"{_part(a, q):.4f}" for q in (50, 95, 99, 100)),
            f"{a.angles.mean():.3f} / {np.percentile(a.angles, 95):.3f}",
            f"{a.angles_3d.mean():.3f}",
            f"{a.world_mm.mean():.2f}",
        )
    return shown


def _joined(runs: Iterable[Sequence[Pair]]) -> list[Pair]:
    return [pair for run in runs for pair in run]


def _part(found: Apart, percent: float) -> float:
    return float(np.percentile(found.points, percent))


def _found(body: Body | None, picture: Pixels) -> Found | None:
    return None if body is None else Found(body.image, body.world, (picture.shape[1], picture.shape[0]))


if __name__ == "__main__":
    main()

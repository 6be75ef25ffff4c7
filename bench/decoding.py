"""Does decoding a large picture at half its size change what is found, and what does it save?

    YOGA_EVALUATION_DATA=FOLDER python -m bench.decoding

Frames of the evaluation clips as JPEGs 1280 and 1920 pixels wide, each looked at three times from the same
tracking state: decoded whole, at half its size as the engine's workers do, and whole again after the JPEG was
encoded anew at quality 70, which says how much of a difference means anything.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import av
import click
import cv2
import numpy as np
import simplejpeg
from rich.console import Console
from rich.table import Table

from bench.agreement import Found, Pair, apart
from server.analysis.engines import models
from server.analysis.engines.blazepose import files
from server.analysis.engines.blazepose.body import Body
from server.analysis.engines.blazepose.pipeline import BlazePose, State
from server.analysis.engines.blazepose.runtimes import LITERT, load
from server.analysis.engines.pool.memory import scaled
from server.analysis.engines.pool.tracker import decode
from server.settings import Settings

WIDTHS: Final = (1280, 1920)
QUALITY: Final = 85
POORER: Final = 70
EVERY: Final = 5
"""Of the clip's frames."""


@dataclass(slots=True)
class Sides:
    """What came of pictures of one width."""

    halved: list[Pair] = field(default_factory=list)
    poorer: list[Pair] = field(default_factory=list)
    whole_ms: list[float] = field(default_factory=list)
    halved_ms: list[float] = field(default_factory=list)
    """CPU time of decoding, where the region of interest allowed half the size."""
    pictures: int = 0


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--clips", type=click.IntRange(1), default=6, show_default=True)
@click.option("--frames", type=click.IntRange(2), default=30, show_default=True, help="Of each clip.")
def main(*, data: Path | None, clips: int, frames: int) -> None:
    """Measure and print a table."""
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: no clip to look at.")
        return
    pipeline = BlazePose(load(LITERT, files.read(models.ensure("full", Settings().model_dir, click.echo))))
    paths = sorted((data / "videos").glob("*.mp4"))
    sides = {width: Sides() for width in WIDTHS}
    for path in paths[:: max(1, len(paths) // clips)][:clips]:
        for width in WIDTHS:
            compare(pipeline, pictures(path, width, frames), sides[width])
    Console(width=120).print(table(sides))


def pictures(path: Path, width: int, most: int) -> Iterator[tuple[float, bytes]]:
    with av.open(str(path)) as film:
        for number, frame in enumerate(film.decode(video=0)):
            if number >= most * EVERY:
                return
            if number % EVERY == 0:
                yield frame.time, _jpeg(frame, width)


def _jpeg(frame: Any, width: int) -> bytes:
    size = (width, round(width * frame.height / frame.width))
    picture = cv2.resize(frame.to_ndarray(format="rgb24"), size, interpolation=cv2.INTER_AREA)
    return bytes(simplejpeg.encode_jpeg(np.ascontiguousarray(picture), QUALITY))


def compare(pipeline: BlazePose, film: Iterator[tuple[float, bytes]], sides: Sides) -> None:
    state = State()
    for t, jpeg in film:
        height, width, _, _ = simplejpeg.decode_jpeg_header(jpeg)
        size, side = (width, height), state.region.side if state.region else None
        began = time.process_time()
        whole = decode(jpeg, size)
        between = time.process_time()
        half = decode(jpeg, size, side)
        ended = time.process_time()
        body, after = pipeline.detect(whole, t, state)
        sides.pictures += 1
        if half.shape != whole.shape:
            small, _ = pipeline.detect(half, t, scaled(state, half.shape[1] / width))
            anew = decode(bytes(simplejpeg.encode_jpeg(whole, POORER)), size)
            again, _ = pipeline.detect(anew, t, state)
            sides.halved.append((_found(body, size), _found(small, size)))
            sides.poorer.append((_found(body, size), _found(again, size)))
            sides.whole_ms.append(1e3 * (between - began))
            sides.halved_ms.append(1e3 * (ended - between))
        state = after


def _found(body: Body | None, size: tuple[int, int]) -> Found | None:
    return None if body is None else Found(body.image, body.world, size)


def table(sides: dict[int, Sides]) -> Table:
    shown = Table(caption="Beside the same picture decoded whole. % of body height; degrees; CPU ms, median.")
    for head in ("pixels wide", "", "pictures", "median %", "p95 %", "angle mean / p95", "mm", "decoding"):
        shown.add_column(head, justify="right")
    for width, one in sides.items():
        times = {"half the size": one.halved_ms, f"quality {POORER}": one.whole_ms}
        for (name, spent), pairs in zip(times.items(), (one.halved, one.poorer), strict=True):
            found = apart(pairs)
            shown.add_row(
                str(width),
                name,
                f"{len(pairs)} of {one.pictures}",
                *(f"{np.percentile(found.points, part):.3f}" for part in (50, 95)),
                f"{found.angles.mean():.2f} / {np.percentile(found.angles, 95):.2f}",
                f"{found.world_mm.mean():.1f}",
                f"{np.median(spent):.2f}" if spent else "-",
            )
    return shown


if __name__ == "__main__":
    main()

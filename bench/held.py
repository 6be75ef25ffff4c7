"""What skipping the networks on a held pose saves, and what it changes.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.held

Each clip is shown twice to the engine `blazepose`, every frame of it, with carrying on and off; the coach
follows both. A run of the network is a frame whose answer was not carried. The clip's longest hold, as the
coach saw it with carrying off, is told apart: there the savings are to be had.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import mean
from typing import Final

import click
import numpy as np
import simplejpeg
from rich.console import Console
from rich.table import Table

from bench import reference
from server.analysis.coach import Coach
from server.analysis.engines.choose import choose
from server.analysis.feedback import Feedback
from server.analysis.landmarks import Frame
from server.analysis.loading import load_library
from server.engine_options import engine_options
from server.settings import Settings

CLIPS: Final = {
    "downward-dog": "downdog",
    "forearm-plank": "forearm-plank",
    "butterfly-stretch": "bound-angle",
    "standing-flow": "warrior2",
}
"""Clips with held poses, and the pose that the practitioner would choose."""

FEWER_TARGET: Final = 5.0
SCORE_TARGET: Final = 1.0


@dataclass(frozen=True, slots=True)
class Shown:
    """One frame's answer."""

    t: float
    carried: bool
    worker_ms: float
    feedback: Feedback


@dataclass(frozen=True, slots=True)
class Compared:
    """Some frames, looked at always and with carrying."""

    name: str
    always: Sequence[Shown]
    carrying: Sequence[Shown]

    @property
    def fewer(self) -> float:
        return len(self.carrying) / max(1, sum(not shown.carried for shown in self.carrying))

    @property
    def scores(self) -> tuple[float, float] | None:
        """Mean score of the frames that both scored."""
        both = [
            (one.feedback.score, other.feedback.score)
            for one, other in zip(self.always, self.carrying, strict=True)
            if one.feedback.score is not None and other.feedback.score is not None
        ]
        return (mean(one for one, _ in both), mean(other for _, other in both)) if both else None

    def held(self) -> Compared | None:
        """The longest run of frames in which the coach saw a hold."""
        best, began = range(0), 0
        for n, shown in enumerate(self.always):
            if not shown.feedback.holding:
                began = n + 1
            elif n + 1 - began > len(best):
                best = range(began, n + 1)
        if not best:
            return None
        part = slice(best.start, best.stop)
        return Compared(f"{self.name}, held", self.always[part], self.carrying[part])


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--fps", type=float, default=30.0, show_default=True)
@click.option("--frames", type=click.IntRange(10), default=450, show_default=True, help="Of each clip.")
@click.option("--carry-s", type=float, default=0.5, show_default=True)
def main(*, data: Path | None, fps: float, frames: int, carry_s: float) -> None:
    """Measure and print a table."""
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: no clip to show.")
        return
    compared = asyncio.run(measure(data, fps, frames, carry_s))
    Console(width=130).print(table(compared, f"{fps:g} frames/s, carried for {carry_s:g} s at most"))


async def measure(data: Path, fps: float, frames: int, carry_s: float) -> list[Compared]:
    rows = []
    for clip, pose in CLIPS.items():
        path = next((data / "videos").glob(f"*{clip}.mp4"))
        film = [
            (t, simplejpeg.encode_jpeg(np.ascontiguousarray(picture), 85))
            for t, picture in reference.frames(path, frames, fps)
        ]
        always, carrying = await show(film, pose, 0.0), await show(film, pose, carry_s)
        whole = Compared(clip, always, carrying)
        rows += [whole, *filter(None, [whole.held()])]
    return rows


async def show(film: Sequence[tuple[float, bytes]], pose: str, carry_s: float) -> list[Shown]:
    library = load_library()
    coach = Coach(library, expected=library.resolve(pose))
    options = replace(engine_options(Settings()), workers=1, carry_s=carry_s, people_every_s=0.0)
    shown = []
    async with choose("blazepose", options) as engine, engine.landmarker() as landmarker:
        for seq, (t, jpeg) in enumerate(film):
            found = await landmarker.detect(Frame(seq, t, jpeg))
            spent = found.timings.decode_ms + found.timings.detect_ms
            shown.append(Shown(t, found.carried, spent, coach.observe(found)))
    return shown


def table(compared: Sequence[Compared], title: str) -> Table:
    shown = Table(
        title=title,
        caption=f"Target in a hold: {FEWER_TARGET:g} times fewer runs, within {SCORE_TARGET:g} point.",
    )
    heads = (
        "frames",
        "network runs",
        "times fewer",
        "worker ms a frame, always / carrying",
        "mean score",
        "apart",
    )
    for head in ("", *heads):
        shown.add_column(head, justify="right" if head else "left")
    for one in compared:
        runs = sum(not each.carried for each in one.carrying)
        spent = [mean(each.worker_ms for each in side) for side in (one.always, one.carrying)]
        scores = one.scores
        shown.add_row(
            one.name,
            str(len(one.always)),
            str(runs),
            f"{one.fewer:.1f}",
            f"{spent[0]:.1f} / {spent[1]:.1f}",
            "-" if scores is None else f"{scores[0]:.1f} / {scores[1]:.1f}",
            "-" if scores is None else f"{abs(scores[0] - scores[1]):.2f}",
        )
    return shown


if __name__ == "__main__":
    main()

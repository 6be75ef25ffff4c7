"""Print how accurate the coach is.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.accuracy

Landmarks of photos and clips are kept in a cache folder outside the repository, so that a second run takes
minutes. Without evaluation data only what needs none is measured: generated bodies and the practitioner.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Final

import click
from platformdirs import user_cache_path
from rich.console import Console

from bench import photos
from bench.accuracy import askew, bodies, clips, cues, faults, practitioner, speed, tables
from bench.accuracy.seen import Cache
from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.engines.options import EngineOptions
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.settings import Settings

PARTS: Final = ("photos", "clips", "bodies", "askew", "cues", "practitioner", "speed")
SEED: Final = 2026
BODIES, FAULTY, PERFECT, CHANGES = 30, 6, 20, 200
"""Bodies a pose, bodies a fault, bodies without fault a pose, and changes from pose to pose."""

CUED: Final = (
    ("unasked, bodies may float", True, False),
    ("unasked, on the floor", False, False),
    ("the pose chosen, on the floor", False, True),
)
"""How cues are counted, the strict figure first: whether bodies may float, and the pose is expected."""


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--cache", type=click.Path(file_okay=False, path_type=Path), help="Where landmarks are kept.")
@click.option("--engine", default="mediapipe", show_default=True)
@click.option("--model", type=click.Choice(["lite", "full", "heavy"]), default="full", show_default=True)
@click.option("--only", type=click.Choice(PARTS), multiple=True, help="These parts alone.")
@click.option("--quick", is_flag=True, help="A fifth of the generated bodies and changes.")
@click.option("--mistakes", is_flag=True, help="List the mistakes of the photos' tuning half.")
def main(
    *,
    data: Path | None,
    cache: Path | None,
    engine: str,
    model: str,
    only: tuple[str, ...],
    quick: bool,
    mistakes: bool,
) -> None:
    """Measure recognition, scores and cues, and print the tables."""
    wanted = only or PARTS
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: no photos and no clips.")
        wanted = tuple(part for part in wanted if part not in ("photos", "clips"))
    folder = cache or user_cache_path("yoga-assistant") / "evaluation"
    kept = Cache(folder, f"{engine} {model}")
    options = EngineOptions(
        Settings().model_dir, model, workers=photos.AT_ONCE, detect_deadline_s=photos.PATIENT_S
    )
    asyncio.run(_run(_Bench(kept, data, mistakes, 5 if quick else 1), choose(engine, options), wanted))


class _Bench:
    """Runs the parts; the engine works only on what is not kept."""

    def __init__(self, cache: Cache, data: Path | None, mistakes: bool, fewer: int) -> None:
        self.cache, self._data, self._mistakes, self._fewer = cache, data, mistakes, fewer
        self.library: Library = load_library()
        self.show = Console(width=150).print

    async def photos(self, engine: Engine) -> None:
        assert self._data is not None
        found = await photos.name_all(engine, photos.photos(self._data), self.cache)
        self.show(photos.table(found))
        self.show(tables.confusion(found))
        if self._mistakes:
            click.echo("\n".join(photos.mistakes(found)))

    async def clips(self, engine: Engine) -> None:
        assert self._data is not None
        for fps in clips.FPS:
            plain, varied = await clips.practised(self.library, self.cache, engine, self._data, fps)
            self.show(tables.clips(plain, f"Clips at {fps:g} frames a second"))
            self.show(tables.in_sum(plain, varied, clips.no_yoga(plain)))

    async def bodies(self, engine: Engine) -> None:
        settings = (bodies.AS_MEANT, bodies.AS_USUAL, bodies.HARD)
        counted = [
            bodies.names(self.library, setting, each=BODIES // self._fewer, seed=SEED) for setting in settings
        ]
        self.show(tables.generated(counted))
        self.show(tables.weakest(counted[0]))

    async def askew(self, engine: Engine) -> None:
        self.show(tables.rolled(askew.askew(self.library, seed=SEED)))

    async def cues(self, engine: Engine) -> None:
        faulty, perfect = max(FAULTY // self._fewer, 1), PERFECT // self._fewer
        for title, floating, chosen in CUED:
            shown = [
                cues.cued(self.library, bodies, chosen=chosen)
                for bodies in (
                    faults.with_faults(self.library, each=faulty, seed=SEED, floating=floating),
                    faults.as_meant(self.library, each=perfect, seed=SEED, floating=floating),
                )
            ]
            self.show(tables.cues(title, *shown))

    async def practitioner(self, engine: Engine) -> None:
        followed = await practitioner.followed(self.library, self.cache, engine)
        self.show(tables.errors(followed.errors))
        changed = practitioner.changes(self.library, pairs=CHANGES // self._fewer, seed=SEED)
        self.show(
            tables.delays({"demo practitioner": followed.delays_s, "generated, any two poses": changed})
        )

    async def speed(self, engine: Engine) -> None:
        self.show(f"{speed.of_a_frame(self.library):.3f} ms of CPU time to coach one frame, all poses.")


async def _run(bench: _Bench, engine: Engine, parts: tuple[str, ...]) -> None:
    async with engine:
        for part in parts:
            measure: Callable[[Engine], object] = getattr(bench, part)
            await measure(engine)  # type: ignore[misc]


if __name__ == "__main__":
    main()

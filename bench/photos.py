"""Name the pose in every photo of the evaluation data, one still at a time, and count what was right.

    YOGA_EVALUATION_DATA=FOLDER python -m bench.photos --check

A photo goes through the engine as the first frame of a fresh landmarker, and no pose is expected: the way of
`/api/analyze-pose`. Photos whose SHA-256 begins with 0 to 7 may be looked at while thresholds are tuned, the
others only counted; both halves are printed.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from typing import Final, Literal, TypeAlias

import click
from PIL import Image, ImageOps
from rich.console import Console
from rich.table import Table

from bench.accuracy.seen import Cache, digest
from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.engines.options import EngineOptions
from server.analysis.landmarks import Landmarks
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.analysis.still import read_still
from server.api.uploads.looking import looks_at
from server.settings import Settings

Half: TypeAlias = Literal["tune", "report"]

LABELS: Final = {
    "crescent_lunge": "high_lunge",
    "mountain_arms_up": "upward_salute",
    "reverse_plank": "upward_plank",
    "warrior1": "warrior_1",
    "warrior3": "warrior_3",
}
"""Labels of the evaluation data that are no name of the pose."""

ALSO_RIGHT: Final = {"cobra": frozenset({"upward_dog"})}
"""What else is right under a label: some cobras have straight arms and are as much an upward dog."""

RECOGNISED_TARGET: Final = 0.90
FALSE_TARGET: Final = 0.10
Z: Final = 1.96
"""Of a 95 % interval."""

TUNE: Final = "01234567"
NOT_A_POSE: Final = "negatives"
AT_ONCE: Final = 2
PATIENT_S: Final = 30.0
"""A big picture on a busy machine is slow, not lost."""


@dataclass(frozen=True, slots=True)
class Photo:
    path: Path
    label: str
    """The folder it lies in."""

    half: Half


@dataclass(frozen=True, slots=True)
class Named:
    """What one photo was taken for."""

    photo: Photo
    wanted: str | None
    """The pose it shows, where the library has it."""

    named: str | None
    group: frozenset[str] = frozenset()
    """Poses that landmarks hardly tell from the wanted one; in a count of groups they are right too."""

    @property
    def right(self) -> bool:
        return self.named is not None and (
            self.named == self.wanted or self.named in ALSO_RIGHT.get(self.wanted or "", frozenset())
        )

    @property
    def right_group(self) -> bool:
        return self.right or self.named in self.group


@dataclass(frozen=True, slots=True)
class Share:
    """Some of a number, with its 95 % interval (Wilson, 1927)."""

    some: int
    of: int

    @property
    def value(self) -> float:
        return self.some / self.of if self.of else float("nan")

    def interval(self) -> tuple[float, float]:
        if not self.of:
            return 0.0, 1.0
        p, n, z2 = self.value, self.of, Z * Z
        middle = (p + z2 / (2 * n)) / (1 + z2 / n)
        half = Z / (1 + z2 / n) * sqrt(p * (1 - p) / n + z2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = self.interval()
        return f"{self.some}/{self.of}  {self.value:.1%}  [{low:.0%}, {high:.0%}]"


def photos(data: Path) -> list[Photo]:
    """Every picture of the evaluation data, under its label."""
    found = sorted(p for p in (data / "photos").glob("*/*") if p.is_file())
    found += sorted(p for p in (data / NOT_A_POSE).iterdir() if p.suffix.lower() in (".jpg", ".jpeg", ".png"))
    return [Photo(path, path.parent.name, half_of(path.read_bytes())) for path in found]


def half_of(content: bytes) -> Half:
    return "tune" if hashlib.sha256(content).hexdigest()[0] in TUNE else "report"


def still(path: Path) -> bytes:
    """The JPEG that a client would send."""
    if path.suffix.lower() in (".jpg", ".jpeg"):
        return path.read_bytes()
    with Image.open(path) as image, io.BytesIO() as out:
        ImageOps.exif_transpose(image).convert("RGB").save(out, "JPEG", quality=95)
        return out.getvalue()


async def name_all(engine: Engine, pictures: Sequence[Photo], cache: Cache | None = None) -> list[Named]:
    """What every photo is taken for, in their order; a cache spares looking at them again."""
    library, places = load_library(), asyncio.Semaphore(AT_ONCE)

    async def name(photo: Photo) -> Named:
        async def find() -> list[Landmarks]:
            async with engine.landmarker() as landmarker:
                return await looks_at(landmarker, still(photo.path))

        async with places:
            looks = await (cache.get(f"looks at {digest(photo.path)}", find) if cache else find())
        pose = named_in(library, [look for look in looks if isinstance(look, Landmarks)])
        wanted = library.resolve(LABELS.get(photo.label, photo.label))
        group = frozenset(library.poses[wanted].confusable) if wanted else frozenset[str]()
        return Named(photo, wanted, pose, group)

    return await asyncio.gather(*(name(photo) for photo in pictures))


def named_in(library: Library, looks: Sequence[Landmarks]) -> str | None:
    """The pose that some looks at one picture show."""
    if not looks:
        return None
    pose = read_still(library, looks[-1], looks=looks[:-1]).pose
    return pose.id if pose else None


def recognised(found: Sequence[Named], pose: str | None = None, *, group: bool = False) -> Share:
    """Photos of a library pose, or of one of them, that were named rightly; "none" counts as wrong.

    With `group` a pose that is confusable with the wanted one is right as well.
    """
    asked = [n for n in found if n.wanted is not None and pose in (None, n.wanted)]
    return Share(sum(n.right_group if group else n.right for n in asked), len(asked))


def macro(found: Sequence[Named]) -> tuple[float, float]:
    """Mean over poses, and half of its 95 % interval (from each pose's adjusted variance)."""
    shares = [recognised(found, pose) for pose in poses(found)]
    adjusted = [((s.some + Z * Z / 2) / (s.of + Z * Z), s.of + Z * Z) for s in shares]
    spread = sqrt(sum(p * (1 - p) / n for p, n in adjusted)) / len(shares)
    return sum(s.value for s in shares) / len(shares), Z * spread


def poses(found: Sequence[Named]) -> list[str]:
    return sorted({n.wanted for n in found if n.wanted is not None})


def named_of(found: Sequence[Named], kind: Callable[[Named], bool]) -> Share:
    asked = [n for n in found if kind(n)]
    return Share(sum(n.named is not None for n in asked), len(asked))


def negative(n: Named) -> bool:
    return n.photo.label == NOT_A_POSE


def foreign(n: Named) -> bool:
    """A yoga pose that the library does not have."""
    return n.wanted is None and not negative(n)


@click.command()
@click.option(
    "--data", envvar="YOGA_EVALUATION_DATA", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
@click.option("--model", type=click.Choice(["lite", "full", "heavy"]), default="full", show_default=True)
@click.option("--mistakes", "list_mistakes", is_flag=True, help="List the mistakes of the tuning half.")
@click.option("--check", is_flag=True, help="Exit with 1 when a target is missed.")
def main(*, data: Path | None, model: str, list_mistakes: bool, check: bool) -> None:
    """Name the poses in the photos of the evaluation data and print how many were right."""
    if data is None:
        click.echo("YOGA_EVALUATION_DATA names no folder: nothing to evaluate.")
        return
    found = asyncio.run(evaluate(data, model))
    Console(width=130).print(table(found))
    if list_mistakes:
        click.echo("\n".join(mistakes(found)))
    missed = missed_targets(found)
    click.echo("\n".join(missed) if missed else "Every target is met.")
    if check and missed:
        raise SystemExit(1)


async def evaluate(data: Path, model: str = "full") -> list[Named]:
    options = EngineOptions(Settings().model_dir, model, workers=AT_ONCE, detect_deadline_s=PATIENT_S)
    async with choose("mediapipe", options) as engine:
        return await name_all(engine, photos(data))


def missed_targets(found: Sequence[Named]) -> list[str]:
    right, false = recognised(found), named_of(found, negative)
    missed = [] if right.value >= RECOGNISED_TARGET else [f"Missed: {right} recognised."]
    return missed if false.value <= FALSE_TARGET else [*missed, f"Missed: {false} of the negatives named."]


def table(found: Sequence[Named]) -> Table:
    """What was right, pose by pose, in both halves and in all."""
    halves = [[n for n in found if n.photo.half == half] for half in ("tune", "report")]
    parts = [*halves, list(found)]
    shown = Table(title="Photos recognised, with 95 % intervals")
    for heading in ("", "tuning half", "report half", "all"):
        shown.add_column(heading)
    for pose in poses(found):
        shown.add_row(pose, *(str(recognised(part, pose)) for part in parts))
    shown.add_section()
    shown.add_row("micro", *(str(recognised(part)) for part in parts))
    shown.add_row("micro, groups", *(str(recognised(part, group=True)) for part in parts))
    shown.add_row("macro", *("{:.1%} ± {:.1%}".format(*macro(part)) for part in parts))
    shown.add_section()
    shown.add_row("negatives named", *(str(named_of(part, negative)) for part in parts))
    shown.add_row("other poses named", *(str(named_of(part, foreign)) for part in parts))
    return shown


def mistakes(found: Sequence[Named]) -> list[str]:
    """Which pictures of the tuning half were named wrongly."""
    return [
        f"{n.photo.label}/{n.photo.path.name}: {n.named}"
        for n in found
        if n.photo.half == "tune" and (not n.right if n.wanted else n.named is not None)
    ]


if __name__ == "__main__":
    main()

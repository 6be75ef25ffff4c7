"""`yoga-assistant pose record`: from photos, a film or the webcam to a pose of one's own in a pack."""

from __future__ import annotations

import asyncio
import json
import shutil
import tempfile
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import replace
from importlib import resources
from pathlib import Path
from typing import BinaryIO, Final, get_args

import click
import numpy as np
from rich.console import Console
from rich.table import Table

from server.analysis.engines.base import Landmarker
from server.analysis.engines.choose import choose
from server.analysis.feedback import Side
from server.analysis.geometry import View, plane, space
from server.analysis.landmarks import NAMES, Frame, Landmarks
from server.analysis.loading import load_library, read_library
from server.analysis.motion import Motion
from server.analysis.packing import messages_text, pose_text, with_words
from server.analysis.poses import Library, Pose
from server.analysis.proposing import CannotPropose, Proposal, propose
from server.api.uploads.reading import ReadLimits, Shot, opened
from server.client.sources import Camera
from server.engine_options import engine_options
from server.errors import FrameLost, YogaError
from server.settings import Settings

LEAST_S: Final = 1.0
"""A pose has to be kept still this long in a film to be one."""

MOST_BODIES: Final = 60
"""Of one film; more tell nothing more."""

SIDEWAYS_DEG: Final = 45.0
LIMIT_S: Final = 7200.0


@click.command("record")
@click.argument("sources", metavar="FILE…|CAMERA", nargs=-1, required=True)
@click.option("--id", "pose_id", required=True, help="Lower-case letters, figures and underscores.")
@click.option("--name", required=True, help="For people.")
@click.option("--pack", required=True, type=click.Path(file_okay=False, path_type=Path), help="Its folder.")
@click.option("--lead", default="", help='What the lead side is, such as "front leg": the pose has sides.')
@click.option(
    "--side", type=click.Choice(get_args(Side)), default="left", help="Which side leads in the first."
)
@click.option("--view", type=click.Choice(get_args(View)), help="How to stand to the camera; seen by itself.")
@click.option("--category", default="standing", show_default=True, help="One of the library's.")
@click.option("--difficulty", type=click.IntRange(1, 10), default=3, show_default=True)
@click.option("--hold", type=click.IntRange(1, 600), default=20, show_default=True, help="Seconds.")
@click.option("--seconds", type=click.FloatRange(1), default=5.0, show_default=True, help="Of a camera.")
@click.option("--countdown", type=click.FloatRange(0), default=5.0, help="Seconds to get into the pose.")
@click.option("--replaces", is_flag=True, help="Take the place of the library's pose of this id.")
@click.option("--force", is_flag=True, help="Write over an earlier recording.")
def record_command(
    *,
    sources: tuple[str, ...],
    pose_id: str,
    name: str,
    pack: Path,
    lead: str,
    side: Side,
    view: View | None,
    category: str,
    difficulty: int,
    hold: int,
    seconds: float,
    countdown: float,
    replaces: bool,
    force: bool,
) -> None:
    """Propose a pose from photos, a film or the webcam, and write it into a pack that loads.

    Of a film or the webcam the longest stretch counts in which somebody keeps still. Nothing leaves this
    machine, and no picture is kept. YOGA_POSE_PACKS names the folder that the pack is in, for the server.
    """
    if not pose_id.replace("_", "").isalnum() or pose_id != pose_id.lower():
        raise click.BadParameter("Use lower-case letters, figures and underscores.", param_hint="--id")
    if (pack / "poses" / f"{pose_id}.toml").exists() and not force:
        raise click.ClickException(f"{pack}/poses/{pose_id}.toml is there already; --force writes over it.")
    try:
        library = load_library()
        if category not in {pose.category for pose in library.poses.values()}:
            raise click.BadParameter("There is no such category.", param_hint="--category")
        bodies = asyncio.run(_bodies(sources, seconds, countdown))
        view = view or _view_of(bodies)
        draft = _draft(
            pose_id, name, lead=lead, view=view, category=category, difficulty=difficulty, hold=hold
        )
        proposal = propose(library, draft, bodies, side)
        _write(proposal.pose, pack, replaces=replaces)
    except (CannotPropose, YogaError) as error:
        raise click.ClickException(str(error)) from None
    _report(library, proposal, pack, len(bodies))


def _draft(
    pose_id: str, name: str, *, lead: str, view: View, category: str, difficulty: int, hold: int
) -> Pose:
    return Pose(
        id=pose_id,
        catalogue_id=pose_id,
        name=name,
        sanskrit="",
        aliases=(),
        description=f"{name}, as it was recorded.",
        steps=(),
        category=category,
        difficulty=difficulty,
        sided=bool(lead),
        lead=lead,
        view=view,
        hold=hold,
        breaths=max(1, round(hold / 5)),
        drishti="straight ahead",
        safety="Stop if it hurts.",
        confusable=(),
        select_only=False,
        everyday=False,
        safety_only=False,
        gates=(),
        targets=(),
        faults=(),
    )


# ---------------------------------------------------------------- seeing


async def _bodies(sources: Sequence[str], seconds: float, countdown: float) -> list[Landmarks]:
    """Everybody who does the pose. Raises CannotPropose for a source in which nobody does."""
    settings = Settings()
    options = replace(engine_options(settings), workers=1, carry_s=0.0)
    limits = ReadLimits(settings.max_upload_pixels, settings.max_film_pixels, LIMIT_S, LIMIT_S)
    found: list[Landmarks] = []
    async with AsyncExitStack() as stack:
        engine = await stack.enter_async_context(choose(settings.engine, options))
        for source in sources:
            landmarker = await stack.enter_async_context(engine.landmarker())
            if source.isdigit() or source.startswith("/dev/"):
                shots = _filmed(source, seconds, countdown)
                found += _still(await _seen(landmarker, shots))
                continue
            file = stack.enter_context(_open(source))
            async with opened(file, limits) as material:
                seen = await _seen(landmarker, material.shots)
                found += seen if material.duration_s is None else _still(seen)
    if not found:
        raise CannotPropose("There is nobody to be seen.")
    return found


def _open(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise CannotPropose(f"{name} cannot be opened: {error.strerror}.") from error


async def _filmed(device: str, seconds: float, countdown: float) -> AsyncIterator[Shot]:
    camera = Camera(f"/dev/video{device}" if device.isdigit() else device)
    click.echo(f"Get into the pose: {countdown:.0f} s, then keep still for {seconds:.0f} s.", err=True)
    frames = camera.frames()
    while (frame := await asyncio.to_thread(next, frames, None)) is not None:
        if frame.t > countdown + seconds:
            return
        if frame.t >= countdown:
            yield Shot(frame.t - countdown, frame.picture)


async def _seen(landmarker: Landmarker, shots: AsyncIterator[Shot]) -> list[Landmarks]:
    found: list[Landmarks] = []
    seq = 0
    async for shot in shots:
        seq += 1
        try:
            body = await landmarker.detect(Frame(seq, shot.t, shot.jpeg), lambda frame: frame)
        except FrameLost:
            continue
        if isinstance(body, Landmarks) and body.people == 1:
            found.append(body)
    return found


def _still(bodies: list[Landmarks]) -> list[Landmarks]:
    """The longest stretch in which somebody keeps still."""
    motion, best, now = Motion(), list[Landmarks](), list[Landmarks]()
    for body in bodies:
        motion.update(plane(body), body.t)
        now = [*now, body] if motion.still else []
        if now and (not best or now[-1].t - now[0].t > best[-1].t - best[0].t):
            best = now
    if not best or best[-1].t - best[0].t < LEAST_S:
        raise CannotPropose("Nobody keeps still for a second in it.")
    kept = np.linspace(0, len(best) - 1, min(len(best), MOST_BODIES)).round().astype(int)
    return [best[n] for n in kept]


def _view_of(bodies: list[Landmarks]) -> View:
    """Whether the shoulders point at the camera or across the picture, in most bodies."""
    left, right = NAMES.index("left_shoulder"), NAMES.index("right_shoulder")
    across = np.abs([space(body)[left] - space(body)[right] for body in bodies])
    turned = np.degrees(np.arctan2(across[:, 2], np.hypot(across[:, 0], across[:, 1])))
    return "side" if np.median(turned) > SIDEWAYS_DEG else "front"


# ---------------------------------------------------------------- writing


def _write(pose: Pose, pack: Path, *, replaces: bool) -> None:
    """Into the pack, once a copy of it has been seen to load. Raises LibraryError."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / pack.name
        if pack.exists():
            shutil.copytree(pack, copy)
        (copy / "poses").mkdir(parents=True, exist_ok=True)
        (copy / "messages").mkdir(exist_ok=True)
        (copy / "poses" / f"{pose.id}.toml").write_text(pose_text(pose, replaces=replaces), encoding="utf-8")
        for file in {copy / "messages" / "en.json", *(copy / "messages").glob("*.json")}:
            before = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
            file.write_text(messages_text(with_words(before, pose, file.stem)), encoding="utf-8")
        read_library(resources.files("server.analysis") / "library", copy)
        shutil.copytree(copy, pack, dirs_exist_ok=True)


def _report(library: Library, proposal: Proposal, pack: Path, bodies: int) -> None:
    pose, console = proposal.pose, Console()
    table = Table(
        "target", "side", "ideal", "tolerance", "spread", title=f"{pose.name}, from {bodies} bodies"
    )
    for reading, target in zip(proposal.readings, pose.targets, strict=True):
        side = "" if target.side == "body" else target.side
        table.add_row(target.feature, side, f"{target.ideal:g}", f"{target.tol:g}", f"{reading.spread:.2g}")
    console.print(table)
    click.echo(
        f"{len(pose.gates)} gates; it names {proposal.named} of the {bodies} bodies. View: {pose.view}."
    )
    for names, sentence in (
        (proposal.taken, "The library takes what was recorded for: {}."),
        (
            proposal.alike,
            "It would also be taken for: {}. Give it a gate of your own, or name them confusable.",
        ),
    ):
        if names:
            click.echo(sentence.format(", ".join(library.poses[name].name for name in names)))
    if proposal.uneven:
        click.echo(f"Left out, unseen or unlike left and right: {', '.join(proposal.uneven)}.")
    if proposal.uneven and not pose.sided:
        click.echo("If the pose has sides, say so by --lead.")
    click.echo(f"Written to {pack / 'poses' / (pose.id + '.toml')} and {pack / 'messages'}: look it over.")

"""`yoga-assistant pose show`: how a pose is done, what may be said of it, and how to be safe in it."""

from __future__ import annotations

from collections.abc import Iterator

import click

from server.analysis.loading import load_library
from server.analysis.poses import Library, Pose
from server.commands.language import LANG
from server.errors import YogaError
from server.settings import Settings


@click.command("show")
@click.argument("name")
@LANG
def show_command(name: str, language: str) -> None:
    """Tell of a pose, by its id, name or alias, as the page does."""
    try:
        library = load_library(Settings().pose_packs)
    except YogaError as error:
        raise click.ClickException(error.message) from None
    pose_id = library.resolve(name)
    if pose_id is None:
        raise click.BadParameter(f"There is no pose {name!r}; one is {next(iter(library.poses))}.")
    click.echo("\n".join(_lines(library, library.poses[pose_id], language)))


def _lines(library: Library, pose: Pose, language: str) -> Iterator[str]:
    text = library.tell(pose.id, language)
    yield " · ".join(filter(None, (text.name, pose.sanskrit, f"{pose.hold} s", text.lead, text.drishti)))
    yield text.description
    yield ""
    for number, step in enumerate(text.steps, 1):
        yield f"{number}. {step}"
    yield ""
    yield f"! {text.safety}"
    if pose.faults:
        yield ""
    for fault in sorted(pose.faults, key=lambda fault: -fault.severity):
        yield from dict.fromkeys(f"- {said.text}" for said in library.say(language).cues[fault.id].values())
    if not text.reviewed:
        yield ""
        yield f"({text.language}: no native speaker has reviewed this yet)"

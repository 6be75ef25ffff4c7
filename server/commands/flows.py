"""`yoga-assistant flows`: the flows that one can be led through, and the steps of one."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Column, Table

from server.analysis.flows import Step
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.commands.language import LANG
from server.errors import YogaError
from server.settings import Settings


@click.command("flows")
@click.argument("flow_id", metavar="[ID]", required=False)
@LANG
def command(flow_id: str | None, language: str) -> None:
    """List the flows, an operator's own among them, or the steps of one."""
    try:
        library = load_library(Settings().pose_packs)
    except YogaError as error:
        raise click.ClickException(error.message) from None
    if flow_id is None:
        return Console().print(_listed(library, language))
    if flow_id not in library.flows:
        raise click.BadParameter(f"There is no flow {flow_id!r}; one is {next(iter(library.flows))}.")
    return Console().print(_told(library, flow_id, language))


def _listed(library: Library, language: str) -> Table:
    table = Table(Column("id", no_wrap=True), "name", "level", "minutes", "rounds", "steps")
    for flow in library.flows.values():
        figures = (str(flow.minutes), str(flow.rounds), str(len(flow.course().steps)))
        table.add_row(flow.id, library.flow_name(flow.id, language), flow.level, *figures)
    return table


def _told(library: Library, flow_id: str, language: str) -> Table:
    table = Table("step", "pose", "side", "how", title=library.flow_name(flow_id, language))
    for number, step in enumerate(library.flows[flow_id].course().steps, 1):
        name = library.tell(step.pose, language).name
        table.add_row(str(number), name, step.side or "", _how(step))
    return table


def _how(step: Step) -> str:
    return f"breathe {step.breath}" if step.breath else f"hold {step.hold_s:.0f} s"

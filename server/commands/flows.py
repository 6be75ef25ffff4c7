"""`yoga-assistant flows`: the flows that one can be led through, and the steps of one."""

from __future__ import annotations

import click
from rich.console import Console
from rich.table import Column, Table

from server.analysis.flows import Flow, Step
from server.analysis.loading import load_library
from server.errors import YogaError
from server.settings import Settings


@click.command("flows")
@click.argument("flow_id", metavar="[ID]", required=False)
def command(flow_id: str | None) -> None:
    """List the flows, an operator's own among them, or the steps of one."""
    try:
        flows = load_library(Settings().pose_packs).flows
    except YogaError as error:
        raise click.ClickException(error.message) from None
    if flow_id is None:
        return Console().print(_listed(list(flows.values())))
    if flow_id not in flows:
        raise click.BadParameter(f"There is no flow {flow_id!r}; one is {next(iter(flows))}.")
    return Console().print(_told(flows[flow_id]))


def _listed(flows: list[Flow]) -> Table:
    table = Table(Column("id", no_wrap=True), "name", "level", "minutes", "rounds", "steps")
    for flow in flows:
        figures = (str(flow.minutes), str(flow.rounds), str(len(flow.course().steps)))
        table.add_row(flow.id, flow.name, flow.level, *figures)
    return table


def _told(flow: Flow) -> Table:
    table = Table("step", "pose", "side", "how", title=flow.name)
    for number, step in enumerate(flow.course().steps, 1):
        table.add_row(str(number), step.name, step.side or "", _how(step))
    return table


def _how(step: Step) -> str:
    return f"breathe {step.breath}" if step.breath else f"hold {step.hold_s:.0f} s"

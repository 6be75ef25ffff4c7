"""`yoga-assistant doctor`: what works between this machine and a server."""

from __future__ import annotations

import asyncio
from typing import Final

import click

from server.client.address import DEFAULT, Address
from server.client.checks import Finding, examine
from server.client.tokens import default_file, stored_token

SIGNS: Final[dict[bool | None, str]] = {True: "yes", False: "NO", None: "-"}


@click.command("doctor")
@click.option(
    "--server", "server_url", default=DEFAULT, envvar="YOGA_SERVER", show_default=True, help="Where."
)
@click.option(
    "--login", is_flag=True, help="As yourself, where no guests are taken; it stands in your history."
)
def command(*, server_url: str, login: bool) -> None:
    """Try everything that a practice needs, from here: WebSocket, WebRTC, round trip and frame rate.

    It practises with the demo practitioner for a few seconds, as a guest. Exit code 1 where anything does not
    work.
    """
    server = Address.parse(server_url)
    token = stored_token(default_file(), server.origin) if login else None
    if not asyncio.run(_report(server, token)):
        raise SystemExit(1)


async def _report(server: Address, token: str | None) -> bool:
    well = True
    async for finding in examine(server, token):
        _show(finding)
        well = well and finding.works is not False
    return well


def _show(finding: Finding) -> None:
    click.echo(f"{SIGNS[finding.works]:>4}  {finding.what:<24} {finding.detail}")

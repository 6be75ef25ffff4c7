"""The command line: one group whose commands are looked up, and imported, only when they are asked for.

Each command is a module of `server/commands` with a click command named `command`.
"""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from types import MappingProxyType
from typing import Final

import click

COMMANDS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "serve": "Serve the page, the API and the socket.",
        "stream": "Practise from a file, a camera or the demo practitioner.",
        "flows": "List the flows that one can be led through.",
        "analyze": "Look at pictures and films on this machine.",
        "login": "Log in, so that streamed sessions are kept in your history.",
        "db": "Upgrade the database, and back it up.",
        "user": "Reset a password, or make somebody an operator.",
        "models": "List the model files, and fetch them.",
        "pose": "Tell of a pose, record one of your own; train the classifier.",
        "doctor": "Try what works between here and a server.",
        "bench": "Measure frames per second through the server.",
        "openapi": "Write the description of the REST interface.",
        "settings": "Show every setting and what it is now.",
    }
)
"""Name and one line of help; kept here so that `--help` imports none of them."""


class LazyGroup(click.Group):
    """Imports a command's module when the command runs: `--help` must not load a vision library."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [name for name in COMMANDS if find_spec(f"server.commands.{name}") is not None]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command = importlib.import_module(f"server.commands.{cmd_name}").command
        if not isinstance(command, click.Command):
            raise TypeError(f"server.commands.{cmd_name}.command is no click command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, COMMANDS[name]) for name in self.list_commands(ctx)])


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("yoga-assistant"), prog_name="yoga-assistant")
def main() -> None:
    """A real-time yoga coach: stream a webcam, get live cues, keep the summary and no picture."""

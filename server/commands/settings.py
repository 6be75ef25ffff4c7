"""`yoga-assistant settings`: every setting, for people and for `docs/settings.md`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin

import click
from pydantic import AliasChoices
from pydantic.fields import FieldInfo

from server.settings import Settings

INTRODUCTION = """\
# Settings

From the environment, or from a file `.env` in the folder where the server starts. A `.env` line looks like
`API_PORT=8080`. `yoga-assistant settings` shows what is in use. This file is made by
`yoga-assistant settings --markdown`.

| setting | default | what it does |
|---|---|---|
"""
PLACES = {
    "data_dir": "the platform's data folder",
    "model_dir": "the platform's cache folder",
}
"""Defaults that differ from machine to machine."""


@click.command("settings")
@click.option("--markdown", is_flag=True, help="Write docs/settings.md to standard output.")
def command(markdown: bool) -> None:
    """Show every setting and what it is now; a secret is only said to be set."""
    if markdown:
        sys.stdout.write(page())
        return
    from server.commands.serve import read_settings  # noqa: PLC0415 - the page needs no environment

    settings = read_settings()
    for name in Settings.model_fields:
        click.echo(f"{variable(name)}={_shown(getattr(settings, name))}")


def page() -> str:
    """The whole of `docs/settings.md`."""
    return INTRODUCTION + "".join(_rows())


def variable(name: str) -> str:
    """The environment variable of a field."""
    alias = Settings.model_fields[name].validation_alias
    if isinstance(alias, AliasChoices):
        return str(alias.choices[-1])
    return f"YOGA_{name.upper()}"


def _rows() -> Iterator[str]:
    for name, field in Settings.model_fields.items():
        choices = _choices(field)
        about = f"{field.description} {choices}".strip()
        yield f"| `{variable(name)}` | {_default(name, field)} | {about} |\n"


def _choices(field: FieldInfo) -> str:
    if get_origin(field.annotation) is not Literal:
        return ""
    return "One of " + ", ".join(f"`{choice}`" for choice in get_args(field.annotation)) + "."


def _default(name: str, field: FieldInfo) -> str:
    if name in PLACES:
        return PLACES[name]
    value: Any = field.default
    return "" if value is None or value == () else f"`{_shown(value)}`"


def _shown(value: Any) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)

"""The option `--lang`: in which language a command prints what the library tells."""

from __future__ import annotations

from typing import Final

import click

from server.analysis.loading import languages

LANG: Final = click.option(
    "--lang",
    "language",
    type=click.Choice(languages()),
    default="en",
    show_default=True,
    help="Of names, texts and cues.",
)

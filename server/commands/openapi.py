"""`yoga-assistant openapi`: what the REST interface looks like, for programs; no server has to run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import click
import orjson

from server.settings import Settings


@click.command("openapi")
def command() -> None:
    """Write the OpenAPI document, as /openapi.json serves it, to standard output."""
    from server.app import create_app  # noqa: PLC0415 - it loads everything

    with tempfile.TemporaryDirectory() as nowhere:
        app = create_app(Settings(data_dir=Path(nowhere)))
    sys.stdout.buffer.write(orjson.dumps(app.openapi(), option=orjson.OPT_INDENT_2) + b"\n")

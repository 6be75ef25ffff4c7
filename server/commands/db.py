"""`yoga-assistant db`: bring the database to this version, and copy it while it is in use."""

from __future__ import annotations

from pathlib import Path

import click

from server.errors import StoreUnavailable
from server.settings import Settings
from server.store.backup import backup
from server.store.migrate import migrate


@click.group("db")
def command() -> None:
    """Upgrade the database, and back it up."""


@command.command("migrate")
def upgrade() -> None:
    """Bring the database to this version, a founding one too. The server does the same when it starts."""
    settings = Settings()
    try:
        migrate(settings.database)
    except StoreUnavailable as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{settings.database} is up to date.")


@command.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
def copy(file: Path) -> None:
    """Copy the database into FILE, while the server runs. Restoring is putting FILE in its place."""
    try:
        size = backup(Settings().database, file)
    except StoreUnavailable as error:
        raise click.ClickException(error.message) from error
    click.echo(f"{file}: {size / 1e6:.1f} MB, checked.")

"""`yoga-assistant db`: bring the database to this version, back it up, restore it, fill it from another."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from server.errors import StoreUnavailable
from server.settings import Settings
from server.store.backup import backup, restore
from server.store.driver import shown
from server.store.migrate import migrate
from server.store.transfer import bring

FILE = click.Path(path_type=Path)


@click.group("db")
def command() -> None:
    """Upgrade the database, back it up, restore it, import another."""


@command.command("migrate")
def upgrade() -> None:
    """Bring the database to this version, a founding one too. The server does the same when it starts."""
    url = Settings().database
    with _told():
        migrate(url)
        click.echo(f"{shown(url)} is up to date.")


@command.command("backup")
@click.argument("file", type=FILE)
def save(file: Path) -> None:
    """Copy the database into FILE, while the server runs. Of PostgreSQL it is what pg_dump writes."""
    with _told():
        size = backup(Settings().database, file)
    click.echo(f"{file}: {size / 1e6:.1f} MB.")


@command.command("restore")
@click.argument("file", type=FILE)
@click.option("--replace", is_flag=True, help="Also where the database has accounts in it: they are lost.")
def put_back(file: Path, replace: bool) -> None:
    """Put a backup, FILE, in the database's place. Stop the server first."""
    url = Settings().database
    with _told():
        restore(url, file, replace=replace)
        click.echo(f"{shown(url)} is as {file} was.")


@command.command("import")
@click.argument("file", type=FILE)
@click.option("--users", type=FILE, help="A founding `users.db`, where the accounts lie apart.")
def fill(file: Path, users: Path | None) -> None:
    """Copy everything from FILE, a founding `yoga_assistant.db` or an SQLite database of this program.

    It goes into a database without accounts, SQLite or PostgreSQL. FILE stays as it is.
    """
    with _told():
        brought = bring(Settings().database, file, users)
    click.echo(f"{brought.accounts} accounts and {brought.sessions} sessions are here.")
    if brought.left_out:
        click.echo(f"{brought.left_out} rows were left out: their account or session is missing.")


@contextmanager
def _told() -> Iterator[None]:
    try:
        yield
    except StoreUnavailable as error:
        raise click.ClickException(error.message) from error

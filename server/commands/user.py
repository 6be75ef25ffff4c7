"""`yoga-assistant user`: what only the operator of this machine may do to an account."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import click

from server.auth.passwords import MAX_LENGTH, MIN_LENGTH, Passwords, normalised
from server.errors import YogaError
from server.settings import Settings
from server.store.database import Database
from server.store.logins import LoginStore
from server.store.users import User, UserStore

Work = Callable[[Settings, Database, User], Awaitable[str]]


@click.group("user")
def command() -> None:
    """Reset a password, or make somebody an operator. Works on the database, the server may run."""


@command.command("reset-password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the new password from standard input.")
def reset_password(email: str, password_stdin: bool) -> None:
    """Give an account a new password. Every login of it ends, and practices within seconds."""
    password = _new_password(password_stdin)

    async def work(settings: Settings, database: Database, user: User) -> str:
        async with Passwords(1, 1) as passwords:
            hashed = await passwords.hash(password)
        logins = LoginStore(database, settings.access_token_minutes * 60)
        ended = await logins.set_password(user.id, hashed, datetime.now(UTC))
        return f"{user.email} has a new password; {len(ended or ())} logins have ended."

    _run(email, work)


@command.command()
@click.argument("email")
@click.argument("role", type=click.Choice(["operator"]), default="operator")
@click.option("--revoke", is_flag=True, help="Take the role away.")
def grant(email: str, role: str, revoke: bool) -> None:
    """Let an account see what operators see, such as /metrics."""

    async def work(_settings: Settings, database: Database, user: User) -> str:
        await UserStore(database).set_role(user.id, None if revoke else role)
        return f"{user.email} is {'no longer ' if revoke else ''}an {role}."

    _run(email, work)


def _new_password(from_stdin: bool) -> str:
    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = click.prompt("New password", hide_input=True, confirmation_prompt=True)
    if not MIN_LENGTH <= len(normalised(password)) <= MAX_LENGTH:
        raise click.ClickException(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters.")
    return password


def _run(email: str, work: Work) -> None:
    async def on_database() -> str:
        settings = Settings()
        async with Database(settings.database) as database:
            user = await UserStore(database).find(email)
            if user is None:
                raise click.ClickException(f"There is no account of {email}.")
            return await work(settings, database, user)

    try:
        click.echo(asyncio.run(on_database()))
    except YogaError as error:
        raise click.ClickException(error.message) from error

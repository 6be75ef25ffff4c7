"""`yoga-assistant login`: keep an access token, so that streamed practices stand in one's history."""

from __future__ import annotations

import sys

import click

from server.client.address import DEFAULT, Address
from server.client.errors import TurnedAway
from server.client.rest import call
from server.client.tokens import default_file, forget_token, keep_token


@click.command("login")
@click.option("--server", "server_url", default=DEFAULT, envvar="YOGA_SERVER", show_default=True)
@click.option("--email", help="Asked for when absent.")
@click.option("--password", envvar="YOGA_PASSWORD", hidden=True, help="Better kept in YOGA_PASSWORD.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
@click.option("--forget", is_flag=True, help="Log out: forget this server's token.")
def command(
    server_url: str, email: str | None, password: str | None, password_stdin: bool, forget: bool
) -> None:
    """Log in, so that streamed practices are kept in your history.

    What the server gives for it is kept in a file that only you can read, and renewed by itself as long as
    the server lets it; the password is not kept.
    """
    server = Address.parse(server_url)
    if forget:
        forgotten = forget_token(default_file(), server.origin)
        click.echo(f"{'Logged out of' if forgotten else 'You were not logged in at'} {server.origin}.")
        return
    email = email or click.prompt("E-mail")
    password = _password(password, password_stdin)
    answer = call(server, "/auth/login", {"email": email, "password": password})
    token = answer.get("access_token")
    if not isinstance(token, str):
        raise TurnedAway("The server gave no token.", "no_token")
    refresh = answer.get("refresh_token")
    keep_token(default_file(), server.origin, token, refresh if isinstance(refresh, str) else None)
    click.echo(f"Logged in at {server.origin} as {answer.get('fullname', email)}.")


def _password(given: str | None, from_stdin: bool) -> str:
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    if given:
        return given
    asked: str = click.prompt("Password", hide_input=True)
    return asked

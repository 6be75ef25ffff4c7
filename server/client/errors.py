"""What can go wrong at the client's end, each told as one sentence and an exit code.

They are click's exceptions, so that the command line shows "Error: sentence" without a table of its own.
"""

from __future__ import annotations

from typing import ClassVar

import click


class ClientError(click.ClickException):
    """Base of the client's errors; 1 and 2 are click's own exit codes."""

    exit_code: ClassVar[int] = 1


class SourceUnusable(ClientError):
    """The file or camera gives no pictures."""

    exit_code = 1


class TurnedAway(ClientError):
    """The server ended the session and said why; `code` is the wire's error code."""

    exit_code = 3

    def __init__(self, message: str, code: str) -> None:
        super().__init__(message)
        self.code = code


class Unreachable(ClientError):
    """No server answers, or what answers does not speak the protocol."""

    exit_code = 4


class ConnectionLost(ClientError):
    """The connection broke before the server had said goodbye."""

    exit_code = 5

"""The ways that pictures go to a server, and what each is called."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Final, Literal, TypeAlias

from server.client.address import Address
from server.client.call import Call, call
from server.client.connection import Connection, connect
from server.stream.wire import Hello, Source

Transport: TypeAlias = Literal["ws", "whip"]
Connect: TypeAlias = Callable[[Address, Hello], AbstractAsyncContextManager[Connection | Call]]

CONNECT: Final[dict[Transport, Connect]] = {"ws": connect, "whip": call}
SOURCE: Final[dict[Transport, Source]] = {"ws": "jpeg", "whip": "video"}
"""What `hello` says of the pictures."""

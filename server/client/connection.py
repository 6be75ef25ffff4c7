"""One practice over a WebSocket, as the client sees it; speaks wire version 1 (`server/stream/SPEC.md`)."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Final

from websockets.asyncio.client import ClientConnection
from websockets.asyncio.client import connect as open_socket
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus
from websockets.typing import Subprotocol

from server.client.address import Address
from server.client.errors import ConnectionLost, TurnedAway, Unreachable
from server.client.messages import read
from server.stream.wire import (
    SUBPROTOCOL,
    Control,
    ErrorMessage,
    Hello,
    LandmarksMessage,
    Picture,
    ServerMessage,
    Welcome,
    pack_picture,
)

OPEN_TIMEOUT_S: Final = 10.0
CLOSE_TIMEOUT_S: Final = 2.0
PING_S: Final = 5.0
SILENT_S: Final = 10.0
"""A network that swallows everything closes nothing: after so long without an answer it is lost."""

MAX_MESSAGE_BYTES: Final = 1 << 20
"""The largest is a summary of two hours: a number for each second, some 30 kB."""


class Connection:
    """A practice that the server has welcomed. Iterate over it for what the server says."""

    def __init__(self, socket: ClientConnection, welcome: Welcome) -> None:
        self._socket = socket
        self._sent = 0
        self.welcome = welcome

    async def send_picture(self, picture: Picture) -> None:
        """Does nothing once it is closed: whoever listens hears of that."""
        packed = pack_picture(picture)
        self._sent += len(packed)
        with suppress(ConnectionClosed):
            await self._socket.send(packed)

    async def bytes_sent(self) -> int:
        """Of all pictures with their heads."""
        return self._sent

    async def send(self, message: Control | LandmarksMessage) -> None:
        with suppress(ConnectionClosed):
            await self._socket.send(message.model_dump_json(exclude_none=True))

    async def __aiter__(self) -> AsyncIterator[ServerMessage]:
        """Yield messages until the server closes; how it closed is `close_code`."""
        async for text in self.texts():
            message = read(text)
            if message is not None:
                yield message

    async def texts(self) -> AsyncIterator[str | bytes]:
        """The same as they came."""
        with suppress(ConnectionClosed):
            async for text in self._socket:
                yield text

    @property
    def close_code(self) -> int | None:
        """None while it is open, 1006 where the connection broke."""
        return self._socket.close_code


@asynccontextmanager
async def connect(server: Address, hello: Hello) -> AsyncIterator[Connection]:
    """Open a practice. Raises Unreachable, TurnedAway, or ConnectionLost for a server that goes at once."""
    socket = await _open(server)
    async with socket:
        yield Connection(socket, await _greet(socket, hello))


async def _open(server: Address) -> ClientConnection:
    try:
        return await open_socket(
            server.practice,
            subprotocols=[Subprotocol(SUBPROTOCOL)],
            compression=None,
            proxy=None if server.local else True,
            max_size=MAX_MESSAGE_BYTES,
            ping_interval=PING_S,
            ping_timeout=SILENT_S,
            open_timeout=OPEN_TIMEOUT_S,
            close_timeout=CLOSE_TIMEOUT_S,
        )
    except InvalidStatus as error:
        status = error.response.status_code
        raise Unreachable(f"{server.origin} answers with HTTP {status} instead of a practice.") from error
    except (OSError, TimeoutError, InvalidHandshake) as error:
        raise Unreachable(
            f"No server answers at {server.origin}; start one with `yoga-assistant serve`."
        ) from error


async def _greet(socket: ClientConnection, hello: Hello) -> Welcome:
    try:
        await socket.send(hello.model_dump_json(exclude_none=True))
        message = read(await socket.recv())
    except ConnectionClosed as error:
        raise ConnectionLost("The server closed the connection before the practice began.") from error
    if isinstance(message, ErrorMessage):
        raise turned_away(message)
    if not isinstance(message, Welcome):
        raise Unreachable("The server does not speak this protocol: it did not say welcome.")
    return message


def turned_away(error: ErrorMessage) -> TurnedAway:
    """The server's own sentence, and when to come again where it says so."""
    again = f" Come again in {error.retry_after_s:.0f} s." if error.retry_after_s else ""
    return TurnedAway(error.message + again, error.code)

"""A server that speaks the wire and knows no pose: what a client's tests need of one."""

from __future__ import annotations

import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import orjson
from websockets.asyncio.server import ServerConnection, serve
from websockets.typing import Subprotocol

from server.client.address import Address
from server.client.messages import read
from server.errors import NotAuthenticated
from server.stream import wire

GOLDEN: Final = orjson.loads((Path(__file__).parents[1] / "wire" / "server.json").read_bytes())


def golden(name: str) -> wire.ServerMessage:
    message = read(orjson.dumps(GOLDEN[name]))
    assert message is not None
    return message


def _feedback() -> wire.FeedbackMessage:
    message = golden("feedback-live")
    assert isinstance(message, wire.FeedbackMessage)
    return message


@dataclass
class Double:
    """Answers every picture with the golden feedback, and `stop` with the golden summary."""

    hangs_up_after: int | None = None
    """Break the connection at this many pictures."""

    last_words: tuple[wire.ServerMessage, ...] | None = None
    """Said at the second picture, before a close in order."""

    interrupts_at: int | None = None
    """Press Ctrl-C for the client, which lives in the same process, at this many pictures."""

    silent: bool = False
    """Never answer `stop`."""

    token: str | None = None
    """Refuse everybody else."""

    resume_window_s: float = 0.0
    """A client that was cut off may come again for so long."""

    full: list[wire.ErrorMessage] = field(default_factory=list)
    """Turn those who come again away with these, one after another."""

    reauth: bool = False
    """Ask for a fresh token before all else."""

    hello: wire.Hello | None = None
    renewed: list[str] = field(default_factory=list)
    """Tokens that were shown when asked for."""

    flows: list[wire.Flow] = field(default_factory=list)
    pictures: list[wire.Picture] = field(default_factory=list)

    async def handle(self, socket: ServerConnection) -> None:
        hello = wire.parse(await socket.recv())
        assert isinstance(hello, wire.Hello)
        self.hello = hello
        if self.token is not None and hello.token != self.token:
            await self._refuse(socket)
            return
        if hello.resume is not None and self.full:
            await socket.send(wire.dump(self.full.pop()))
            await socket.close()
            return
        await socket.send(wire.dump(self._welcome(hello)))
        if self.reauth:
            await socket.send(wire.dump(wire.Event(event="reauth")))
        async for data in socket:
            await self._hear(socket, data)

    def _welcome(self, hello: wire.Hello) -> wire.Welcome:
        welcome = golden("welcome")
        assert isinstance(welcome, wire.Welcome)
        if self.resume_window_s == 0:
            return welcome
        limits = replace(welcome.limits, resume_window_s=self.resume_window_s)
        return replace(welcome, limits=limits, resume="the secret", resumed=hello.resume == "the secret")

    async def _hear(self, socket: ServerConnection, data: str | bytes) -> None:
        if isinstance(data, bytes):
            await self._answer(socket, wire.unpack_picture(data))
            return
        match wire.parse(data):
            case wire.Reauth(token=token):
                self.renewed.append(token)
            case wire.Flow() as flow:
                self.flows.append(flow)
            case wire.Stop() if not self.silent:
                await socket.send(wire.dump(golden("summary")))
                await socket.close()

    async def _answer(self, socket: ServerConnection, picture: wire.Picture) -> None:
        self.pictures.append(picture)
        if len(self.pictures) == self.hangs_up_after:
            socket.transport.abort()
            return
        if len(self.pictures) == self.interrupts_at:
            os.kill(os.getpid(), signal.SIGINT)
        if self.last_words is not None and len(self.pictures) == 2:
            for message in self.last_words:
                await socket.send(wire.dump(message))
            await socket.close(1012)
        echo = replace(_feedback(), seq=picture.seq, captured_us=picture.captured_us)
        await socket.send(wire.dump(echo))

    async def _refuse(self, socket: ServerConnection) -> None:
        error = wire.ErrorMessage(code=NotAuthenticated.code, message="Please log in.", fatal=True)
        await socket.send(wire.dump(error))
        await socket.close(NotAuthenticated.close)


@asynccontextmanager
async def serving(double: Double) -> AsyncIterator[Address]:
    async with serve(
        double.handle, "127.0.0.1", 0, subprotocols=[Subprotocol(wire.SUBPROTOCOL)], compression=None
    ) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        yield Address.parse(f"http://127.0.0.1:{port}")

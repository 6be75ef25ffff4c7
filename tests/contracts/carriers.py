"""A client's hand on each transport, so that the same tests run over all of them, in this process."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from typing import Any, Protocol

import uvicorn
from aiortc import RTCSessionDescription
from starlette.applications import Starlette
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

from server.client.address import Address
from server.client.local import free_port
from server.settings import Settings
from server.stream import wire
from server.stream.peer import Peer
from server.stream.whip import guard, sdp
from server.stream.whip.link import LinkLimits
from server.stream.whip.peer import WebRtcPeer
from server.stream.ws import WebSocketPeer
from tests.doubles import ScriptedPeer, picture, until
from tests.serving import held
from tests.stream.whip.client import WhipClient

JPEG = held("mountain", 0.1)[0]


class Carrier(Protocol):
    """The client's end; `peer` is the server's."""

    @property
    def peer(self) -> Peer: ...

    async def frame(self) -> None:
        """Make sure that a frame is on its way."""

    async def say(self, **message: Any) -> None: ...

    async def said(self) -> list[dict[str, Any]]:
        """What the server has said so far, as JSON objects."""

    async def vanish(self) -> None:
        """Be gone without a word."""


class Scripted:
    def __init__(self) -> None:
        self.peer = ScriptedPeer(stay=True)
        self._numbers = itertools.count(1)

    async def frame(self) -> None:
        self.peer.say(picture(next(self._numbers)))

    async def say(self, **message: Any) -> None:
        read = wire.parse(json.dumps(message))
        assert not isinstance(read, wire.Hello)
        self.peer.say(read)

    async def said(self) -> list[dict[str, Any]]:
        return [json.loads(wire.dump(message)) for message in self.peer.sent]

    async def vanish(self) -> None:
        self.peer.vanish()


class Socket:
    peer: Peer

    def __init__(self, client: Any) -> None:
        self._client = client
        self._heard: list[dict[str, Any]] = []
        self._numbers = itertools.count(1)
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for text in self._client:
            self._heard.append(json.loads(text))

    async def frame(self) -> None:
        seq = next(self._numbers)
        with suppress(ConnectionClosed):  # by the server, as a test may want
            await self._client.send(wire.pack_picture(wire.Picture(seq, seq * 100_000, JPEG)))

    async def say(self, **message: Any) -> None:
        await self._client.send(json.dumps(message))

    async def said(self) -> list[dict[str, Any]]:
        return self._heard

    async def vanish(self) -> None:
        self._client.transport.abort()


class Video:
    def __init__(self, peer: WebRtcPeer, client: WhipClient) -> None:
        self.peer = peer
        self._client = client

    async def frame(self) -> None:
        """The camera runs by itself."""

    async def say(self, **message: Any) -> None:
        self._client.say(**message)

    async def said(self) -> list[dict[str, Any]]:
        return self._client.said

    async def vanish(self) -> None:
        transport = self._client.pc.getTransceivers()[0].sender.transport
        for protocol in transport.transport.iceGatherer._connection._protocols:
            protocol.transport.abort()


@asynccontextmanager
async def scripted() -> AsyncIterator[Carrier]:
    yield Scripted()


@asynccontextmanager
async def websocket() -> AsyncIterator[Carrier]:
    peers: asyncio.Queue[WebSocketPeer] = asyncio.Queue()
    over = asyncio.Event()

    async def accept(socket: WebSocket) -> None:
        await socket.accept()
        await peers.put(WebSocketPeer(socket, Settings()))
        await over.wait()

    app = Starlette(routes=[WebSocketRoute("/", accept)])
    port = free_port()
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error", lifespan="off"))
    serving = asyncio.create_task(server.serve())
    await until(lambda: server.started)
    try:
        async with connect(f"ws://127.0.0.1:{port}", proxy=None, compression=None, close_timeout=1) as client:
            carrier = Socket(client)
            carrier.peer = await peers.get()
            yield carrier
            over.set()
    finally:
        server.should_exit = True
        await serving


@asynccontextmanager
async def webrtc() -> AsyncIterator[Carrier]:
    guard.install()
    with ThreadPoolExecutor(1) as encoders:
        peer = WebRtcPeer(LinkLimits(silence_s=1.0), 65_536, 5.0, encoders)
        client = WhipClient(Address.parse("http://127.0.0.1:1"), [JPEG])
        answer = await peer.link.answer(sdp.clean((await client.offer()).encode()))
        await client.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await peer.link.connect()
        await client.open()
        try:
            yield Video(peer, client)
        finally:
            await peer.link.close()
            await asyncio.wait_for(client.pc.close(), 30)


CARRIERS = {"scripted": scripted, "websocket": websocket, "webrtc": webrtc}

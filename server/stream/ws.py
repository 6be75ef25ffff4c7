"""`WS /ws/practice`: a WebSocket as a peer (SPEC 1 to 3). It translates, and decides nothing."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from server.errors import BadFrame, BadInput, BadMessage, NotSupported, TimeUp, TooLarge, YogaError
from server.stream import jpeg, wire
from server.stream.answer import error_message
from server.stream.counts import Durations
from server.stream.opening import practise
from server.stream.peer import Item, Unusable

if TYPE_CHECKING:
    from server.services import Services
    from server.settings import Settings


class WebSocketPeer:
    """One accepted WebSocket."""

    def __init__(self, websocket: WebSocket, settings: Settings, gate_took: Durations | None = None) -> None:
        self._websocket = websocket
        self._gate_took = gate_took or Durations()
        self._max_text = settings.max_text_bytes
        self._gate = jpeg.JpegLimits(
            settings.max_frame_bytes,
            settings.max_frame_side,
            settings.max_frame_pixels,
            settings.max_frame_scans,
        )

    async def hello(self) -> wire.Hello:
        """Wait for the first message. Raises BadMessage where it is no hello."""
        message = await self._receive()
        if message is None:
            raise WebSocketDisconnect(1001)
        first = self._read(message)
        if isinstance(first, wire.Hello):
            return first
        raise first.error if isinstance(first, Unusable) else BadMessage('The first message is "hello".')

    async def incoming(self) -> AsyncIterator[Item]:
        while (message := await self._receive()) is not None:
            item = self._read(message)
            if isinstance(item, wire.Hello):
                item = Unusable(BadMessage("A hello has already been said."))
            yield item

    async def send(self, message: wire.ServerMessage) -> None:
        if self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            await self._websocket.send_text(wire.dump(message))
        except (WebSocketDisconnect, RuntimeError, OSError):
            # Gone between the check and the write; incoming() ends by itself.
            return

    async def close(self, code: int, reason: str) -> None:
        if self._websocket.application_state is not WebSocketState.CONNECTED:
            return
        try:
            await self._websocket.close(code, reason)
        except (WebSocketDisconnect, RuntimeError, OSError):
            return

    async def refuse(self, error: YogaError) -> None:
        await self.send(error_message(error, fatal=True))
        await self.close(error.close, error.code)

    async def _receive(self) -> str | bytes | None:
        message = await self._websocket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        text: str | None = message.get("text")
        return text if text is not None else message["bytes"]

    def _read(self, message: str | bytes) -> Item | wire.Hello:
        try:
            return self._text(message) if isinstance(message, str) else self._binary(message)
        except BadInput as error:
            return Unusable(error, getattr(error, "seq", None))

    def _text(self, message: str) -> wire.Hello | wire.Control | wire.LandmarksMessage:
        if len(message.encode(errors="surrogatepass")) > self._max_text:
            raise TooLarge(f"A message is at most {self._max_text} bytes.")
        return wire.parse(message)

    def _binary(self, message: bytes) -> Item:
        picture = wire.unpack_picture(message)
        began = time.perf_counter()
        try:
            jpeg.check(picture.jpeg, self._gate)
        except BadFrame as error:
            return Unusable(error, picture.seq)
        finally:
            self._gate_took.add(time.perf_counter() - began)
        return picture


async def endpoint(websocket: WebSocket) -> None:
    """Accept, hear the hello, practise; every refusal is told before the close (SPEC 2.1)."""
    services: Services = websocket.app.state.services
    if not origin_allowed(websocket, services.settings.allowed_origins):
        await websocket.close()  # before accept: HTTP 403
        return
    offered = websocket.scope.get("subprotocols", [])
    await websocket.accept(wire.SUBPROTOCOL if wire.SUBPROTOCOL in offered else None)
    counts = services.roster.counts
    peer = WebSocketPeer(websocket, services.settings, counts.stages["gate"])
    try:
        if "token" in websocket.query_params:
            raise BadMessage("A token never goes into the address; send it in hello.")
        hello = await _first(peer, services.settings.hello_timeout_s)
        if hello.source == "video":
            raise NotSupported("Video comes over WebRTC: POST /whip.")
        await practise(services, hello, peer, _address(websocket))
    except YogaError as error:
        counts.told[error.code] += 1
        await peer.refuse(error)
    except WebSocketDisconnect:
        return


async def _first(peer: WebSocketPeer, timeout_s: float) -> wire.Hello:
    try:
        async with asyncio.timeout(timeout_s):
            return await peer.hello()
    except TimeoutError:
        raise TimeUp('No "hello" came.') from None


def origin_allowed(connection: HTTPConnection, allowed: tuple[str, ...]) -> bool:
    """An absent Origin, our own, or one that the operator named (SPEC 1.2)."""
    origin = connection.headers.get("origin")
    if origin is None or origin in allowed:
        return True
    parts = urlsplit(origin)
    scheme = "https" if connection.url.scheme in ("wss", "https") else "http"
    return parts.scheme == scheme and parts.netloc == connection.headers.get("host")


def _address(websocket: WebSocket) -> str:
    return websocket.client.host if websocket.client else "unknown"

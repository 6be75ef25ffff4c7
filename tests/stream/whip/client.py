"""A WHIP client made of aiortc: it sends the demo practitioner and reads the data channel."""

from __future__ import annotations

import asyncio
import fractions
import json
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import simplejpeg
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription, VideoStreamTrack
from av.video.frame import VideoFrame

from server.client.address import Address
from tests.http import request


class Film(VideoStreamTrack):
    """Pictures at 15 a second, over and over."""

    def __init__(self, film: Sequence[bytes], fps: float = 15.0) -> None:
        super().__init__()
        self._pictures = [VideoFrame.from_ndarray(simplejpeg.decode_jpeg(jpeg)) for jpeg in film]
        self._fps = fps
        self._sent = 0
        self._began = 0.0

    async def recv(self) -> VideoFrame:
        self._began = self._began or time.monotonic()
        await asyncio.sleep(max(0.0, self._began + self._sent / self._fps - time.monotonic()))
        frame = self._pictures[self._sent % len(self._pictures)]
        frame.pts, frame.time_base = round(self._sent * 90_000 / self._fps), fractions.Fraction(1, 90_000)
        self._sent += 1
        return frame


class WhipClient:
    """One connection. Messages are kept in `said`, as JSON objects."""

    def __init__(
        self, server: Address, film: Sequence[bytes], *, token: str | None = None, channel: bool = True
    ) -> None:
        self.said: list[dict[str, Any]] = []
        self.location = ""
        self.answer = ""
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._server = server
        self._token = token
        if film:
            self.pc.addTrack(Film(film))
        else:
            self.pc.addTransceiver("video", "sendonly")
        self.channel = self.pc.createDataChannel("practice") if channel else None
        if self.channel is not None:
            self.channel.on("message", lambda text: self.said.append(json.loads(text)))

    async def offer(self) -> str:
        await self.pc.setLocalDescription(await self.pc.createOffer())
        return self.pc.localDescription.sdp

    async def post(self, offer: str, query: str = "") -> tuple[int, dict[str, str], str]:
        return await request(
            self._server,
            "POST",
            "/whip" + query,
            offer.encode(),
            token=self._token,
            content_type="application/sdp",
        )

    async def begin(self, query: str = "", **hello: Any) -> None:
        status, headers, answer = await self.post(await self.offer(), query)
        assert status == 201, answer
        self.location, self.answer = headers["location"], answer
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        if self.channel is not None:
            await self.open()
            self.say(type="hello", version=1, source="video", **hello)

    async def open(self) -> None:
        assert self.channel is not None
        async with asyncio.timeout(30):
            while self.channel.readyState != "open":  # noqa: ASYNC110 - aiortc's event may have passed
                await asyncio.sleep(0.01)

    def say(self, **message: Any) -> None:
        assert self.channel is not None
        self.channel.send(json.dumps(message))

    def got(self, kind: str) -> list[dict[str, Any]]:
        return [message for message in self.said if message["type"] == kind]

    async def delete(self) -> int:
        status, _, _ = await request(self._server, "DELETE", self.location, token=self._token)
        return status


@asynccontextmanager
async def whip(
    server: Address, film: Sequence[bytes] = (), *, token: str | None = None, channel: bool = True
) -> AsyncIterator[WhipClient]:
    client = WhipClient(server, film, token=token, channel=channel)
    try:
        yield client
    finally:
        await asyncio.wait_for(client.pc.close(), 30)

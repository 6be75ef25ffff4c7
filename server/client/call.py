"""One practice over WebRTC, as the client sees it: video by WHIP, messages on the data channel (SPEC 8)."""

from __future__ import annotations

import asyncio
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from fractions import Fraction
from typing import Final

import simplejpeg
from aiortc import (
    MediaStreamTrack,
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCRtpSender,
    RTCSessionDescription,
    RTCStatsReport,
)
from aiortc.stats import RTCTransportStats
from av.video.frame import VideoFrame

from server.client.address import Address
from server.client.connection import SILENT_S, turned_away
from server.client.errors import ConnectionLost, Unreachable
from server.client.messages import read
from server.client.relays import ice_servers
from server.client.rest import TIMEOUT_S, opener, refused
from server.stream.wire import (
    Control,
    ErrorMessage,
    FeedbackMessage,
    Hello,
    LandmarksMessage,
    Picture,
    ServerMessage,
    SummaryMessage,
    Welcome,
)

CHANNEL: Final = "practice"
OPEN_S: Final = 15.0
CLOSE_S: Final = 5.0
CLOCK: Final = Fraction(1, 90_000)
"""RTP's clock for video."""

RTCP_TYPES: Final = range(192, 224)


class Pictures(MediaStreamTrack):
    """The video track: each picture as it is given, the newest where one was not taken in time."""

    kind = "video"

    def __init__(self) -> None:
        super().__init__()
        self.first: int | None = None
        self.last = 0
        """Time of the pictures taken, in ticks of RTP's clock."""

        self._next: asyncio.Queue[VideoFrame] = asyncio.Queue(maxsize=1)

    def show(self, picture: Picture) -> None:
        frame = VideoFrame.from_ndarray(simplejpeg.decode_jpeg(picture.jpeg), format="rgb24")
        frame.pts, frame.time_base = round(picture.captured_us * 0.09), CLOCK
        if self._next.full():
            self._next.get_nowait()
        self._next.put_nowait(frame)

    async def recv(self) -> VideoFrame:
        frame = await self._next.get()
        self.last = frame.pts or 0
        self.first = self.last if self.first is None else self.first
        return frame


class Clock:
    """When the frame of an answer was captured: aiortc counts RTP time from a number that it tells nobody.

    The first packet that goes out has the RTP time of the first picture that was taken.
    """

    def __init__(self, video: Pictures) -> None:
        self._video = video
        self._origin: int | None = None

    def follow(self, sender: RTCRtpSender) -> None:
        """Look at the packets of this sender until the first of its video."""
        transport = sender.transport
        send = transport._send_rtp

        async def look(packet: bytes) -> None:
            if packet[1] not in RTCP_TYPES and self._video.first is not None:
                self._origin = int.from_bytes(packet[4:8]) - self._video.first
                transport._send_rtp = send  # type: ignore[method-assign]
            await send(packet)

        transport._send_rtp = look  # type: ignore[method-assign,assignment]

    def captured_us(self, rtp_time: int) -> int | None:
        """Of the client's monotonic clock; None before anything was sent."""
        if self._origin is None:
            return None
        behind = (self._origin + self._video.last - rtp_time) % 2**32
        return round((self._video.last - behind) * 1e6 / CLOCK.denominator)


class Call:
    """A practice that the server has welcomed; the same to its user as a `Connection`."""

    def __init__(self, connection: RTCPeerConnection) -> None:
        self.welcome: Welcome
        self.close_code: int | None = None
        self._connection = connection
        self._video = Pictures()
        self._clock = Clock(self._video)
        self._heard: asyncio.Queue[ServerMessage | Unreachable | None] = asyncio.Queue()
        self.opened = asyncio.Event()
        """The data channel is there."""

        self._channel = self._listen(connection.createDataChannel(CHANNEL))
        self._clock.follow(connection.addTrack(self._video))

    def _listen(self, channel: RTCDataChannel) -> RTCDataChannel:
        channel.on("open", self.opened.set)
        channel.on("close", lambda: self._heard.put_nowait(None))
        channel.on("message", self._hear)
        return channel

    def _hear(self, text: str | bytes) -> None:
        try:
            message = read(text)
        except Unreachable as nonsense:  # aiortc, which calls this, would only log it
            self._heard.put_nowait(nonsense)
            return
        if isinstance(message, FeedbackMessage) and message.rtp_time is not None:
            message = replace(message, captured_us=self._clock.captured_us(message.rtp_time))
        if message is not None:
            self._heard.put_nowait(message)

    async def bytes_sent(self) -> int:
        """Of all packets, before DTLS and UDP add theirs."""
        stats: RTCStatsReport = await self._connection.getStats()
        return sum(entry.bytesSent for entry in stats.values() if isinstance(entry, RTCTransportStats))

    async def send_picture(self, picture: Picture) -> None:
        self._video.show(picture)

    async def send(self, message: Control | LandmarksMessage | Hello) -> None:
        if self._channel.readyState == "open":
            self._channel.send(message.model_dump_json(exclude_none=True))

    async def __aiter__(self) -> AsyncIterator[ServerMessage]:
        """Yield messages until the last one (SPEC 8.6), or until none comes for a while."""
        while (message := await self._next()) is not None:
            yield message
            if isinstance(message, SummaryMessage):
                self.close_code = 1000
                return

    async def _next(self) -> ServerMessage | None:
        """None when it is over, or none comes for a while. Raises Unreachable for nonsense."""
        try:
            async with asyncio.timeout(SILENT_S):
                message = await self._heard.get()
        except TimeoutError:
            return None
        if isinstance(message, Unreachable):
            raise message
        return message

    def vanish(self) -> None:
        """Be gone without a word, as a client does whose network is: for tests and benches."""
        for protocol in self._channel.transport.transport.transport.iceGatherer._connection._protocols:
            protocol.transport.abort()

    async def greet(self, hello: Hello) -> None:
        """Raises TurnedAway, ConnectionLost or Unreachable."""
        await self.send(hello)
        message = await self._next()
        if message is None:
            raise ConnectionLost("The server closed the connection before the practice began.")
        if isinstance(message, ErrorMessage):
            raise turned_away(message)
        if not isinstance(message, Welcome):
            raise Unreachable("The server does not speak this protocol: it did not say welcome.")
        self.welcome = message


@asynccontextmanager
async def call(server: Address, hello: Hello) -> AsyncIterator[Call]:
    """Open a practice over WebRTC. Raises Unreachable, TurnedAway or ConnectionLost."""
    servers = await asyncio.to_thread(ice_servers, server, hello.token)
    connection = RTCPeerConnection(RTCConfiguration(iceServers=servers))
    made = Call(connection)
    try:
        await _dial(server, hello, connection, made.opened)
        await made.greet(hello)
        yield made
    finally:
        # aiortc sends its goodbyes to a network that may be gone.
        _, late = await asyncio.wait({asyncio.create_task(connection.close())}, timeout=CLOSE_S)
        for closing in late:
            closing.cancel()


async def _dial(server: Address, hello: Hello, connection: RTCPeerConnection, opened: asyncio.Event) -> None:
    await connection.setLocalDescription(await connection.createOffer())
    offer = connection.localDescription.sdp
    answer = await asyncio.to_thread(_post, server, offer, hello.token)
    await connection.setRemoteDescription(RTCSessionDescription(answer, "answer"))
    try:
        async with asyncio.timeout(OPEN_S):
            await opened.wait()
    except TimeoutError:
        raise Unreachable(
            f"{server.origin} answers, but no video gets through: UDP may be blocked; try --transport ws."
        ) from None


def _post(server: Address, offer: str, token: str | None) -> str:
    request = urllib.request.Request(  # noqa: S310 - Address lets http and https through, nothing else
        f"{server.origin}/whip", offer.encode(), {"Content-Type": "application/sdp"}
    )
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with opener(server).open(request, timeout=TIMEOUT_S) as response:
            return str(response.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            raise refused(error) from None
    except OSError as error:
        raise Unreachable(f"No server answers at {server.origin}.") from error

"""One WebRTC connection, as far as a peer needs it: newest frame, data channel, deadlines, an end."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import structlog
from aioice.ice import Connection
from aiortc import (
    RTCConfiguration,
    RTCDataChannel,
    RTCPeerConnection,
    RTCSctpTransport,
    RTCSessionDescription,
)
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av.video.frame import VideoFrame

from server.errors import BadMessage, RepeatedBadInput, TimeUp, TooFast
from server.stream.whip import encoded, guard

logger = structlog.get_logger(__name__)

CHANNEL: Final = "practice"
CLOSE_S: Final = 5.0
LAST_WORDS_S: Final = 1.0
LOOK_S: Final = 0.5
"""How often deadlines are looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkLimits:
    """Fields are settings of the names `webrtc_…`."""

    ice_s: float = 10.0
    dtls_s: float = 5.0
    first_frame_s: float = 10.0
    silence_s: float = 10.0
    media_silence_s: float = 30.0
    max_side: int = 1280
    packets_per_s: float = 1500.0
    bytes_per_s: float = 1_000_000.0
    sources: int = 8
    flood_s: float = 10.0


class Link:
    """Created and closed on the event loop. `heard` is called with each message of the data channel."""

    def __init__(
        self, limits: LinkLimits, heard: Callable[[str | bytes], None], woken: Callable[[], None]
    ) -> None:
        self.frame: VideoFrame | None = None
        """The newest that nobody has taken."""

        self.channel: RTCDataChannel | None = None
        self.opened = asyncio.Event()
        """The data channel is there."""

        self._limits = limits
        self._heard = heard
        self._woken = woken
        self._pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self._ice = asyncio.Event()
        self._connected = asyncio.Event()
        self._gone = asyncio.Event()
        self._last_frame = time.monotonic()
        self._last_message = self._last_frame
        self._seen_any = False
        self._key_wanted: encoded.KeyWanted | None = None
        self._meter = guard.Meter(limits.packets_per_s, limits.bytes_per_s, limits.sources, limits.flood_s)
        self._tasks: set[asyncio.Task[None]] = set()
        self._ending: asyncio.Task[None] | None = None
        self._pc.on("iceconnectionstatechange", self._ice_changed)
        self._pc.on("connectionstatechange", self._changed)
        self._pc.on("datachannel", self._channel_came)
        self._pc.on("track", self._track_came)

    async def answer(self, offer: str) -> str:
        """Our answer to an offer that `sdp.clean` let through. Raises BadMessage for nonsense."""
        try:
            await self._pc.setRemoteDescription(RTCSessionDescription(offer, "offer"))
            self._attend_receivers()
            await self._pc.setLocalDescription(await self._pc.createAnswer())
        # aiortc's parser raises whatever its code happens to meet: AssertionError, StopIteration, KeyError.
        except Exception as error:
            logger.info("offer refused", reason=repr(error)[:200])
            raise BadMessage("That offer cannot be answered.") from None
        for connection in self._connections():
            guard.attend(connection, self._meter)
        return self._pc.localDescription.sdp

    async def connect(self) -> None:
        """Wait until media can flow. Raises TimeUp."""
        try:
            async with asyncio.timeout(self._limits.ice_s):
                await self._ice.wait()
            async with asyncio.timeout(self._limits.dtls_s):
                await self._connected.wait()
        except TimeoutError:
            raise TimeUp("The connection was not made in time.") from None
        if self.gone:
            raise TimeUp("The connection could not be made.")
        self._last_frame = time.monotonic()

    @property
    def gone(self) -> bool:
        return self._gone.is_set()

    async def watch(self) -> None:
        """Return when the client is gone: closed, silent, or never begun.

        Raises TooFast for a flood, RepeatedBadInput for a video that cannot be decoded.
        """
        while not (self.gone or self._silent(time.monotonic())):
            now = time.monotonic()
            if self._meter.flooded(now):
                raise TooFast("Packets came far too fast for too long.")
            if self._key_wanted is not None and self._key_wanted.too_often(now):
                raise RepeatedBadInput("Too much of the video could not be decoded.")
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(LOOK_S):
                    await self._gone.wait()

    def _silent(self, now: float) -> bool:
        """Words keep a client that shows nothing for a while only: it holds a place for nothing."""
        unseen, unheard = now - self._last_frame, now - max(self._last_frame, self._last_message)
        if not self._seen_any:
            return unseen > self._limits.first_frame_s
        return unheard > self._limits.silence_s or unseen > self._limits.media_silence_s

    def say(self, text: str) -> None:
        if self.channel is not None and self.channel.readyState == "open":
            self.channel.send(text)

    @property
    def backlog(self) -> int:
        return self.channel.bufferedAmount if self.channel is not None else 0

    async def close(self) -> None:
        """Let what was said go out, then end; within `CLOSE_S`, whatever aiortc does.

        It goes on where somebody stops waiting for it, and whoever calls next waits for the same end.
        """
        if self._ending is None:
            self._gone.set()
            self._woken()
            for task in self._tasks:
                task.cancel()
            self._ending = asyncio.create_task(self._end())
        await asyncio.shield(self._ending)

    async def _end(self) -> None:
        connections = self._connections()
        closing = asyncio.create_task(self._close())
        await asyncio.wait({closing}, timeout=CLOSE_S)
        error = closing.exception() if closing.done() else "it took too long"
        if error is not None:
            logger.warning("a connection did not close and was forgotten", reason=repr(error))
            closing.cancel()
            for connection in connections:
                for protocol in connection._protocols:
                    protocol.transport.abort()

    async def _close(self) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_WORDS_S):
                while self._unconfirmed():  # noqa: ASYNC110 - SCTP tells nobody
                    await asyncio.sleep(0.05)
        await self._pc.close()

    def _unconfirmed(self) -> bool:
        """Whether the client may not have got all that was said to it."""
        if self.channel is None or self.channel.readyState != "open":
            return False
        return bool(self.backlog) or _on_its_way(self._pc.sctp)

    # ------------------------------------------------------------ what aiortc tells

    def _ice_changed(self) -> None:
        if self._pc.iceConnectionState in ("completed", "connected"):
            self._ice.set()
        self._changed()

    def _changed(self) -> None:
        state = self._pc.connectionState
        if state == "connected":
            self._connected.set()
        elif state in ("failed", "closed") or self._pc.iceConnectionState in ("failed", "closed"):
            for event in (self._gone, self._ice, self._connected):
                event.set()
            self._woken()

    def _channel_came(self, channel: RTCDataChannel) -> None:
        if channel.label != CHANNEL or self.channel is not None:
            return
        self.channel = channel
        channel.on("message", self._message_came)
        self.opened.set()

    def _message_came(self, message: str | bytes) -> None:
        self._last_message = time.monotonic()
        self._heard(message)

    def _track_came(self, track: MediaStreamTrack) -> None:
        if track.kind == "video":
            task = asyncio.get_running_loop().create_task(self._drain(track))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _drain(self, track: MediaStreamTrack) -> None:
        """Always take what comes, and keep the newest: an unread track grows by 13 MB/s."""
        with contextlib.suppress(MediaStreamError):
            while True:
                frame = await track.recv()
                if isinstance(frame, VideoFrame):
                    self.frame = frame
                    self._seen_any, self._last_frame = True, time.monotonic()
                    self._woken()

    # ------------------------------------------------------------ what is done to aiortc

    def _attend_receivers(self) -> None:
        for transceiver in self._pc.getTransceivers():
            if transceiver.kind == "video":
                self._key_wanted = encoded.attend(transceiver.receiver, self._limits.max_side)
            else:
                transceiver.direction = "inactive"

    def _connections(self) -> list[Connection]:
        return _connections(self._pc)


def check() -> None:
    """Look for what is replaced and read in aiortc, on a connection never made. Raises HookGone."""
    sample = RTCPeerConnection(RTCConfiguration(iceServers=[]))
    try:
        encoded.attend(sample.addTransceiver("video").receiver, LinkLimits().max_side)
        sample.createDataChannel(CHANNEL)
        _connections(sample)
        _on_its_way(sample.sctp)
    except AttributeError as error:
        raise guard.HookGone(f"this aiortc is another: {error}") from None


def _connections(pc: RTCPeerConnection) -> list[Connection]:
    transports = {transceiver.receiver.transport for transceiver in pc.getTransceivers()}
    if pc.sctp is not None:
        transports.add(pc.sctp.transport)
    return [transport.transport.iceGatherer._connection for transport in transports]


def _on_its_way(sctp: RTCSctpTransport | None) -> bool:
    """Whether something was handed to SCTP that the other end has not confirmed."""
    return sctp is not None and bool(sctp._outbound_queue or sctp._sent_queue)

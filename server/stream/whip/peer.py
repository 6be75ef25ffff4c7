"""A WebRTC client as a peer: it translates frames and data-channel messages, and decides nothing."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from concurrent.futures import ThreadPoolExecutor
from typing import Final

import numpy as np
from av.video.frame import VideoFrame
from av.video.reformatter import ColorRange

from server.errors import (
    BadFrame,
    BadInput,
    BadMessage,
    Refused,
    Replaced,
    TimeUp,
    TooFast,
    TooLarge,
    YogaError,
)
from server.stream import jpeg, wire
from server.stream.answer import error_message
from server.stream.peer import Item, Unusable, VideoPicture
from server.stream.whip.link import Link, LinkLimits

BACKLOG_BYTES: Final = 64 * 1024
"""Feedback is skipped while more than this waits in the data channel."""

MOST_BACKLOG_BYTES: Final = 4 * BACKLOG_BYTES
"""Everything else waits from here on: a client that takes nothing for long is gone (SPEC 6.8)."""

LOOK_AGAIN_S: Final = 0.05
MOST_CONTROLS: Final = 64
MOST_WORDS: Final = 64
CLOCK_RATE: Final = 90_000


class WebRtcPeer:
    """One client behind one `POST /whip`."""

    def __init__(
        self, limits: LinkLimits, max_text: int, hello_timeout_s: float, encoders: ThreadPoolExecutor
    ) -> None:
        self.link = Link(limits, self._heard, self._wake)
        self.words = Words()
        self._max_text = max_text
        self._hello_timeout_s = hello_timeout_s
        self._encoders = encoders
        self._items: deque[Item | wire.Hello] = deque()
        self._woken = asyncio.Event()
        self._closed = False
        self._seq = 0
        self._fault: Refused | None = None
        """What the client did that cannot be borne."""

    async def hello(self, by_header: wire.Hello, has_channel: bool) -> wire.Hello:
        """What the client says first on its channel; without one, what its request said. Raises BadInput."""
        if not has_channel:
            return by_header
        try:
            async with asyncio.timeout(self._hello_timeout_s):
                while not self._items and not self.link.gone:
                    await self._nap()
        except TimeoutError:
            raise TimeUp('No "hello" came.') from None
        first = self._items.popleft() if self._items else None
        if isinstance(first, Unusable):
            raise first.error
        if not isinstance(first, wire.Hello):
            raise BadMessage('The first message is "hello".')
        return first.model_copy(update={"token": first.token or by_header.token, "source": "video"})

    async def incoming(self) -> AsyncIterator[Item]:
        watching = asyncio.create_task(self._watch())
        try:
            while not (self._closed or self._fault or watching.done()):
                if self._items:
                    item = self._items.popleft()
                    yield _no_second(item) if isinstance(item, wire.Hello) else item
                elif (frame := self.link.frame) is not None:
                    self.link.frame = None
                    yield await self._picture(frame)
                else:
                    await self._nap()
            if self._fault is not None:
                yield Unusable(self._fault)
                await self._until_closed()  # so that it can still be told
        finally:
            watching.cancel()

    async def send(self, message: wire.ServerMessage) -> None:
        if isinstance(message, wire.Welcome):
            self._seq = message.last_seq
        self.words.keep(message)
        if isinstance(message, wire.FeedbackMessage) and self.link.backlog > BACKLOG_BYTES:
            return
        while self.link.backlog > MOST_BACKLOG_BYTES and not self.link.gone:  # noqa: ASYNC110 - SCTP's
            await asyncio.sleep(LOOK_AGAIN_S)
        self.link.say(wire.dump(message))

    async def close(self, code: int, reason: str) -> None:
        if not self._closed:
            if code == Replaced.close:
                await self.send(error_message(Replaced(f"{reason.capitalize()}."), fatal=True))
            self._closed = True
            self._wake()
            self.words.end()
        await self.link.close()

    async def refuse(self, error: YogaError) -> None:
        await self.send(error_message(error, fatal=True))
        await self.close(error.close, error.code)

    def say(self, control: wire.Control) -> None:
        """Something that the client said by another way: DELETE is a stop."""
        self._items.append(control)
        self._wake()

    # ------------------------------------------------------------ what comes

    def _heard(self, message: str | bytes) -> None:
        if len(self._items) < MOST_CONTROLS:
            self._items.append(self._read(message))
        else:
            self._fault = TooFast("Messages came faster than they can be read.")
        self._wake()

    def _read(self, message: str | bytes) -> Item | wire.Hello:
        try:
            if isinstance(message, bytes):
                raise BadFrame("Pictures come as video here.")
            if len(message.encode(errors="surrogatepass")) > self._max_text:
                raise TooLarge(f"A message is at most {self._max_text} bytes.")
            return wire.parse(message)
        except BadInput as error:
            return Unusable(error)

    async def _picture(self, frame: VideoFrame) -> Item:
        loop = asyncio.get_running_loop()
        self._seq += 1
        if min(frame.width, frame.height) < jpeg.MIN_SIDE:  # H.264 tells what to cut off after the size
            return Unusable(BadFrame("The video is too small."), self._seq)
        picture = await loop.run_in_executor(self._encoders, still, frame)
        return VideoPicture(self._seq, frame.pts or 0, picture)

    async def _watch(self) -> None:
        try:
            await self.link.watch()
        except Refused as error:
            self._fault = error
        self._wake()

    async def _until_closed(self) -> None:
        while not (self._closed or self.link.gone):
            await self._nap()

    def _wake(self) -> None:
        self._woken.set()

    async def _nap(self) -> None:
        await self._woken.wait()
        self._woken.clear()


class Words:
    """What the server says, for one reader of `GET /whip/{id}/feedback`; only the newest feedback waits."""

    def __init__(self) -> None:
        # The oldest yields: what nobody has read for so long matters less than the summary.
        self._said: deque[wire.ServerMessage] = deque(maxlen=MOST_WORDS)
        self._more = asyncio.Event()
        self._over = False

    def keep(self, message: wire.ServerMessage) -> None:
        if isinstance(message, wire.FeedbackMessage):
            others = (said for said in self._said if not isinstance(said, wire.FeedbackMessage))
            self._said = deque(others, MOST_WORDS)
        self._said.append(message)
        self._more.set()

    def end(self) -> None:
        self._over = True
        self._more.set()

    async def __aiter__(self) -> AsyncIterator[wire.ServerMessage]:
        while True:
            while self._said:
                yield self._said.popleft()
            if self._over:
                return
            self._more.clear()
            await self._more.wait()


def still(frame: VideoFrame) -> bytes:
    """The frame as a JPEG: what a decoder gives in the range of television, a JPEG has in full range."""
    even = {"width": frame.width & ~1, "height": frame.height & ~1}
    full = frame.reformat(
        format="yuvj420p", src_color_range=ColorRange.MPEG, dst_color_range=ColorRange.JPEG, **even
    )
    return jpeg.encode(np.asarray(full.to_ndarray(), np.uint8), full.width, full.height)


def _no_second(hello: wire.Hello) -> Unusable:
    return Unusable(BadMessage("A hello has already been said."))

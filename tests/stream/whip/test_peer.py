"""R6: what a client says on its channel is bounded, and so is what waits for a reader of events."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest
import simplejpeg
from aiortc import RTCDataChannel
from av.video.frame import VideoFrame

from server.errors import BadFrame, TooFast
from server.stream import wire
from server.stream.peer import Item, Unusable
from server.stream.whip import peer as module
from server.stream.whip.link import LinkLimits
from server.stream.whip.peer import MOST_CONTROLS, MOST_WORDS, WebRtcPeer, Words, still

pytestmark = pytest.mark.anyio
PAUSE = json.dumps({"type": "pause", "on": True})


@pytest.fixture
def encoders() -> Iterator[ThreadPoolExecutor]:
    with ThreadPoolExecutor(1) as pool:
        yield pool


async def heard(peer: WebRtcPeer) -> list[Item]:
    """All that comes until the peer is closed, which it is soon."""
    asyncio.get_running_loop().call_later(
        0.2, lambda: closing.append(asyncio.ensure_future(peer.close(1000, "")))
    )
    closing: list[asyncio.Future[None]] = []
    items = [item async for item in peer.incoming()]
    await asyncio.gather(*closing)
    return items


@pytest.mark.parametrize("limited", [True, False], ids=["limited", "unlimited"])
async def test_hundreds_of_unread_controls_are_too_many(
    encoders: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    if not limited:
        monkeypatch.setattr(module, "MOST_CONTROLS", 10**6)
    peer = WebRtcPeer(LinkLimits(), 65_536, 5.0, encoders)
    for _ in range(500):
        peer._heard(PAUSE)
    assert (len(peer._items) == MOST_CONTROLS) is limited
    last = (await heard(peer))[-1]
    assert (isinstance(last, Unusable) and isinstance(last.error, TooFast)) is limited


async def test_controls_come_in_order_and_none_is_lost(encoders: ThreadPoolExecutor) -> None:
    peer = WebRtcPeer(LinkLimits(), 65_536, 5.0, encoders)
    for n in range(MOST_CONTROLS):
        peer._heard(json.dumps({"type": "set", "pose": f"pose {n}"}))
    said = [item.pose for item in await heard(peer) if isinstance(item, wire.Set)]
    assert said == [f"pose {n}" for n in range(MOST_CONTROLS)]


async def test_6_8_words_wait_for_a_client_that_takes_nothing(encoders: ThreadPoolExecutor) -> None:
    """Whoever sends gives up after a while; what waits would grow for as long as the practice."""
    said: list[str] = []
    channel = SimpleNamespace(bufferedAmount=10**6, readyState="open", send=said.append)
    peer = WebRtcPeer(LinkLimits(), 65_536, 5.0, encoders)
    peer.link.channel = cast(RTCDataChannel, channel)
    saved = wire.Event(event="saved", seq=1)
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(peer.send(saved), 0.3)
    assert not said
    channel.bufferedAmount = 0
    await asyncio.wait_for(peer.send(saved), 30)
    assert said == [wire.dump(saved)]


@pytest.mark.parametrize(("width", "height"), [(640, 480), (480, 270), (642, 362), (641, 481)])
def test_a_frame_keeps_its_colours_in_every_size(width: int, height: int) -> None:
    """480 × 270 is three eighths of what a camera of 720 lines gives, and browsers go there."""
    colours = np.zeros((height, width, 3), np.uint8)
    colours[: height // 2, :, 0] = 200
    colours[height // 2 :, :, 2] = 200
    frame = VideoFrame.from_ndarray(colours, "rgb24").reformat(format="yuv420p")
    seen = simplejpeg.decode_jpeg(still(frame)).astype(int)
    assert seen.shape == (height & ~1, width & ~1, 3)
    assert np.abs(seen - colours[: height & ~1, : width & ~1])[4:-4].mean() < 10
    assert seen[: height // 2 - 4, :, 0].min() > 150
    assert seen[height // 2 + 4 :, :, 2].min() > 150


async def test_a_frame_that_is_cut_to_nothing_is_bad_input(encoders: ThreadPoolExecutor) -> None:
    """The size that is looked at before decoding is that of whole blocks: H.264 cuts some off after it."""
    peer = WebRtcPeer(LinkLimits(), 65_536, 5.0, encoders)
    peer.link.frame = VideoFrame(1, 480, "yuv420p")
    [item] = await heard(peer)
    assert isinstance(item, Unusable)
    assert isinstance(item.error, BadFrame)


async def test_the_last_words_are_kept_for_a_reader_who_is_late() -> None:
    words = Words()
    for seq in range(3 * MOST_WORDS):
        words.keep(wire.Event(event="saved", seq=seq))
    words.end()
    kept = [message async for message in words]
    assert [message.seq for message in kept if isinstance(message, wire.Event)] == list(
        range(2 * MOST_WORDS, 3 * MOST_WORDS)
    )

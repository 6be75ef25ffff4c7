"""R1, R7, R8, R9: one connection between our link and an aiortc client, and everybody else against it.

Each attack runs with its protection and without: without it, it must succeed, or the test proves nothing. A
neighbour beside it, on the same event loop and behind the same guard, must not notice either way.
"""

from __future__ import annotations

import asyncio
import re
import socket
import struct
import time
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any

import aioice.ice
import pytest
from aioice.ice import StunProtocol
from aiortc import RTCSessionDescription
from aiortc.rtcrtpreceiver import RemoteStreamTrack

from server.client.address import Address
from server.errors import TimeUp
from server.stream.whip import guard, link, sdp
from server.stream.whip.link import Link, LinkLimits
from tests.doubles import until
from tests.serving import held
from tests.stream.whip.client import WhipClient

pytestmark = pytest.mark.anyio
NOWHERE = Address.parse("http://127.0.0.1:1")
ORIGINAL = StunProtocol
FOREVER = 1e6
ALERT = bytes.fromhex("15fefd00000000000000000002" + "0228")
"""A DTLS alert in the clear: fatal, handshake failure."""

WITHOUT = pytest.param(False, marks=pytest.mark.slow)
"""That an attack succeeds without its protection takes its time, and changes with the attack alone."""


LIMITED = pytest.mark.parametrize("limited", [True, WITHOUT], ids=["limited", "unlimited"])


@pytest.fixture(params=[True, WITHOUT], ids=["guarded", "unguarded"])
def guarded(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(aioice.ice, "StunProtocol", ORIGINAL)
    if request.param:
        guard.install()
    else:
        monkeypatch.setattr(guard, "attend", lambda connection, meter: None)
    return bool(request.param)


@pytest.fixture
def door(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice.ice, "StunProtocol", ORIGINAL)
    guard.install()


class Pair:
    """A link of ours and a client of aiortc's."""

    def __init__(self, **limits: Any) -> None:
        self.client = WhipClient(NOWHERE, held("mountain")[:2])
        self.link = Link(LinkLimits(**limits), lambda _: None, lambda: None)

    async def signal(self) -> None:
        answer = await self.link.answer(sdp.clean((await self.client.offer()).encode()))
        self.port = int(re.findall(r"a=candidate:\S+ \d+ \S+ \d+ (\S+) (\d+)", answer)[0][1])
        self.host = re.findall(r"a=candidate:\S+ \d+ \S+ \d+ (\S+) (\d+)", answer)[0][0]
        await self.client.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))

    async def connect(self) -> None:
        await self.signal()
        await self.link.connect()
        await until(lambda: self.link.frame is not None, 30)

    async def frames_flow(self, patience_s: float = 20) -> bool:
        """Whether frames go on coming; some may still have been on their way."""
        with suppress(TimeoutError):
            for _ in range(5):
                self.link.frame = None
                await until(lambda: self.link.frame is not None, patience_s)
            return True
        return False

    def shout(self, *datagrams: bytes) -> None:
        """Send as a stranger, from a socket of our own."""
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for datagram in datagrams:
                stranger.sendto(datagram, (self.host, self.port))


@asynccontextmanager
async def pair(**limits: Any) -> AsyncIterator[Pair]:
    both = Pair(**limits)
    try:
        yield both
    finally:
        await both.link.close()
        await asyncio.wait_for(both.client.pc.close(), 30)


@asynccontextmanager
async def attacked(**limits: Any) -> AsyncIterator[Pair]:
    """A pair to attack, and another that goes on meanwhile."""
    async with pair() as neighbour, pair(**limits) as both:
        await neighbour.connect()
        yield both
        assert not neighbour.link.gone
        assert await neighbour.frames_flow()


async def test_r1_a_strangers_empty_datagram_does_not_end_a_session(guarded: bool) -> None:
    async with attacked() as both:
        await both.connect()
        both.shout(b"")
        await asyncio.sleep(0.2)
        assert await both.frames_flow(20 if guarded else 2) is guarded


async def test_r1_a_strangers_alert_does_not_end_the_handshake(
    guarded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with attacked(dtls_s=4.0) as both:
        transport = both.client.pc.getTransceivers()[0].sender.transport
        start = transport.start

        async def late(parameters: Any) -> None:
            await until(both.link._ice.is_set)
            both.shout(ALERT)
            await asyncio.sleep(0.3)
            await start(parameters)

        monkeypatch.setattr(transport, "start", late)
        if guarded:
            await both.connect()
            assert await both.frames_flow()
        else:
            with pytest.raises(TimeUp):
                await both.connect()


async def test_r1_malformed_stun_raises_nothing_in_the_loop(guarded: bool) -> None:
    raised: list[dict[str, Any]] = []
    asyncio.get_running_loop().set_exception_handler(lambda _loop, context: raised.append(context))
    async with attacked() as both:
        await both.connect()
        malformed = (
            struct.pack("!HHI", 0x0001, 12, 0x2112A442) + bytes(12) + struct.pack("!HH", 0x0020, 8) + bytes(8)
        )
        both.shout(*(malformed[:20] + struct.pack("!HH", kind, 1) + bytes(8) for kind in range(64)))
        await asyncio.sleep(0.3)
        assert await both.frames_flow()
    asyncio.get_running_loop().set_exception_handler(None)
    assert (raised == []) is guarded


async def test_r1_ten_thousand_datagrams_of_a_stranger_change_nothing(door: None) -> None:
    async with attacked() as both:
        await both.connect()
        before = guard.GuardedProtocol.refused
        for _ in range(20):
            both.shout(*(bytes([n % 256]) * (n % 40) for n in range(500)))
            await asyncio.sleep(0.02)
        assert await both.frames_flow()
        assert guard.GuardedProtocol.refused > before


@LIMITED
async def test_r9_rotating_sources_do_not_hold_up_the_close(
    door: None, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    monkeypatch.setattr(link, "CLOSE_S", 5.0)
    async with attacked(sources=8 if limited else 10_000) as both:
        await both.connect()
        transport = both.client.pc.getTransceivers()[0].sender.transport
        for source in range(400):
            await transport._send_rtp(struct.pack("!BBHII", 0x80, 97, 1, 1, 1_000_000 + source) + bytes(10))
            if source % 50 == 0:
                await asyncio.sleep(0.02)
        await asyncio.sleep(1.7)  # a receiver report comes every 0.5 to 1.5 s
        began = time.monotonic()
        await both.link.close()
        assert (time.monotonic() - began < 4.9) is limited


@LIMITED
async def test_r8_ice_that_never_begins_is_given_up(door: None, limited: bool) -> None:
    async with attacked(ice_s=0.3 if limited else FOREVER) as both:
        await both.link.answer(sdp.clean((await both.client.offer()).encode()))
        assert await given_up(both.link.connect(), limited) is limited


@LIMITED
async def test_r8_a_handshake_that_never_begins_is_given_up(
    door: None, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    async with attacked(dtls_s=0.5 if limited else FOREVER) as both:

        async def never(parameters: Any) -> None:
            await asyncio.Event().wait()

        monkeypatch.setattr(both.client.pc.getTransceivers()[0].sender.transport, "start", never)
        await both.signal()
        assert await given_up(both.link.connect(), limited) is limited


async def given_up(work: Coroutine[Any, Any, None], limited: bool) -> bool:
    """Whether this ends, by a deadline of ours or by itself: a limited one is waited for, another a while."""
    try:
        await asyncio.wait_for(work, 30 if limited else 2)
    except TimeUp:
        return True
    except TimeoutError:
        return False
    return True


@LIMITED
async def test_r8_a_client_without_a_frame_is_gone(door: None, limited: bool) -> None:
    async with attacked(first_frame_s=0.5 if limited else FOREVER) as both:
        both.client.pc.getTransceivers()[0].sender.replaceTrack(None)
        await both.signal()
        await both.link.connect()
        assert await given_up(both.link.watch(), limited) is limited


@LIMITED
async def test_r8_a_client_that_falls_silent_is_gone(door: None, limited: bool) -> None:
    async with attacked(silence_s=0.7 if limited else FOREVER) as both:
        await both.connect()
        both.client.pc.getTransceivers()[0].sender.replaceTrack(None)
        began = time.monotonic()
        assert await given_up(both.link.watch(), limited) is limited
        assert time.monotonic() - began > 0.5


@LIMITED
async def test_r8_words_alone_do_not_keep_a_client(door: None, limited: bool) -> None:
    async with attacked(silence_s=0.5, media_silence_s=1.2 if limited else FOREVER) as both:
        await both.connect()
        await both.client.open()
        both.client.pc.getTransceivers()[0].sender.replaceTrack(None)
        talking = asyncio.create_task(talk(both.client))
        began = time.monotonic()
        assert await given_up(both.link.watch(), limited) is limited
        assert time.monotonic() - began > 1.0
        talking.cancel()


async def talk(client: WhipClient) -> None:
    while True:
        client.say(type="pause", on=True)
        await asyncio.sleep(0.1)


@LIMITED
async def test_r1_a_strangers_checks_are_looked_at_so_often_only(
    door: None, monkeypatch: pytest.MonkeyPatch, limited: bool
) -> None:
    if not limited:
        monkeypatch.setattr(guard, "CHECKS_PER_S", 1e9)
    asked: list[bytes] = []
    readable = guard._readable

    def counted(data: bytes) -> bool:
        asked.append(data)
        return readable(data)

    monkeypatch.setattr(guard, "_readable", counted)
    check = struct.pack("!HHI", 0x0001, 0, 0x2112A442)
    async with attacked() as both:
        await both.connect()
        for n in range(1000):
            both.shout(check + n.to_bytes(12))
        await asyncio.sleep(0.2)
        strangers = sum(data.startswith(check) for data in asked)
        assert (strangers < 500) is limited
        assert await both.frames_flow()


async def test_r1_a_client_becomes_so_many_pairs_only(door: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_PAIRS", 1)
    async with attacked() as both:
        await both.connect()
        [connection] = set(both.link._connections())
        assert guard._has_room(connection, next(iter(connection._nominated.values())).remote_addr)
        assert not guard._has_room(connection, ("192.0.2.1", 9))


@pytest.mark.parametrize("drained", [True, WITHOUT], ids=["drained", "left to itself"])
async def test_r6_a_video_that_nobody_looks_at_does_not_grow(door: None, drained: bool) -> None:
    async with attacked() as both:
        await both.connect()
        if not drained:
            for task in both.link._tasks:
                task.cancel()
        await asyncio.sleep(2.0)
        [receiver] = both.link._pc.getReceivers()
        assert isinstance(receiver.track, RemoteStreamTrack)
        assert (receiver.track._queue.qsize() < 5) is drained


@pytest.mark.parametrize("cleaned", [True, WITHOUT], ids=["cleaned", "as it came"])
async def test_r7_no_packet_goes_to_an_address_that_an_offer_names(door: None, cleaned: bool) -> None:
    async with attacked() as both:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as decoy:
            decoy.setblocking(False)
            decoy.bind((own_address(await both.client.offer()), 0))
            host, port = decoy.getsockname()
            lines = both.client.pc.localDescription.sdp.replace(
                "a=setup:actpass",
                f"a=candidate:9 1 udp 2130706431 {host} {port} typ host\r\na=setup:actpass",
            )
            await both.link.answer(sdp.clean(lines.encode()) if cleaned else lines)
            await asyncio.sleep(1.0)
            heard = False
            with suppress(BlockingIOError):
                heard = bool(decoy.recv(100))
            assert heard is not cleaned


def own_address(offer: str) -> str:
    return str(re.findall(r"a=candidate:\S+ \d+ \S+ \d+ (\S+) \d+", offer)[0])


def test_an_aioice_without_the_hook_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "NEEDED", ("_not_there",))
    with pytest.raises(guard.HookGone):
        guard.install()


async def test_a_connection_made_past_the_guard_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(aioice.ice, "StunProtocol", ORIGINAL)
    ours, client = Link(LinkLimits(), lambda _: None, lambda: None), WhipClient(NOWHERE, [])
    with pytest.raises(guard.HookGone):
        await ours.answer(sdp.clean((await client.offer()).encode()))
    await ours.close()
    await client.pc.close()

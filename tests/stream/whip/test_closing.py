"""R9: a connection ends in bounded time, whatever aiortc does and whoever stops waiting for it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import aioice.ice
import pytest
from aioice.ice import StunProtocol
from aiortc import RTCSctpTransport

from server.client.address import Address
from server.stream.whip import guard, link, sdp
from server.stream.whip.link import LinkLimits
from server.stream.whip.peer import WebRtcPeer
from tests.stream.whip.client import WhipClient

pytestmark = pytest.mark.anyio


@pytest.fixture
async def peer(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[WebRtcPeer]:
    """One that has answered an offer, and so has sockets."""
    monkeypatch.setattr(aioice.ice, "StunProtocol", StunProtocol)  # put back what is replaced here
    guard.install()
    client = WhipClient(Address.parse("http://127.0.0.1:1"), [])
    with ThreadPoolExecutor(1) as encoders:
        made = WebRtcPeer(LinkLimits(), 65_536, 5.0, encoders)
        await made.link.answer(sdp.clean((await client.offer()).encode()))
        close = made.link._pc.close
        yield made
        await close()
    await client.pc.close()


def transports(peer: WebRtcPeer) -> list[asyncio.DatagramTransport]:
    return [p.transport for connection in peer.link._connections() for p in connection._protocols]


async def never() -> None:
    await asyncio.Event().wait()


async def broken() -> None:
    raise AttributeError("another aiortc")


@pytest.mark.parametrize("close", [never, broken])
async def test_r9_a_close_that_fails_frees_its_sockets_though_its_session_waits_no_longer(
    peer: WebRtcPeer, monkeypatch: pytest.MonkeyPatch, close: Callable[[], Awaitable[None]]
) -> None:
    monkeypatch.setattr(link, "CLOSE_S", 0.5)
    monkeypatch.setattr(peer.link._pc, "close", close)
    sockets = transports(peer)
    assert sockets
    leaving = asyncio.create_task(peer.close(1000, "over"))
    await asyncio.sleep(0)
    leaving.cancel()
    await asyncio.wait({leaving})
    await peer.close(1000, "over")
    assert all(socket.is_closing() for socket in sockets)


async def test_an_aiortc_that_does_not_tell_what_is_on_its_way_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = RTCSctpTransport.__init__

    def without(self: RTCSctpTransport, *given: object, **named: object) -> None:
        made(self, *given, **named)  # type: ignore[arg-type]
        del self._sent_queue

    link.check()
    monkeypatch.setattr(RTCSctpTransport, "__init__", without)
    with pytest.raises(guard.HookGone):
        link.check()

"""The desk of one process: every resource has an end, and what a call took is given back after it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import aioice.ice
import pytest
from aioice.ice import StunProtocol

from server.client.address import Address
from server.settings import Settings
from server.stream import wire
from server.stream.whip import sdp
from server.stream.whip.desk import Desk
from server.stream.whip.peer import WebRtcPeer
from tests.doubles import until
from tests.stream.whip.client import WhipClient

pytestmark = pytest.mark.anyio
HELLO = wire.Hello(type="hello", version=wire.VERSION, source="video")
ME = ("address", "192.0.2.1")


@pytest.fixture
async def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Desk]:
    monkeypatch.setattr(aioice.ice, "StunProtocol", StunProtocol)  # put back what the desk replaces
    made = Desk(Settings(data_dir=tmp_path))
    yield made
    await made.close()


@pytest.fixture
async def offer() -> str:
    client = WhipClient(Address.parse("http://127.0.0.1:1"), [])
    text = await client.offer()
    await client.pc.close()
    return sdp.clean(text.encode())


async def practise(hello: wire.Hello, peer: WebRtcPeer) -> None:
    raise AssertionError("this client never connects")


async def test_memory_is_given_back_after_a_call(
    desk: Desk, offer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = asyncio.Event()
    monkeypatch.setattr(desk._sweep, "soon", asked.set)
    resource, _ = await desk.open(ME, None, offer, HELLO, practise)
    await asyncio.sleep(0)  # as a request that follows gives it time to begin
    assert not asked.is_set()
    await resource.end()
    await until(asked.is_set, 30)
    assert len(desk) == 0

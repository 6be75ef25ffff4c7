"""How an upload comes in: at a least rate in every stretch, in a bounded time, and for somebody who waits."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from starlette.requests import ClientDisconnect, Request
from starlette.types import Message

from server.api.uploads import receiving
from server.api.uploads.receiving import Metered
from server.errors import TooLarge, TooSlow
from server.settings import Settings

pytestmark = pytest.mark.anyio


def settings(**changes: Any) -> Settings:
    return Settings(engine="scripted", **changes)


def body(*chunks: tuple[float, int]) -> Any:
    """A client that sends each chunk after a wait, and never ends."""
    left = list(chunks)

    async def receive() -> Message:
        if not left:
            await asyncio.sleep(60)
        wait, size = left[0]
        await asyncio.sleep(wait)
        left.pop(0)
        return {"type": "http.request", "body": b"x" * size, "more_body": True}

    return receive


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "PATIENCE_S", 0.2)


async def test_what_came_fast_does_not_make_up_for_what_is_slow() -> None:
    metered = Metered(body((0, 1_000_000)), 2_000_000, settings(least_upload_rate=1000))
    await metered()
    with pytest.raises(TooSlow):
        await metered()


async def test_a_steady_client_may_be_slow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(receiving, "PATIENCE_S", 0.5)
    metered = Metered(body(*[(0.05, 1000)] * 20), 20_000, settings(least_upload_rate=1000))
    for _ in range(12):
        await metered()


async def test_even_a_steady_client_has_to_come_to_an_end() -> None:
    limits = settings(least_upload_rate=1000, receive_timeout_s=0.3)
    metered = Metered(body(*[(0.02, 1000)] * 50), 100_000, limits)

    async def take_all() -> None:
        while True:
            await metered()

    with pytest.raises(TooSlow):
        await take_all()


async def test_more_than_may_come_is_refused() -> None:
    metered = Metered(body((0, 600), (0, 600)), 1000, settings())
    await metered()
    with pytest.raises(TooLarge):
        await metered()


async def test_work_for_somebody_who_has_left_is_given_up() -> None:
    stopped = asyncio.Event()

    async def receive() -> Message:
        return {"type": "http.disconnect"}

    async def work() -> None:
        async with receiving._while_there(Request({"type": "http", "headers": []}, receive)):
            try:
                await asyncio.sleep(60)
            finally:
                stopped.set()

    with pytest.raises(ClientDisconnect):
        await work()
    assert stopped.is_set()

"""A well-behaved client that practises while somebody else attacks."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from tests.doubles import until
from tests.serving import Serving, held
from tests.stream.whip.client import WhipClient, whip

FILM: Final = held("mountain")[:5]


class Neighbour:
    def __init__(self, client: WhipClient) -> None:
        self._client = client

    @property
    def answered(self) -> int:
        return len(self._client.got("feedback"))

    @property
    def connected(self) -> bool:
        return self._client.pc.connectionState == "connected"

    async def rate(self, seconds: float) -> float:
        """Answers a second, measured now."""
        before = self.answered
        await asyncio.sleep(seconds)
        return (self.answered - before) / seconds


@asynccontextmanager
async def neighbour(server: Serving, token: str | None = None) -> AsyncIterator[Neighbour]:
    """Fails where it is cut off, or answered no more, while the block runs."""
    async with whip(server.address, FILM, token=token) as client:
        await client.begin()
        await until(lambda: len(client.got("feedback")) > 5)
        beside = Neighbour(client)
        yield beside
        assert beside.connected
        before = beside.answered
        await until(lambda: beside.answered > before + 3)

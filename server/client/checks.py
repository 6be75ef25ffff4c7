"""What works between here and a server: each check ends in one line, and none stops the others."""

from __future__ import annotations

import asyncio
import statistics
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from typing import Final

from server.client.address import Address
from server.client.call import call
from server.client.connection import connect
from server.client.demo import Demo
from server.client.errors import ClientError
from server.client.practice import Practice
from server.client.relays import ice_servers, relays
from server.client.rest import call as ask
from server.client.sources import Look
from server.client.transport import SOURCE, Transport
from server.stream.wire import VERSION, Hello, Pause, Status

FILM_S: Final = 4.0
TURNS: Final = 5


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report; `works` is None where there is nothing to say yes or no to."""

    what: str
    works: bool | None
    detail: str


async def examine(server: Address, token: str | None) -> AsyncIterator[Finding]:
    """Check one thing after the other, the simplest first."""
    checks: tuple[tuple[str, Callable[[], Awaitable[str]]], ...] = (
        ("server", lambda: _server(server)),
        ("WebSocket", lambda: _round_trip(server, token)),
        ("pictures over WebSocket", lambda: _film(server, token, "ws")),
        ("WebRTC", lambda: _dial(server, token)),
        ("video over WebRTC", lambda: _film(server, token, "whip")),
    )
    for what, check in checks:
        try:
            yield Finding(what, True, await check())
        except ClientError as error:
            yield Finding(what, False, error.message)
            if what == "server":
                return
    servers = await asyncio.to_thread(ice_servers, server, token)
    named = [str(one.urls) for one in servers]
    yield Finding("ICE servers", None, ", ".join(named) or "none: clients need a direct way by UDP")
    for turn in servers:
        if str(turn.urls).startswith("turn"):
            fine = await relays(turn)
            yield Finding("TURN", fine, f"{turn.urls} {'relays' if fine else 'does not relay from here'}")


async def _server(server: Address) -> str:
    began = time.monotonic()
    health = await asyncio.to_thread(ask, server, "/api/health")
    return f"{health.get('status')}, answers in {1000 * (time.monotonic() - began):.0f} ms"


async def _round_trip(server: Address, token: str | None) -> str:
    """Milliseconds from a control to its confirmation: the network, without any picture."""
    took: list[float] = []
    async with connect(server, _hello(token, "ws")) as connection:
        messages = aiter(connection)
        for _ in range(TURNS):
            began = time.monotonic()
            await connection.send(Pause(type="pause", on=True))
            async for message in messages:
                if isinstance(message, Status):
                    break
            took.append(1000 * (time.monotonic() - began))
    return f"round trip {statistics.median(took):.1f} ms"


async def _dial(server: Address, token: str | None) -> str:
    began = time.monotonic()
    async with call(server, _hello(token, "whip")):
        return f"connected in {time.monotonic() - began:.2f} s"


async def _film(server: Address, token: str | None, transport: Transport) -> str:
    practice = Practice(server, _hello(token, transport), Demo(Look()), transport=transport)
    asyncio.get_running_loop().call_later(FILM_S, practice.stop)
    await practice.run()
    return f"{practice.tally.rate:.0f} frames a second answered"


def _hello(token: str | None, transport: Transport) -> Hello:
    return Hello(type="hello", version=VERSION, token=token, source=SOURCE[transport])

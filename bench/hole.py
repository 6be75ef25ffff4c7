"""A network between the clients of this process and a server, which can begin to swallow everything.

TCP goes through a proxy. What was open when the hole opened stays silent for ever, and nobody is told of a
close; what is opened meanwhile is never answered. WebRTC's datagrams are dropped at the clients' own sockets.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aioice.ice
from aioice.ice import StunProtocol

from server.client.address import Address

CHUNK = 65_536


class Hole:
    """Swallows while it is `open`."""

    def __init__(self) -> None:
        self.open = False
        self._pumps: set[asyncio.Task[None]] = set()
        self._lines: list[asyncio.StreamWriter] = []
        """Kept, so that nobody sees one close."""

    @asynccontextmanager
    async def before(self, server: Address) -> AsyncIterator[Address]:
        """Stand before this server; yields the address that its clients are to use."""
        host, port = server.host, int(server.netloc.rpartition(":")[2])

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            self._lines.append(writer)
            if self.open:
                return
            there, back = await asyncio.open_connection(host, port)
            self._lines.append(back)
            if not self.open:  # which it may have become meanwhile
                self._pump(reader, back)
                self._pump(there, writer)

        proxy = await asyncio.start_server(connected, "127.0.0.1")
        original = aioice.ice.StunProtocol
        aioice.ice.StunProtocol = self._protocol()  # type: ignore[misc]
        try:
            yield Address.parse(f"http://127.0.0.1:{proxy.sockets[0].getsockname()[1]}")
        finally:
            aioice.ice.StunProtocol = original  # type: ignore[misc]
            self._end(proxy)

    def swallow(self) -> None:
        """From now on; what is open now is lost for good."""
        self.open = True
        for pump in self._pumps:
            pump.cancel()

    def heal(self) -> None:
        self.open = False

    def _pump(self, source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_forward(source, to))
        self._pumps.add(task)
        task.add_done_callback(self._pumps.discard)

    def _end(self, proxy: asyncio.Server) -> None:
        proxy.close()
        for pump in self._pumps:
            pump.cancel()
        for line in self._lines:
            line.transport.abort()

    def _protocol(self) -> type[StunProtocol]:
        hole = self

        class Holed(StunProtocol):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                super().connection_made(_HoledTransport(transport, hole))  # type: ignore[arg-type]

            def datagram_received(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
                if not hole.open:
                    super().datagram_received(data, addr)

        return Holed


class _HoledTransport:
    """A datagram transport whose packets may go nowhere."""

    def __init__(self, transport: Any, hole: Hole) -> None:
        self._transport = transport
        self._hole = hole

    def sendto(self, data: bytes, addr: Any = None) -> None:
        if not self._hole.open:
            self._transport.sendto(data, addr)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)


async def _forward(source: asyncio.StreamReader, to: asyncio.StreamWriter) -> None:
    try:
        while data := await source.read(CHUNK):
            to.write(data)
            await to.drain()
        to.close()
    except OSError:
        to.close()

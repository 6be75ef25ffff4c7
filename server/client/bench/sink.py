"""A sink: takes pictures and does nothing, so that the bare engine runs beside the same sending client."""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection as Pipe
from typing import Final

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from server.client.address import Address
from server.client.local import LocalServer
from server.stream.wire import SUBPROTOCOL, Limits, Welcome, dump

MAX_BYTES: Final = 1 << 21


@contextmanager
def sink() -> Iterator[LocalServer]:
    """Run one in a process of its own."""
    spawn = multiprocessing.get_context("spawn")
    here, there = spawn.Pipe()
    process = spawn.Process(target=_main, args=(there,), daemon=True)
    process.start()
    try:
        yield LocalServer(Address.parse(f"127.0.0.1:{here.recv()}"), process.pid or 0)
    finally:
        process.terminate()
        process.join()


def _main(ready: Pipe) -> None:
    asyncio.run(_serve(ready))


async def _serve(ready: Pipe) -> None:
    subprotocols = [Subprotocol(SUBPROTOCOL)]
    async with serve(
        _swallow, "127.0.0.1", 0, subprotocols=subprotocols, compression=None, max_size=MAX_BYTES
    ) as server:
        ready.send(next(iter(server.sockets)).getsockname()[1])
        await server.serve_forever()


async def _swallow(socket: ServerConnection) -> None:
    await socket.recv()
    await socket.send(dump(_WELCOME))
    with suppress(ConnectionClosed):
        async for message in socket:
            if isinstance(message, str):
                break  # it says stop


_WELCOME: Final = Welcome(
    session="sink",
    limits=Limits(
        max_frames_per_s=1e6,
        max_frame_bytes=MAX_BYTES,
        max_frame_side=8192,
        max_frame_pixels=1 << 26,
        max_text_bytes=MAX_BYTES,
        idle_timeout_s=1e6,
        session_limit_s=1e6,
        resume_window_s=0.0,
    ),
    stored=False,
    language="en",
    level="beginner",
    engine="none",
)

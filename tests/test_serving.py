"""The head of a request is waited for, but not for ever, and not however long it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import ClassVar

import pytest
import uvicorn
from starlette.types import Receive, Scope, Send

from server.serving import PunctualProtocol

pytestmark = pytest.mark.anyio

GET = b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"
WITHIN_S = 10.0
"""Far more than it takes: what is tested is that it ends at all."""


class Impatient(PunctualProtocol):
    head_s: ClassVar[float] = 0.3
    head_bytes: ClassVar[int] = 4096


class Reader:
    """One connection to a server whose answer is a word, after the wait that the path names in seconds."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.reader = reader
        self.writer = writer

    async def closed(self) -> bool:
        """Whether the server ends the connection, whatever it says before."""
        try:
            async with asyncio.timeout(WITHIN_S):
                while await self.reader.read(4096):
                    pass
        except ConnectionResetError:
            return True
        except TimeoutError:
            return False
        return True

    async def answer(self) -> bytes:
        async with asyncio.timeout(WITHIN_S):
            return await self.reader.readuntil(b"word")


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    await asyncio.sleep(float(scope["path"].strip("/") or 0))
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"4")]})
    await send({"type": "http.response.body", "body": b"word"})


@asynccontextmanager
async def connected() -> AsyncIterator[Reader]:
    config = uvicorn.Config(application, http=Impatient, lifespan="off", log_config=None, port=0)
    config.load()
    server = uvicorn.Server(config)
    server.lifespan = config.lifespan_class(config)
    await server.startup()
    port = server.servers[0].sockets[0].getsockname()[1]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        yield Reader(reader, writer)
    finally:
        writer.close()
        await server.shutdown()


@pytest.mark.parametrize("sent", [b"", b"\r\n", b"GET /", GET[:-2], GET[:-2] + b"X-A: b\r\n"])
async def test_a_head_that_does_not_end_ends_the_connection(sent: bytes) -> None:
    async with connected() as client:
        client.writer.write(sent)
        assert await client.closed()


@pytest.mark.parametrize("sent", [b"\r\n", GET[:-2]])
async def test_the_next_request_has_no_more_time(sent: bytes) -> None:
    async with connected() as client:
        client.writer.write(GET)
        await client.answer()
        client.writer.write(sent)
        assert await client.closed()


async def test_one_byte_now_and_then_is_not_enough() -> None:
    async with connected() as client:
        client.writer.write(GET[:-2] + b"X-A: ")
        closed = asyncio.create_task(client.closed())
        for _ in range(round(WITHIN_S / 0.05)):
            if closed.done():
                break
            client.writer.write(b"a")
            await asyncio.sleep(0.05)
        assert closed.done()


async def test_a_head_without_an_end_is_not_kept() -> None:
    async with connected() as client:
        client.writer.write(GET[:-2] + b"X-A: " + b"a" * 100_000)
        assert await client.closed()


async def test_work_may_take_longer_than_a_head() -> None:
    async with connected() as client:
        for _ in range(2):
            client.writer.write(GET.replace(b"/ ", b"/0.6 "))
            assert (await client.answer()).startswith(b"HTTP/1.1 200")


async def test_a_body_is_the_applications_business() -> None:
    async with connected() as client:
        client.writer.write(b"POST /0.6 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 20000\r\n\r\n")
        client.writer.write(b"x" * 20_000)
        assert (await client.answer()).startswith(b"HTTP/1.1 200")

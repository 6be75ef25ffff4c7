"""The line to a worker, played by hand at its other end."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator

import pytest

from server.analysis.engines.exchange import Answer, Reply
from server.analysis.engines.line import MOST_BYTES, Line, WorkerGone

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[True, False], ids=["uvloop", "asyncio"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """The server runs on uvloop, tests elsewhere on asyncio's own; their transports differ."""
    return "asyncio", {"use_uvloop": request.param}


@pytest.fixture
async def ends() -> AsyncIterator[tuple[Line, socket.socket]]:
    ours, theirs = socket.socketpair()
    _, line = await asyncio.get_running_loop().create_connection(Line, sock=ours)
    with theirs:
        yield line, theirs
        line.close()


async def test_a_question_is_sent_in_one_piece(ends: tuple[Line, socket.socket]) -> None:
    line, worker = ends
    line.say((b"head", b"", b"picture" * 10_000))
    assert (
        await asyncio.to_thread(worker.recv, 4 + 70_000, socket.MSG_WAITALL) == b"head" + b"picture" * 10_000
    )


async def test_a_reply_that_comes_in_pieces_is_handed_over_whole(ends: tuple[Line, socket.socket]) -> None:
    line, worker = ends
    packed = Reply(Answer.LOST, body=b"reason").packed()
    hearing = asyncio.create_task(line.hear(5.0))
    for byte in packed:
        worker.sendall(bytes((byte,)))
        await asyncio.sleep(0)
    assert await hearing == Reply(Answer.LOST, body=b"reason")


async def test_a_reply_that_came_before_it_was_waited_for_is_kept(ends: tuple[Line, socket.socket]) -> None:
    line, worker = ends
    worker.sendall(Reply(Answer.READY).packed() + Reply(Answer.NOBODY, people=2).packed())
    assert (await line.hear(5.0)).kind is Answer.READY
    assert (await line.hear(5.0)).people == 2


async def test_silence_has_a_bound(ends: tuple[Line, socket.socket]) -> None:
    with pytest.raises(WorkerGone, match=r"no answer within 0\.01 s"):
        await ends[0].hear(0.01)


@pytest.mark.parametrize("early", [True, False])
async def test_an_end_is_told_whenever_it_comes(ends: tuple[Line, socket.socket], early: bool) -> None:
    line, worker = ends
    if early:
        worker.close()
        await asyncio.sleep(0.05)
    hearing = asyncio.create_task(line.hear(5.0))
    await asyncio.sleep(0)
    worker.close()
    with pytest.raises(WorkerGone, match="it ended"):
        await hearing
    line.say((b"nobody hears this",))


@pytest.mark.parametrize("rubbish", [b"\xff" * 100, Reply(Answer.LOST, body=bytes(MOST_BYTES)).packed()])
async def test_nonsense_is_no_reply(ends: tuple[Line, socket.socket], rubbish: bytes) -> None:
    line, worker = ends
    worker.sendall(rubbish)
    with pytest.raises(WorkerGone):
        await line.hear(5.0)


async def test_more_than_any_reply_ends_the_line(ends: tuple[Line, socket.socket]) -> None:
    line, worker = ends
    worker.sendall(bytes(MOST_BYTES + 1))
    await asyncio.sleep(0.05)
    with pytest.raises(WorkerGone):
        await line.hear(5.0)

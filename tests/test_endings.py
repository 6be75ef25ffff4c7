"""SPEC 7: however a session ends, one summary stands in history. Real server, real database, real sockets."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from server.client.connection import Connection
from server.stream.wire import ErrorMessage, Event, FeedbackMessage, GoingAway, Picture, Stop, SummaryMessage
from tests.doubles import until
from tests.serving import Serving, held, practice, serving

pytestmark = pytest.mark.anyio


QUICK: dict[str, object] = {"checkpoint_s": 0.5, "resume_window_s": 0}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """For those that leave it running; each has an account of its own there."""
    with serving(tmp_path_factory.mktemp("server"), **QUICK) as running:
        yield running


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[Serving]:
    with serving(tmp_path, **QUICK) as running:
        yield running


class Watched:
    """A connection whose messages are kept as they come."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.said: list[Any] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        async for message in self.connection:
            self.said.append(message)

    def got(self, kind: type[Any]) -> list[Any]:
        return [message for message in self.said if isinstance(message, kind)]

    def _answered(self, seq: int) -> bool:
        return any(message.seq == seq for message in self.got(FeedbackMessage))

    async def practise(self, pose: str = "mountain", frames: int = 15) -> None:
        """Send frames until they are answered and the server says that they are saved."""
        for seq, jpeg in enumerate(held(pose)[:frames], start=1):
            await self.connection.send_picture(Picture(seq, seq * 100_000, jpeg))
            await until(partial(self._answered, seq), 20)
        await until(lambda: [m for m in self.got(Event) if m.event == "saved" and m.seq == frames])

    async def until_closed(self) -> int | None:
        await asyncio.wait_for(self._reading, 30)
        return self.connection.close_code


async def one_final_row(server: Serving, connection: Connection, ending: str) -> dict[str, Any]:
    def rows() -> list[dict[str, Any]]:
        return [row for row in server.rows() if row["public_id"] == connection.welcome.session]

    await until(lambda: [row["ending"] for row in rows()] == [ending])
    [row] = rows()
    assert row["frames_scored"] > 0
    assert row["ended_at"]
    return row


async def test_clean_stop(server: Serving) -> None:
    token = server.sign_up("stopper")
    async with practice(server, token) as connection:
        client = Watched(connection)
        await client.practise()
        await connection.send(Stop(type="stop"))
        assert await client.until_closed() == 1000
    [summary] = client.got(SummaryMessage)
    row = await one_final_row(server, connection, "completed")
    assert summary.id == row["id"]
    assert summary.stored
    [told] = server.history(token)
    assert told["public_id"] == connection.welcome.session
    assert told["ending"] == "completed"


async def test_closed_tab(server: Serving) -> None:
    async with practice(server, server.sign_up("closer")) as connection:
        await Watched(connection).practise()
        await connection._socket.close(1001)
    await one_final_row(server, connection, "interrupted")


async def test_vanished_client(server: Serving) -> None:
    """The connection breaks without a closing handshake."""
    async with practice(server, server.sign_up("vanisher")) as connection:
        await Watched(connection).practise()
        connection._socket.transport.abort()
    await one_final_row(server, connection, "interrupted")


async def test_idle_client(tmp_path: Path) -> None:
    with serving(tmp_path, checkpoint_s=0.5, idle_timeout_s=3.0) as server:
        async with practice(server, server.sign_up()) as connection:
            client = Watched(connection)
            await client.practise()
            assert await client.until_closed() == 4408
        await one_final_row(server, connection, "idle")


async def test_sigterm(own_server: Serving) -> None:
    server = own_server
    async with practice(server, server.sign_up()) as connection:
        client = Watched(connection)
        await client.practise()
        assert await asyncio.to_thread(server.terminate) == 0
        assert await client.until_closed() == 1012
    assert client.got(GoingAway)
    assert client.got(SummaryMessage)
    await one_final_row(server, connection, "server_stopped")


async def test_sigkill_and_restart(own_server: Serving) -> None:
    server = own_server
    async with practice(server, server.sign_up()) as connection:
        client = Watched(connection)
        await client.practise()
        saved = max(m.seq for m in client.got(Event))
        await asyncio.to_thread(server.kill)
        assert await client.until_closed() == 1006
    [before] = server.rows()
    assert before["ending"] is None
    await asyncio.to_thread(server.start)
    row = await one_final_row(server, connection, "recovered")
    assert row["last_seq"] >= saved
    server.stop()
    await asyncio.to_thread(server.start)
    assert server.rows() == [row]


@pytest.mark.slow
@pytest.mark.parametrize("engine", ["blazepose", "mediapipe"])
async def test_engine_failure(tmp_path: Path, engine: str) -> None:
    """Every engine worker is stopped for longer than the engine's patience."""
    film = held("mountain")
    with serving(tmp_path, engine=engine, checkpoint_s=0.5, engine_patience_s=1.0) as server:
        async with practice(server, server.sign_up()) as connection:
            client = Watched(connection)
            await client.practise()
            stopping = asyncio.create_task(_stop_workers(server.pid))
            seq = 100
            while not client.got(SummaryMessage):
                seq += 1
                await connection.send_picture(Picture(seq, seq * 100_000, film[seq % len(film)]))
                await asyncio.sleep(0.1)
            stopping.cancel()
            assert await client.until_closed() == 1011
        assert client.got(ErrorMessage)[-1].code == "engine_failed"
        await one_final_row(server, connection, "engine_failed")


async def _stop_workers(server_pid: int) -> None:
    import psutil

    while True:
        for child in psutil.Process(server_pid).children(recursive=True):
            os.kill(child.pid, signal.SIGKILL)
        await asyncio.sleep(0.02)


async def test_a_guest_leaves_nothing(server: Serving) -> None:
    before = server.rows()
    async with practice(server) as connection:
        client = Watched(connection)
        for seq, jpeg in enumerate(held("mountain")[:5], start=1):
            await connection.send_picture(Picture(seq, seq * 100_000, jpeg))
        await until(lambda: client.got(FeedbackMessage))
        await connection.send(Stop(type="stop"))
        await client.until_closed()
    [summary] = client.got(SummaryMessage)
    assert not summary.stored
    assert not client.got(Event)
    assert server.rows() == before


async def test_two_clients_never_see_each_others_landmarks(server: Serving) -> None:
    """SPEC 7.4, with two recordings whose landmarks are known to the last digit."""
    from server.analysis.engines.scripted import read_truth

    async def run(pose: str) -> None:
        film = held(pose)
        async with practice(server) as connection:
            client = Watched(connection)
            for seq, jpeg in enumerate(film, start=1):
                await connection.send_picture(Picture(seq, seq * 100_000, jpeg))
                await asyncio.sleep(0.01)
            await until(
                lambda: client.got(FeedbackMessage) and client.got(FeedbackMessage)[-1].seq == len(film)
            )
        for message in client.got(FeedbackMessage):
            truth = read_truth(film[message.seq - 1])
            assert truth is not None
            assert message.landmarks == pytest.approx(truth.image, abs=1e-4)

    await asyncio.gather(run("mountain"), run("goddess"))

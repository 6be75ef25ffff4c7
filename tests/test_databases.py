"""The whole server on each database: an account, a practice, its summary, its history, a restart."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from server.client.errors import TurnedAway
from server.client.rest import call
from server.stream.wire import FeedbackMessage, Picture, Stop, SummaryMessage
from tests.doubles import until
from tests.http import request
from tests.postgres import Cluster
from tests.serving import Serving, held, practice, serving
from tests.test_endings import Watched

pytestmark = pytest.mark.anyio

SESSION = b'{"duration": 1, "poses": [], "avg_accuracy": 1}'


@pytest.fixture(params=["sqlite", "postgres"])
def kind(request: pytest.FixtureRequest) -> str:
    found: str = request.param
    return found


@pytest.fixture
def server(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serving]:
    settings: dict[str, object] = {"checkpoint_s": 0.5, "resume_window_s": 0}
    if kind == "postgres":
        cluster: Cluster = request.getfixturevalue("postgres")
        settings["database_url"] = cluster.create("ready")
    with serving(tmp_path, **settings) as running:
        yield running


async def test_a_practice_is_in_history_after_a_restart(server: Serving) -> None:
    token = server.sign_up()
    async with practice(server, token) as connection:
        client = Watched(connection)
        await client.practise()
        await connection.send(Stop(type="stop"))
        assert await client.until_closed() == 1000
    [summary] = client.got(SummaryMessage)
    [told] = server.history(token)
    assert (told["id"], told["public_id"]) == (summary.id, connection.welcome.session)
    assert (told["ending"], told["state"]) == ("completed", "closed")
    assert server.terminate() == 0
    await asyncio.to_thread(server.start)
    assert server.history(token) == [told]
    stats = call(server.address, "/api/sessions/stats", token=token)["data"]
    assert (stats["sessions_this_week"], stats["current_streak"]) == (1, 1)
    assert stats["total_avg_accuracy"] == told["avg_accuracy"]


@pytest.mark.slow
async def test_what_was_saved_survives_a_kill(server: Serving) -> None:
    token = server.sign_up()
    async with practice(server, token) as connection:
        await Watched(connection).practise()
        await asyncio.to_thread(server.kill)
    await asyncio.to_thread(server.start)
    [told] = server.history(token)
    assert (told["ending"], told["state"]) == ("recovered", "closed")
    assert told["frames_scored"] > 0
    assert "postgresql://" not in server.log


class Outage:
    """The database, as far as the server is concerned: gone between `begin` and `end`."""

    def __init__(self, server: Serving, cluster: Cluster | None) -> None:
        self._cluster = cluster
        self._on = False
        self._other = sqlite3.connect(
            server.folder / "yoga_assistant.db", isolation_level=None, check_same_thread=False
        )

    def begin(self) -> None:
        self._on = True
        if self._cluster is None:
            self._other.execute("BEGIN EXCLUSIVE")
        else:
            self._cluster.control("-m", "immediate", "stop")

    def end(self) -> None:
        if self._on and self._cluster is not None:
            self._cluster.start()
        elif self._on:
            self._other.execute("ROLLBACK")
        self._on = False

    def close(self) -> None:
        self.end()
        self._other.close()


@pytest.fixture
def outage(kind: str, request: pytest.FixtureRequest, server: Serving) -> Iterator[Outage]:
    cluster: Cluster | None = request.getfixturevalue("postgres") if kind == "postgres" else None
    made = Outage(server, cluster)
    yield made
    made.close()


async def answered(client: Watched, first: int, last: int) -> None:
    """Send these frames and wait for what the coach says of them."""
    film = held("mountain")
    for seq in range(first, last + 1):
        await client.connection.send_picture(Picture(seq, seq * 100_000, film[seq % len(film)]))
        await until(lambda: any(told.seq == seq for told in client.got(FeedbackMessage)), 20)  # noqa: B023


async def completed(server: Serving, token: str) -> dict[str, Any]:
    """The one session of this history, once it is final."""

    def look() -> list[dict[str, Any]]:
        with suppress(TurnedAway):
            return [told for told in server.history(token) if told["ending"] == "completed"]
        return []

    await until(look, 40)
    [told] = look()
    return told


@pytest.mark.slow
@pytest.mark.parametrize("killed", [False, True])
async def test_a_practice_outlives_its_database(server: Serving, outage: Outage, killed: bool) -> None:
    """It is coached as before, ends, and is in history when the database is back: whole, and once."""
    token = server.sign_up()
    async with practice(server, token) as connection:
        client = Watched(connection)
        await client.practise(frames=15)
        await asyncio.to_thread(outage.begin)
        await answered(client, 16, 40)
        asked = ("POST", "/api/sessions", SESSION)
        refused = await request(server.address, *asked, token=token, content_type="application/json")
        await connection.send(Stop(type="stop"))
        assert await asyncio.wait_for(client.until_closed(), 30) == 1000
    status, headers, _ = refused
    assert (status, headers["retry-after"]) == (503, "5")
    [summary] = client.got(SummaryMessage)
    assert "\nyoga_sessions_owed 1.0\n" in (await request(server.address, "GET", "/metrics"))[2]
    if killed:
        await asyncio.to_thread(server.kill)
    await asyncio.to_thread(outage.end)
    if killed:
        await asyncio.to_thread(server.start)
    told = await completed(server, token)
    assert (told["id"], told["frames_scored"]) == (summary.id, summary.frames_scored)
    assert told["frames_scored"] > 15
    assert len(server.history(token)) == 1
    assert list((server.folder / "owed").iterdir()) == []

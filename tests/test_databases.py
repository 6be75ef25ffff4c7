"""The whole server on each database: an account, a practice, its summary, its history, a restart."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.client.rest import call
from server.stream.wire import Stop, SummaryMessage
from tests.postgres import Cluster
from tests.serving import Serving, practice, serving
from tests.test_endings import Watched

pytestmark = pytest.mark.anyio


@pytest.fixture(params=["sqlite", "postgres"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Serving]:
    settings: dict[str, object] = {"checkpoint_s": 0.5, "resume_window_s": 0}
    if request.param == "postgres":
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

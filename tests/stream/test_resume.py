"""SPEC 7.5: a client that lost its connection goes on with the same session. Real server, real sockets."""

from __future__ import annotations

import asyncio
import random
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bench.blackhole import measure
from server.client.connection import Connection
from server.client.errors import TurnedAway
from server.client.rest import call
from server.client.transport import Transport
from server.stream.wire import (
    Control,
    ErrorMessage,
    FeedbackMessage,
    Pause,
    Picture,
    Reauth,
    Status,
    Stop,
    SummaryMessage,
)
from tests.doubles import until
from tests.serving import Serving, held, practice, serving

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(folder, checkpoint_s=0.2, max_sessions_per_user=1) as running:
        yield running


@asynccontextmanager
async def cut(
    server: Serving, token: str | None, resume: str | None = None, **wanted: str
) -> AsyncIterator[Connection]:
    """A practice whose connection breaks, without a word, when the block ends."""
    async with practice(server, token, resume=resume, **wanted) as connection:
        try:
            yield connection
        finally:
            connection._socket.transport.abort()


async def frames(connection: Connection, count: int) -> list[FeedbackMessage]:
    """Send the next frames of one long mountain pose and return what was said of each."""
    async with asyncio.timeout(30):
        return [feedback async for feedback in _frames(connection, count)]


async def _frames(connection: Connection, count: int) -> AsyncIterator[FeedbackMessage]:
    film, messages = held("mountain"), aiter(connection)
    first = connection.welcome.last_seq + 1
    for seq in range(first, first + count):
        await asyncio.sleep(0.03)  # under the limit of 40 frames a second
        await connection.send_picture(Picture(seq, seq * 100_000, film[seq % len(film)]))
        async for message in messages:
            if isinstance(message, FeedbackMessage) and message.seq == seq:
                yield message
                break


async def finish(connection: Connection) -> SummaryMessage:
    await connection.send(Stop(type="stop"))
    async with asyncio.timeout(30):
        [summary] = [m async for m in connection if isinstance(m, SummaryMessage)]
    return summary


async def test_hold_and_totals_go_on_in_one_row(server: Serving) -> None:
    token = server.sign_up("goeson")
    async with cut(server, token) as first:
        before = await frames(first, 15)
    async with cut(server, token, first.welcome.resume) as second:
        assert second.welcome.resumed
        assert second.welcome.session == first.welcome.session
        assert second.welcome.last_seq == 15
        assert second.welcome.resume not in (None, first.welcome.resume)
        after = await frames(second, 5)
        assert before[-1].hold_s > 0
        assert after[0].hold_s > before[-1].hold_s
        summary = await finish(second)
    assert summary.frames_seen == 20
    assert len(summary.holds) == 1
    assert [row["public_id"] for row in server.history(token)] == [first.welcome.session]


async def test_a_lost_client_stands_in_history_as_away_until_it_is_back(server: Serving) -> None:
    token = server.sign_up("away")
    async with cut(server, token) as first:
        await frames(first, 15)
    await until(lambda: [row["state"] for row in server.history(token)] == ["away"])
    [row] = server.history(token)
    assert row["ending"] is None
    async with cut(server, token, first.welcome.resume) as second:
        assert server.history(token)[0]["state"] == "live"
        await finish(second)
    assert server.history(token)[0]["state"] == "closed"


async def test_a_secret_is_good_once(server: Serving) -> None:
    token = server.sign_up("once")
    async with cut(server, token) as first:
        await frames(first, 2)
    async with cut(server, token, first.welcome.resume) as second:
        await frames(second, 1)
    async with cut(server, token, first.welcome.resume) as third:
        assert not third.welcome.resumed
        assert third.welcome.session != first.welcome.session


async def test_a_welcome_that_never_arrived_does_not_cost_the_session(server: Serving) -> None:
    """Cut again before the client has said a word: the secret it still has is good."""
    token = server.sign_up("unheard")
    async with cut(server, token) as first:
        await frames(first, 2)
    for _ in range(3):
        async with cut(server, token, first.welcome.resume) as again:
            assert again.welcome.resumed


@pytest.mark.parametrize("whose", ["another account", "nobody"])
async def test_a_secret_opens_nothing_to_somebody_else(server: Serving, whose: str) -> None:
    mine = server.sign_up(f"mine{len(whose)}")
    theirs = server.sign_up(f"theirs{len(whose)}") if whose == "another account" else None
    async with cut(server, mine) as first:
        await frames(first, 2)
    async with cut(server, theirs, first.welcome.resume) as thief:
        assert not thief.welcome.resumed
    async with cut(server, mine, first.welcome.resume) as owner:
        assert owner.welcome.resumed


async def test_a_guest_comes_back_by_the_secret_alone(server: Serving) -> None:
    async with cut(server, None) as first:
        await frames(first, 2)
    async with cut(server, None, first.welcome.resume) as second:
        assert second.welcome.resumed
        await frames(second, 1)
    async with cut(server, server.sign_up("notaguest"), second.welcome.resume) as account:
        assert not account.welcome.resumed


async def test_what_is_made_up_or_finished_opens_nothing(server: Serving) -> None:
    token = server.sign_up("finished")
    async with cut(server, token) as first:
        await frames(first, 2)
        await finish(first)
    for secret in (first.welcome.resume, "AAAAAAAAAAAAAAAAAAAAAA"):
        async with cut(server, token, secret) as fresh:
            assert not fresh.welcome.resumed
            await finish(fresh)


async def test_landmarks_are_not_carried_on_with_pictures(server: Serving) -> None:
    async with cut(server, None, source="landmarks") as first:
        pass
    async with cut(server, None, first.welcome.resume) as second:
        assert not second.welcome.resumed


async def test_the_newest_of_many_attaches_wins(server: Serving) -> None:
    token = server.sign_up("many")
    async with cut(server, token) as first:
        await frames(first, 15)
    attached: list[Connection] = []
    codes: list[int | None] = []
    winners: list[SummaryMessage] = []

    async def attach() -> None:
        async with practice(server, token, resume=first.welcome.resume) as connection:
            assert connection.welcome.session == first.welcome.session
            attached.append(connection)
            await arrived.wait()
            await until(lambda: sum(one._socket.close_code is None for one in attached) <= 1)
            if connection._socket.close_code is None:
                winners.append(await finish(connection))
            codes.append(await closing(connection))

    async def closing(connection: Connection) -> int | None:
        await asyncio.wait_for(connection._socket.wait_closed(), 30)
        return connection.close_code

    arrived = asyncio.Barrier(20)
    await asyncio.gather(*(attach() for _ in range(20)))
    assert sorted(code or 0 for code in codes) == [1000] + [4409] * 19
    assert winners[0].frames_seen == 15
    assert len(server.history(token)) == 1


async def test_a_place_held_for_an_absent_client_is_yielded(server: Serving) -> None:
    """The account may have one session: the one it lost ends when it begins another."""
    token = server.sign_up("yields")
    async with cut(server, token) as first:
        await frames(first, 15)
    await until(lambda: [row["state"] for row in server.history(token)] == ["away"])
    async with cut(server, token) as second:
        assert second.welcome.session != first.welcome.session
        await until(lambda: [row["ending"] for row in server.history(token)] == ["interrupted"])
        with pytest.raises(TurnedAway):
            async with cut(server, token):
                pass


@pytest.mark.slow
async def test_one_hundred_random_cuts_lose_nothing(server: Serving) -> None:
    token = server.sign_up("hundred")
    chance = random.Random(4)  # noqa: S311 - a script, no secret
    secret, session, hold_s, seen = None, None, 0.0, 0
    for _ in range(100):
        async with cut(server, token, secret) as connection:
            assert connection.welcome.session == (session or connection.welcome.session)
            said = await frames(connection, count) if (count := chance.randrange(4)) else []
            secret, session, seen = connection.welcome.resume, connection.welcome.session, seen + count
            assert [m.hold_s for m in said] == sorted(m.hold_s for m in said)
            assert not said or said[0].hold_s >= hold_s
            hold_s = said[-1].hold_s if said else hold_s
    async with cut(server, token, secret) as last:
        summary = await finish(last)
    assert summary.frames_seen == seen
    assert [hold.pose_id for hold in summary.holds] == ["mountain"]
    assert len(server.history(token)) == 1


def log_in(server: Serving, name: str) -> str:
    """Another login of an account that there is; returns its access token."""
    told = call(server.address, "/auth/login", {"email": f"{name}@example.com", "password": "password123"})
    return str(told["access_token"])


def log_out(server: Serving, token: str) -> None:
    call(server.address, "/auth/logout", {}, token=token)


async def confirmed(connection: Connection, control: Control) -> None:
    await connection.send(control)
    async with asyncio.timeout(30):
        async for message in connection:
            if isinstance(message, Status):
                return
    pytest.fail("the server closed")


async def told_to_go(connection: Connection) -> str:
    async with asyncio.timeout(30):
        [error] = [m async for m in connection if isinstance(m, ErrorMessage)]
    return error.code


@pytest.mark.parametrize("way", ["resume", "reauth"])
async def test_a_session_ends_with_the_login_that_it_goes_on_under(server: Serving, way: str) -> None:
    name = f"two{way}"
    former = server.sign_up(name)
    newer = log_in(server, name)
    async with AsyncExitStack() as stack:
        live = await stack.enter_async_context(cut(server, former))
        await frames(live, 2)
        if way == "resume":
            live = await stack.enter_async_context(cut(server, newer, live.welcome.resume))
            assert live.welcome.resumed
        else:
            await confirmed(live, Reauth(type="reauth", token=newer))
        await asyncio.to_thread(log_out, server, former)
        await confirmed(live, Pause(type="pause", on=True))
        await asyncio.to_thread(log_out, server, newer)
        assert await told_to_go(live) == "not_authenticated"


async def test_pausing_outlives_the_connection(server: Serving) -> None:
    async with cut(server, None) as first:
        await first.send(Pause(type="pause", on=True))
        async for message in first:
            if isinstance(message, Status):
                break
    async with cut(server, None, first.welcome.resume) as second:
        async for message in second:
            assert isinstance(message, Status)
            assert message.state == "paused"
            break


async def test_the_session_is_final_when_the_window_ends(tmp_path: Path) -> None:
    with serving(tmp_path, checkpoint_s=0.2, resume_window_s=1) as server:
        token = server.sign_up()
        async with cut(server, token) as first:
            await frames(first, 15)
        await until(lambda: [row["ending"] for row in server.history(token)] == ["interrupted"])
        async with cut(server, token, first.welcome.resume) as late:
            assert not late.welcome.resumed


@pytest.mark.slow
async def test_a_restarted_server_says_that_it_knows_nothing(tmp_path: Path) -> None:
    with serving(tmp_path, checkpoint_s=0.2) as server:
        token = server.sign_up()
        async with cut(server, token) as first:
            await frames(first, 15)
        await until(lambda: [row["state"] for row in server.history(token)] == ["away"])
        assert await asyncio.to_thread(server.terminate) == 0
        await asyncio.to_thread(server.start)
        assert [row["ending"] for row in server.history(token)] == ["server_stopped"]
        async with cut(server, token, first.welcome.resume) as second:
            assert not second.welcome.resumed


@pytest.mark.slow
@pytest.mark.parametrize("transport", ["ws", "whip"])
def test_a_black_hole_costs_no_session(transport: Transport) -> None:
    """A few; `python -m bench.blackhole` lets a hundred go through thirty seconds of it."""
    sessions = asyncio.run(measure(transport, sessions=3, at_once=3, seconds=20.0, engine="blazepose"))
    assert [session.fault() for session in sessions] == [None] * 3

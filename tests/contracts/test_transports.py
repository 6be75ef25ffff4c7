"""The transports differ by translation only: one suite over a scripted peer, a WebSocket and WebRTC."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from server.analysis.summary import Ending
from server.errors import Stopping
from server.stream.life import Given, State
from tests.contracts.carriers import CARRIERS, Carrier
from tests.contracts.test_session import Practice
from tests.doubles import ScriptedPeer

pytestmark = pytest.mark.anyio


class Carried:
    """A session that runs, and the client that it hears."""

    def __init__(self, carrier: Carrier, given: Given, **limits: Any) -> None:
        self.carrier = carrier
        self.practice = Practice(given=given, **limits)
        self.session = self.practice.session
        self.running = asyncio.create_task(self.session.run(carrier.peer))

    async def got(self, kind: str, count: int = 1) -> list[dict[str, Any]]:
        """Wait until the server has said that many messages of a kind."""
        async with asyncio.timeout(30):
            while True:
                found = [message for message in await self.carrier.said() if message["type"] == kind]
                if len(found) >= count:
                    return found
                await asyncio.sleep(0.01)


@pytest.fixture(params=CARRIERS)
async def carrier(request: pytest.FixtureRequest) -> AsyncIterator[Carrier]:
    async with CARRIERS[request.param]() as made:
        yield made


@pytest.fixture
def given(request: pytest.FixtureRequest) -> Given:
    webrtc = "webrtc" in request.node.callspec.id
    return Given(source="video" if webrtc else "jpeg")


async def test_5_1_frames_are_answered_in_order(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given)
    for _ in range(5):
        await carrier.frame()
        await asyncio.sleep(0.03)
    feedback = await carried.got("feedback", 3)
    numbers = [message["seq"] for message in feedback]
    assert numbers == sorted(set(numbers))
    assert all(message["score"] == 80 and len(message["landmarks"]) == 33 for message in feedback)
    timed = "rtp_time" if given.source == "video" else "captured_us"
    assert all((message[timed] is None) is False for message in feedback)
    carried.session.end(Ending.COMPLETED)
    await carried.running


async def test_6_1_controls_are_confirmed(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given)
    await carrier.say(type="set", pose="tree")
    await carrier.say(type="pause", on=True)
    await carrier.say(type="pause", on=False)
    status = await carried.got("status", 3)
    assert [message["state"] for message in status] == ["live", "paused", "live"]
    assert status[0]["pose"] == "tree"
    carried.session.end(Ending.COMPLETED)
    await carried.running


async def test_6_1_stop_is_answered_with_the_summary(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given)
    await carrier.frame()
    await carried.got("feedback")
    await carrier.say(type="stop")
    over = await asyncio.wait_for(carried.running, 30)
    assert over.ending is Ending.COMPLETED
    [summary] = await carried.got("summary")
    assert (summary["ending"], summary["stored"]) == ("completed", True)
    assert len(carried.practice.shelf.finals) == 1


async def test_7_3_a_vanished_client_leaves_one_interrupted_summary(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given)
    await carrier.frame()
    await carried.got("feedback")
    await carrier.vanish()
    over = await asyncio.wait_for(carried.running, 30)
    assert over.ending is Ending.INTERRUPTED
    assert [ending for _, ending in carried.practice.shelf.finals] == [Ending.INTERRUPTED]


async def test_7_5_a_lost_client_is_waited_for(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given, resume_window_s=30.0)
    await carrier.frame()
    await carried.got("feedback")
    await carrier.vanish()
    async with asyncio.timeout(30):
        while carried.session.state is not State.AWAY:  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(0.02)
    second = ScriptedPeer(stay=True)
    carried.session.attach(second)
    await asyncio.sleep(0)
    assert carried.session.open
    carried.session.end(Ending.COMPLETED)
    assert (await carried.running).ending is Ending.COMPLETED


async def test_7_5_the_newest_attach_wins(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given, resume_window_s=30.0)
    await carrier.frame()
    await carried.got("feedback")
    second = ScriptedPeer(stay=True)
    carried.session.attach(second)
    await asyncio.sleep(0.3)
    answered = len(await carried.got("feedback"))
    await carrier.frame()
    await asyncio.sleep(0.3)
    assert len(await carried.got("feedback")) == answered
    carried.session.end(Ending.COMPLETED)
    await asyncio.wait_for(carried.running, 30)


async def test_5_7_a_stopping_server_says_when_to_come_again(carrier: Carrier, given: Given) -> None:
    carried = Carried(carrier, given)
    await carrier.frame()
    await carried.got("feedback")
    carried.session.end(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
    await asyncio.wait_for(carried.running, 30)
    await carried.got("going_away")
    await carried.got("summary")

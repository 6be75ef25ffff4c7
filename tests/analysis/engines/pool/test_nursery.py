"""The worker that stands ready, with workers that are played."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from server.analysis.engines.pool.nursery import Hand, Nursery
from tests.analysis.engines.pool.test_lane import PlayedHand, settle

pytestmark = pytest.mark.anyio


class House:
    """A nursery, and the hands that it raised."""

    def __init__(self) -> None:
        self.hands: list[PlayedHand] = []
        self.slow = asyncio.Event()
        self.slow.set()
        self.nursery = Nursery(self._start, spare=True)

    async def _start(self) -> Hand:
        await self.slow.wait()
        self.hands.append(PlayedHand())
        return self.hands[-1]


@pytest.fixture
async def house() -> AsyncIterator[House]:
    one = House()
    one.nursery.prepare()
    await settle()
    yield one
    await one.nursery.close()
    assert all(hand.stopped for hand in one.hands)


async def test_the_spare_is_given_at_once_and_has_a_successor(house: House) -> None:
    assert len(house.hands) == 1
    house.slow.clear()
    given = await asyncio.wait_for(house.nursery.take(), 30)
    assert given is house.hands[0]
    house.slow.set()
    await settle()
    assert len(house.hands) == 2
    await given.stop()


async def test_a_spare_that_dies_has_a_successor(house: House) -> None:
    house.hands[0].die()
    await settle()
    assert len(house.hands) == 2
    assert house.hands[0].stopped
    taken = await house.nursery.take()
    assert taken is house.hands[1]
    await taken.stop()


async def test_a_spare_that_was_stopped_is_not_given(house: House) -> None:
    house.hands[0].halted = True
    taken = await house.nursery.take()
    assert taken is house.hands[1]
    assert house.hands[0].stopped
    await taken.stop()


async def test_one_that_dies_after_it_was_given_is_not_the_nurserys(house: House) -> None:
    taken = await house.nursery.take()
    await settle()
    house.hands[0].die()
    await settle()
    assert len(house.hands) == 2
    await taken.stop()


async def test_two_that_are_needed_at_once_are_both_had(house: House) -> None:
    both = await asyncio.gather(house.nursery.take(), house.nursery.take())
    assert both[0] is not both[1]
    for each in both:
        await each.stop()


async def test_one_who_gives_up_waiting_leaves_no_worker(house: House) -> None:
    house.hands[0].die()
    house.slow.clear()
    await settle()
    waiting = asyncio.create_task(house.nursery.take())
    await settle()
    waiting.cancel()
    await asyncio.wait({waiting})
    house.slow.set()
    await settle()


async def test_without_a_spare_one_is_started_when_it_is_needed() -> None:
    house = House()
    nursery = Nursery(house._start, spare=False)
    nursery.prepare()
    await settle()
    assert not house.hands
    taken = await nursery.take()
    assert taken is house.hands[0]
    await nursery.close()

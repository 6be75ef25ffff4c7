"""Turns at the workers, with workers that are played."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from server.analysis.engines.exchange import Answer, MakeParts, Parts, Reply
from server.analysis.engines.line import WorkerGone
from server.analysis.engines.meter import Meter
from server.analysis.engines.pool import lane as module
from server.analysis.engines.pool import nursery
from server.analysis.engines.pool.lane import Lane, Rules, Turn, Turns, resident_bytes
from server.analysis.engines.pool.nursery import Hand, Nursery
from server.errors import EngineFailed, FrameLost

pytestmark = pytest.mark.anyio

RULES = Rules(deadline_s=1.0, frames=1_000_000)


class PlayedHand:
    """Answers when it is let, or at once; dies when told."""

    pid = 0
    halted = False

    def __init__(self, *, free: bool = True) -> None:
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        self.asked: list[Parts] = []
        self.stopped = False
        self.let = asyncio.Event()
        if free:
            self.let.set()

    async def ask(self, request: Parts, deadline_s: float) -> Reply:
        self.asked.append(request)
        waiting: set[asyncio.Future[Any]] = {asyncio.ensure_future(self.let.wait()), self.exited}
        await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if self.exited.done():
            raise WorkerGone("it ended")
        return Reply(Answer.NOBODY, people=len(self.asked))

    async def stop(self) -> None:
        self.stopped = True
        self.die()

    def die(self) -> None:
        if not self.exited.done():
            self.exited.set_result(-9)


class Street:
    """One lane, its queue, and the hands that were made for it."""

    def __init__(self, first: PlayedHand, rules: Rules = RULES) -> None:
        self.hands = [first]
        self.turns: Turns = Turns()
        self.failing = 0
        self.meter = Meter()
        self.lane = Lane(first, Nursery(self._make, spare=False).take, self.turns, rules, self.meter)

    async def _make(self) -> Hand:
        await asyncio.sleep(0)
        if self.failing:
            self.failing -= 1
            raise EngineFailed("not yet")
        self.hands.append(PlayedHand())
        return self.hands[-1]

    def join(self, served: float, number: int, parts: MakeParts | None = None) -> asyncio.Future[Reply]:
        turn = Turn(served, number, parts or (lambda: (b"%d" % number,)))
        self.turns.put_nowait(turn)
        return turn.done

    @asynccontextmanager
    async def open(self) -> AsyncIterator[Street]:
        task = asyncio.create_task(self.lane.run())
        try:
            yield self
        finally:
            task.cancel()
            await asyncio.wait({task})


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_who_was_served_longest_ago_is_next() -> None:
    hand = PlayedHand(free=False)
    async with Street(hand).open() as street:
        first = street.join(5.0, 0)
        await settle()
        waiting = [street.join(served, number) for number, served in enumerate((9.0, 2.0, 7.0), 1)]
        hand.let.set()
        await asyncio.gather(first, *waiting)
        assert hand.asked == [(b"0",), (b"2",), (b"3",), (b"1",)]


async def test_one_who_never_stops_asking_gets_no_more_than_the_others() -> None:
    hand, count, clock = PlayedHand(), {"greedy": 0, "slow": 0}, iter(range(10_000))
    async with Street(hand).open() as street:

        async def ask(name: str, pause: int) -> None:
            served = -1.0
            while count["greedy"] + count["slow"] < 200:
                await street.join(served, next(clock))
                served = float(next(clock))
                count[name] += 1
                for _ in range(pause):
                    await asyncio.sleep(0)

        await asyncio.gather(ask("greedy", 0), ask("slow", 3))
    assert abs(count["greedy"] - count["slow"]) <= 2


async def test_the_frame_is_chosen_when_the_worker_is_free() -> None:
    hand, mailbox = PlayedHand(free=False), [b"old"]
    async with Street(hand).open() as street:
        first = street.join(0.0, 0)
        await settle()
        second = street.join(1.0, 1, lambda: (mailbox[0],))
        mailbox[0] = b"new"
        hand.let.set()
        await asyncio.gather(first, second)
        assert hand.asked[1] == (b"new",)


async def test_what_choosing_a_frame_raises_is_the_answer_and_costs_no_worker() -> None:
    def too_old() -> Parts:
        raise FrameLost("too old")

    hand = PlayedHand()
    async with Street(hand).open() as street:
        with pytest.raises(FrameLost, match="too old"):
            await street.join(0.0, 0, too_old)
        await street.join(0.0, 1)
        assert hand.asked == [(b"1",)]
        assert street.hands == [hand]


async def test_one_that_nobody_waits_for_any_more_is_not_asked() -> None:
    hand = PlayedHand(free=False)
    async with Street(hand).open() as street:
        first, given_up, last = street.join(0.0, 0), street.join(1.0, 1), street.join(2.0, 2)
        given_up.cancel()
        hand.let.set()
        await asyncio.gather(first, last)
        assert hand.asked == [(b"0",), (b"2",)]


async def test_a_worker_that_dies_takes_one_frame_with_it() -> None:
    hand = PlayedHand(free=False)
    async with Street(hand).open() as street:
        lost, others = street.join(0.0, 0), [street.join(1.0, number) for number in (1, 2, 3)]
        await settle()
        hand.die()
        with pytest.raises(WorkerGone):
            await lost
        await asyncio.gather(*others)
        assert hand.stopped
        assert street.hands[1].asked == [(b"1",), (b"2",), (b"3",)]


async def test_a_worker_that_dies_idle_takes_none_and_is_replaced_before_it_is_needed() -> None:
    hand = PlayedHand()
    async with Street(hand).open() as street:
        await settle()
        hand.die()
        await settle()
        assert street.lane.hand is street.hands[1]
        assert (await street.join(0.0, 0)).kind is Answer.NOBODY


async def test_one_that_does_not_start_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nursery, "RETRY_S", (0.0, 0.0))
    hand = PlayedHand()
    async with Street(hand).open() as street:
        street.failing = 3
        hand.die()
        assert (await street.join(0.0, 0)).kind is Answer.NOBODY
        assert street.failing == 0
        assert street.meter.replaced == 1


async def test_a_worn_worker_leaves_when_another_is_ready_and_no_frame_is_lost() -> None:
    first = PlayedHand()
    street = Street(first, replace(RULES, frames=3))
    async with street.open():
        for number in range(12):
            await street.join(float(number), number)
            await settle()
        assert first.stopped
        assert street.meter.replaced == len(street.hands) - 1 >= 2
        assert sum(len(hand.asked) for hand in street.hands) == 12


async def test_leaving_stops_a_successor_too() -> None:
    first = PlayedHand()
    street = Street(first, replace(RULES, frames=1))
    async with street.open():
        await street.join(0.0, 0)
        await settle()
    assert len(street.hands) == 2
    assert all(hand.stopped for hand in street.hands)


async def test_one_whose_memory_has_grown_is_worn(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter((100, 149, 151))
    monkeypatch.setattr(module, "LOOK_EVERY", 1)
    monkeypatch.setattr(module, "resident_bytes", lambda pid: next(sizes))
    wear = module._Wear(1234, frames=1_000_000)
    assert [wear.after_one_more() for _ in range(3)] == [False, False, True]


def test_the_memory_of_a_process_is_known_and_of_none_is_nothing() -> None:
    assert resident_bytes(os.getpid()) > 1_000_000
    assert resident_bytes(2**22 + 1) == 0

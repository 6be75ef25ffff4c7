"""Places for uploads."""

from __future__ import annotations

import asyncio

import pytest

from server.auth.places import Places
from server.errors import Busy, TooFast

pytestmark = pytest.mark.anyio


async def test_an_address_has_so_many_and_all_together_have_so_many() -> None:
    places = Places(in_all=2, per_address=1)
    places.take("10.0.0.1")
    with pytest.raises(TooFast):
        places.take("10.0.0.1")
    second = places.take("10.0.0.2")
    with pytest.raises(Busy):
        places.take("10.0.0.3")
    second.give_back()
    places.take("10.0.0.3")


async def test_a_place_is_given_back_whatever_happens() -> None:
    places = Places(in_all=1, per_address=1)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            async with places.take("::1").working():
                raise RuntimeError
    assert len(places) == 0


async def test_a_household_is_one_address() -> None:
    places = Places(in_all=9, per_address=1)
    places.take("2001:db8::1")
    with pytest.raises(TooFast):
        places.take("2001:db8::2")


async def test_a_guest_makes_room_for_an_account_and_for_nobody_else() -> None:
    places = Places(in_all=1, per_address=1)
    begun = asyncio.Event()

    async def work() -> None:
        async with places.take("10.0.0.1").working():
            begun.set()
            await asyncio.sleep(60)

    working = asyncio.create_task(work())
    await begun.wait()
    with pytest.raises(Busy):
        places.take("10.0.0.2")
    places.take("10.0.0.3", guest=False)
    with pytest.raises(Busy, match="needed the place"):
        await working
    with pytest.raises(Busy):
        places.take("10.0.0.4", guest=False)


async def test_work_that_takes_too_long_by_itself_says_so() -> None:
    with pytest.raises(TimeoutError):
        async with Places(in_all=1, per_address=1).take("10.0.0.1").working():
            raise TimeoutError

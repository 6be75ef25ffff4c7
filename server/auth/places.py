"""How many uploads are worked on at once: so many in all, so many from one address; guests make room."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from server.auth.throttle import address_key
from server.errors import Busy, TooFast

RETRY_AFTER_S: Final = 5.0
ONE_AT_A_TIME: Final = "One upload at a time, please: the last one is still worked on."
FULL: Final = "There are as many uploads as there may be; please try again."
MAKE_ROOM: Final = "Somebody with an account needed the place; please try again."


class Place:
    """One upload's room; given back once."""

    def __init__(self, places: Places, who: str, guest: bool) -> None:
        self.who = who
        self.guest = guest
        self._places = places
        self._patience: asyncio.Timeout | None = None
        self._handed_over = False

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """Work under it and give it back, unless it was handed over.

        Raises Busy within, where a guest has to make room.
        """
        try:
            async with asyncio.timeout(None) as self._patience:
                yield
        except TimeoutError:
            if self._patience is not None and self._patience.expired():
                raise Busy(MAKE_ROOM, retry_after_s=RETRY_AFTER_S) from None
            raise
        finally:
            if not self._handed_over:
                self.give_back()

    def hand_over(self) -> None:
        """Somebody else gives it back from now on."""
        self._handed_over = True

    def give_back(self) -> None:
        self._places.held.discard(self)

    def make_room(self) -> None:
        """Stop the work; the place is free from now on."""
        self.give_back()
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())


class Places:
    def __init__(self, in_all: int, per_address: int) -> None:
        self.held: set[Place] = set()
        self._in_all = in_all
        self._per_address = per_address

    def __len__(self) -> int:
        return len(self.held)

    def take(self, address: str, *, guest: bool = True) -> Place:
        """Hold one place; a guest's goes to somebody with an account where all are taken.

        Raises TooFast when this address has enough, Busy when there is none.
        """
        who = address_key(address)
        if sum(place.who == who for place in self.held) >= self._per_address:
            raise TooFast(ONE_AT_A_TIME, retry_after_s=RETRY_AFTER_S)
        if len(self) >= self._in_all:
            guests = () if guest else [place for place in self.held if place.guest]
            if not guests:
                raise Busy(FULL, retry_after_s=RETRY_AFTER_S)
            guests[0].make_room()
        place = Place(self, who, guest)
        self.held.add(place)
        return place

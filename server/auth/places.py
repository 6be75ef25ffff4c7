"""How many uploads are worked on at once: so many in all, so many from one address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from server.auth.throttle import address_key
from server.errors import Busy, TooFast

RETRY_AFTER_S: Final = 5.0


class Places:
    def __init__(self, in_all: int, per_address: int) -> None:
        self._in_all = in_all
        self._per_address = per_address
        self._taken: Counter[str] = Counter()

    def __len__(self) -> int:
        return self._taken.total()

    @contextmanager
    def place(self, address: str) -> Iterator[None]:
        """Hold one place. Raises TooFast when this address has enough, Busy when all are taken."""
        who = address_key(address)
        if self._taken[who] >= self._per_address:
            raise TooFast(
                "One upload at a time, please: the last one is still worked on.", retry_after_s=RETRY_AFTER_S
            )
        if self._taken.total() >= self._in_all:
            raise Busy(
                "There are as many uploads as there may be; please try again.", retry_after_s=RETRY_AFTER_S
            )
        self._taken[who] += 1
        try:
            yield
        finally:
            self._taken[who] -= 1
            self._taken += Counter()  # forget those at zero

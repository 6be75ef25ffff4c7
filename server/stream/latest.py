"""A mailbox that holds one item: a newer one replaces an older one."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Generic, TypeVar

T = TypeVar("T")


class Latest(Generic[T]):
    """Hand over the newest item and count the ones nobody was ready for.

    One producer, one consumer; iteration goes on until the consumer stops.
    """

    def __init__(self) -> None:
        self.dropped = 0
        self._items: list[T] = []
        self._changed = asyncio.Event()

    def put(self, item: T) -> None:
        self.dropped += len(self._items)
        self._items = [item]
        self._changed.set()

    def take(self) -> T | None:
        """The item that waits, if one does; the one handed over before it counts as dropped."""
        if not self._items:
            return None
        self.dropped += 1
        self._changed.clear()
        return self._items.pop()

    async def __aiter__(self) -> AsyncIterator[T]:
        while True:
            await self._changed.wait()
            self._changed.clear()
            yield self._items.pop()

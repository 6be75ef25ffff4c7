"""Logins that have been ended while tokens of theirs are still in time, and who wants to know at once."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from server.errors import StoreUnavailable

LOOK_S: Final = 2.0
"""How often the database is asked: the command line ends logins too."""

RECENT_S: Final = 60.0
"""What was ended here so lately counts even where an answer of the database does not have it yet."""


class Revoked:
    """In memory, so that a look costs nothing."""

    def __init__(self) -> None:
        self._ended: dict[str, float] = {}
        """Login, and when it was heard of."""
        self._watchers: dict[str, list[Callable[[], None]]] = {}

    def __contains__(self, login_id: object) -> bool:
        return login_id in self._ended

    def add(self, login_ids: Iterable[str]) -> None:
        """End these logins: their tokens are refused from now on, and who watches them is told."""
        now = time.monotonic()
        for login_id in login_ids:
            if login_id not in self._ended:
                self._ended[login_id] = now
                for tell in tuple(self._watchers.get(login_id, ())):
                    tell()

    def set(self, login_ids: Iterable[str]) -> None:
        """These are all that count: the tokens of the others have run out by themselves."""
        known = set(login_ids)
        self.add(known)
        recent = time.monotonic() - RECENT_S
        self._ended = {one: heard for one, heard in self._ended.items() if one in known or heard > recent}

    async def follow(self, ended: Callable[[], Awaitable[Iterable[str]]]) -> None:
        """Ask again and again, until cancelled."""
        while True:
            await asyncio.sleep(LOOK_S)
            try:
                self.set(await ended())
            except StoreUnavailable:  # told where it matters; the next look may succeed
                continue

    @contextmanager
    def watch(self, login_id: str | None, tell: Callable[[], None]) -> Iterator[None]:
        """Call `tell` when this login is ended meanwhile; a guest has none."""
        if login_id is None:
            yield
            return
        watchers = self._watchers.setdefault(login_id, [])
        watchers.append(tell)
        try:
            yield
        finally:
            watchers.remove(tell)
            if not watchers:
                self._watchers.pop(login_id, None)

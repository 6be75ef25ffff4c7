"""People who come, practise a little and go: most say stop, some just leave, some send rubbish in between."""

from __future__ import annotations

import asyncio
import random
import time
from dataclasses import dataclass, field
from typing import Final

from server.client.address import Address
from server.client.connection import Connection, connect
from server.stream.wire import VERSION, FeedbackMessage, Hello, Picture, Stop

LEAVE_SHARE: Final = 0.05
RUBBISH_SHARE: Final = 0.02
PRACTICE_S: Final = (4.0, 20.0)
SUMMARY_S: Final = 10.0
"""After `stop` the summary is due within 2 s; this is for a machine that is busy with the others."""


@dataclass(slots=True)
class Tally:
    """What became of the visitors so far."""

    visits: int = 0
    scored: int = 0
    """Those that were told a score, and so have to stand in the history."""

    failed: list[str] = field(default_factory=list)

    def faults(self, stored: int) -> list[str]:
        """What is wrong with that many sessions in the history, a sentence each."""
        found = list(self.failed)
        if not self.scored <= stored <= self.visits:
            found.append(f"Of {self.visits} practices {self.scored} were scored, but {stored} are stored.")
        if not self.scored:
            found.append("No practice was scored at all.")
        return found


class Visitors:
    """All who come in one run; the seed decides how long each stays and how each leaves."""

    def __init__(
        self, server: Address, token: str, pictures: tuple[bytes, ...], fps: float, seed: int
    ) -> None:
        self.tally = Tally()
        self._server = server
        self._token = token
        self._pictures = pictures
        self._fps = fps
        self._chance = random.Random(seed)  # noqa: S311 - has to repeat, not to be secret

    async def come_and_go(self, per_minute: float, minutes: float) -> None:
        """Start visits at even distances, and wait for the last to end."""
        began = time.monotonic()
        async with asyncio.TaskGroup() as group:
            for number in range(max(1, round(per_minute * minutes))):
                due = began + number * 60 / per_minute
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                group.create_task(self._visit(self._chance.random(), self._chance.uniform(*PRACTICE_S)))

    async def _visit(self, kind: float, seconds: float) -> None:
        self.tally.visits += 1
        hello = Hello(type="hello", version=VERSION, token=self._token)
        try:
            async with connect(self._server, hello) as connection:
                scored = await self._practise(connection, kind, seconds)
            self.tally.scored += scored
        # One visitor's failure is a finding, whatever it is, and the others go on.
        except Exception as error:
            self.tally.failed.append(f"A visitor failed with {type(error).__name__}: {error}")

    async def _practise(self, connection: Connection, kind: float, seconds: float) -> bool:
        scored = asyncio.Event()
        listening = asyncio.create_task(_listen(connection, scored))
        try:
            await self._send(connection, seconds, rubbish=kind < RUBBISH_SHARE)
            if kind >= RUBBISH_SHARE + LEAVE_SHARE:
                await connection.send(Stop(type="stop"))
                await asyncio.wait_for(listening, SUMMARY_S)
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
        return scored.is_set()

    async def _send(self, connection: Connection, seconds: float, *, rubbish: bool) -> None:
        for seq in range(1, round(seconds * self._fps) + 1):
            jpeg = self._pictures[seq % len(self._pictures)]
            if rubbish and seq % 10 == 0:
                jpeg = jpeg[: len(jpeg) // 2]
            await connection.send_picture(Picture(seq, time.monotonic_ns() // 1000, jpeg))
            await asyncio.sleep(1 / self._fps)


async def _listen(connection: Connection, scored: asyncio.Event) -> None:
    async for message in connection:
        if isinstance(message, FeedbackMessage) and message.score is not None:
            scored.set()

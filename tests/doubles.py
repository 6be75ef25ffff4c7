"""Stand-ins with a script: a peer, a coach and a store that say and remember what a test needs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import numpy as np

from server.analysis.feedback import Feedback, Level
from server.analysis.guide import Guide
from server.analysis.landmarks import Detection, Frame, Landmarks, Nobody
from server.analysis.loading import load_library
from server.analysis.summary import Ending, Summary
from server.errors import StoreUnavailable
from server.stream.lookout import Detect
from server.stream.peer import Item
from server.stream.wire import Picture, ServerMessage

M = TypeVar("M")


def picture(seq: int) -> Picture:
    return Picture(seq, seq * 100_000, b"a picture")


def body(seq: int, t: float, x: float = 0.5) -> Landmarks:
    image = np.full((33, 4), x, np.float32)
    return Landmarks(seq, t, image, None, (640, 480))


def as_asked(detect: Detecting) -> Detect:
    """Works on the frame that it is given, not on a newer one."""

    async def asked(frame: Frame, newer: Callable[[Frame], Frame]) -> Detection:
        return await detect(frame)

    return asked


async def find_body(frame: Frame) -> Detection:
    await asyncio.sleep(0)
    return body(frame.seq, frame.t)


class ScriptedPeer:
    """Sends what it is told to, remembers what it is sent, and can vanish or stop reading."""

    def __init__(self, *items: Item, stay: bool = False, deaf: bool = False) -> None:
        self.sent: list[ServerMessage] = []
        self.closed: tuple[int, str] | None = None
        self.deaf = deaf
        self._items: asyncio.Queue[Item | None] = asyncio.Queue()
        for item in items:
            self.say(item)
        if not stay:
            self.vanish()

    def say(self, item: Item) -> None:
        self._items.put_nowait(item)

    def vanish(self) -> None:
        self._items.put_nowait(None)

    async def incoming(self) -> AsyncIterator[Item]:
        while (item := await self._items.get()) is not None:
            yield item
            await asyncio.sleep(0.002)  # as a network would: what is sent can be answered in between

    async def send(self, message: ServerMessage) -> None:
        if self.deaf:
            await asyncio.Event().wait()
        self.sent.append(message)

    async def close(self, code: int, reason: str) -> None:
        if self.closed is None:
            self.closed = (code, reason)
            self.vanish()

    def got(self, kind: type[M]) -> list[M]:
        return [message for message in self.sent if isinstance(message, kind)]


class CountingCoach:
    """Scores every body it sees with its number of frames."""

    def __init__(self) -> None:
        self.seen: list[Detection] = []
        self.expected: str | None = None
        self.level: Level = "beginner"
        self.language = "en"
        self.library = load_library()
        self.guide = Guide(self.library.say("en"))
        self.calls: list[str] = []

    @property
    def scored(self) -> bool:
        return any(isinstance(item, Landmarks) for item in self.seen)

    def observe(self, detection: Detection) -> Feedback:
        self.seen.append(detection)
        if isinstance(detection, Nobody):
            return Feedback(detection.seq, detection.t, "nobody")
        return Feedback(detection.seq, detection.t, "whole", score=80)

    def configure(self, **wanted: Any) -> None:
        self.calls.append("configure")
        self.expected = None if wanted["expected"] is ... else wanted["expected"]
        self.language = wanted["language"] or self.language

    def ask(self) -> None:
        self.calls.append("ask")

    def pause(self) -> None:
        self.calls.append("pause")

    def resume(self) -> None:
        self.calls.append("resume")

    def summary(self) -> Summary:
        scored = sum(isinstance(item, Landmarks) for item in self.seen)
        return Summary(
            duration_s=self.seen[-1].t if self.seen else 0.0,
            frames_seen=len(self.seen),
            frames_scored=scored,
            frames_dropped=0,
            mean_score=80.0 if scored else None,
            best_score=80.0 if scored else None,
            cues_given=0,
            cues_fixed=0,
            holds=(),
        )


@dataclass
class Shelf:
    """A store of one session; `failing` saves raise first."""

    failing: int = 0
    slow_s: float = 0.0
    kept: list[tuple[Summary, Ending | None]] = field(default_factory=list)

    async def save(self, summary: Summary, ending: Ending | None) -> int | None:
        await asyncio.sleep(self.slow_s)
        if self.failing:
            self.failing -= 1
            raise StoreUnavailable("The database does not answer.")
        self.kept.append((summary, ending))
        return 7

    @property
    def finals(self) -> list[tuple[Summary, Ending]]:
        return [(summary, ending) for summary, ending in self.kept if ending is not None]


async def until(true: Callable[[], Any], patience_s: float = 30.0) -> None:
    """Wait for something to become true; fail rather than hang."""
    async with asyncio.timeout(patience_s):
        while not true():  # noqa: ASYNC110 - what is waited for has no event
            await asyncio.sleep(0.005)


Detecting = Callable[[Frame], Awaitable[Detection]]

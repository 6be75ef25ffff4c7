"""What all practices of this process add up to: frames, what became of them, and how long each step took."""

from __future__ import annotations

import time
from bisect import bisect_left
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final, Literal, TypeAlias, get_args

from server.errors import FrameLost
from server.stream.peer import Item, Peer, Unusable, VideoPicture
from server.stream.wire import (
    ErrorMessage,
    FeedbackMessage,
    LandmarksMessage,
    Picture,
    ServerMessage,
)

Stage: TypeAlias = Literal["gate", "wait", "detect", "coach", "send", "total"]
"""The header gate, the wait for a worker, decoding and the networks, the coach, handing over the answer, and
from a frame's arrival to its feedback."""

STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
BOUNDS_S: Final = (1e-5, 1e-4, 5e-4, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0)

FRAME_LOST: Final = FrameLost.code


@dataclass(slots=True)
class Durations:
    """A histogram. A library's takes a lock and looks its labels up; this one is touched at every frame."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS_S) + 1))
    sum_s: float = 0.0

    def add(self, seconds: float) -> None:
        self.counts[bisect_left(BOUNDS_S, seconds)] += 1
        self.sum_s += seconds


@dataclass(slots=True)
class Counts:
    """Everything only rises. The event loop's thread alone writes here."""

    begun: Counter[str] = field(default_factory=Counter)
    """Practices by source."""

    ended: Counter[str] = field(default_factory=Counter)
    """Practices by ending."""

    came: int = 0
    """Frames, pictures or landmarks, that the transport could read."""

    answered: int = 0
    carried: int = 0
    """Of the answered, those whose earlier result was kept."""

    skipped: int = 0
    """A newer one came, or it was one too many or too old, or the practice was paused."""

    lost: int = 0
    """The worker died or hung, or could not decode it."""

    unusable: Counter[str] = field(default_factory=Counter)
    """Messages and frames that the transport could not read, by code."""

    told: Counter[str] = field(default_factory=Counter)
    """Errors that clients were told, refusals among them, by code."""

    stages: dict[Stage, Durations] = field(default_factory=lambda: {stage: Durations() for stage in STAGES})


class CountedPeer:
    """A peer whose traffic is counted on its way; it changes nothing."""

    def __init__(self, peer: Peer, counts: Counts) -> None:
        self._peer = peer
        self._counts = counts
        self._dropped: int | None = None
        """What the session had dropped at the last feedback; None before the first."""

        self._lost = 0
        """Since the last feedback: they are among the dropped too."""

    async def incoming(self) -> AsyncIterator[Item]:
        counts = self._counts
        async for item in self._peer.incoming():
            if isinstance(item, Picture | VideoPicture | LandmarksMessage):
                counts.came += 1
            elif isinstance(item, Unusable):
                counts.unusable[item.error.code] += 1
            yield item

    async def send(self, message: ServerMessage) -> None:
        if isinstance(message, ErrorMessage):
            self._error(message)
        if not isinstance(message, FeedbackMessage):
            await self._peer.send(message)
            return
        self._answered(message)
        began = time.perf_counter()
        await self._peer.send(message)
        self._counts.stages["send"].add(time.perf_counter() - began)

    async def close(self, code: int, reason: str) -> None:
        await self._peer.close(code, reason)

    def _answered(self, message: FeedbackMessage) -> None:
        counts, spent, stages = self._counts, message.spent, self._counts.stages
        counts.answered += 1
        counts.carried += message.carried
        # A peer that resumes finds what the session had dropped before it.
        if self._dropped is not None:
            counts.skipped += message.dropped - self._dropped - self._lost
        self._dropped, self._lost = message.dropped, 0
        stages["wait"].add(spent.wait_ms / 1e3)
        stages["detect"].add((spent.decode_ms + spent.detect_ms) / 1e3)
        stages["coach"].add(spent.coach_ms / 1e3)
        stages["total"].add(spent.total_ms / 1e3)

    def _error(self, message: ErrorMessage) -> None:
        self._counts.told[message.code] += 1
        if message.code == FRAME_LOST:
            self._counts.lost += 1
            self._lost += 1

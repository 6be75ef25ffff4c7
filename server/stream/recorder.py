"""How the body moved since the last checkpoint, handed on with it where the account agrees (SPEC 7.8)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Final

import structlog

from server.analysis.landmarks import Detection, Landmarks
from server.analysis.movement import Moment, moment, slot
from server.analysis.summary import Ending, Summary
from server.errors import StoreUnavailable
from server.stream.keeper import Save

logger = structlog.get_logger(__name__)

Keep = Callable[[int, tuple[Moment, ...]], Awaitable[bool]]
"""Keep moments of the session of this number; False where its account does not agree, or no more."""

MOST: Final = 1200
"""Moments that wait while the database does not answer: two minutes, 650 kB."""


class Recorder:
    """Stands before a session's `save`. Whether anything is kept is asked at each checkpoint, not before."""

    def __init__(self, save: Save, keep: Keep) -> None:
        self._save = save
        self._keep = keep
        self._moments: list[Moment] = []
        self._slot = -1
        self._agreed = True

    def see(self, detection: Detection) -> None:
        """One moment of each tenth of a second."""
        if not self._agreed or not isinstance(detection, Landmarks) or slot(detection.t) <= self._slot:
            return
        self._slot = slot(detection.t)
        if len(self._moments) < MOST:
            self._moments.append(moment(detection))

    async def save(self, summary: Summary, ending: Ending | None) -> int | None:
        """Save as the session would; then, the row being there, what belongs to it."""
        row = await self._save(summary, ending)
        if row is not None and self._moments:
            await self._hand_on(row)
        return row

    async def _hand_on(self, row: int) -> None:
        moments, self._moments = self._moments, []
        try:
            self._agreed = await self._keep(row, tuple(moments))
        except StoreUnavailable as error:  # the summary is safe; this waits for the next checkpoint
            self._moments = moments + self._moments
            logger.warning("landmarks not kept", reason=error.message)
        if not self._agreed:
            self._moments = []

"""Which frame is worth a worker that has just become free."""

from __future__ import annotations

import time

from server.analysis.landmarks import Frame
from server.errors import FrameTooOld
from server.stream.intake import Arrival
from server.stream.latest import Latest


class Choice:
    """One turn of a session: its newest frame at the moment when the work begins (SPEC 3.2)."""

    def __init__(self, first: Arrival, latest: Latest[Arrival], most_age_s: float) -> None:
        self.arrival = first
        """The frame chosen so far."""
        self._latest = latest
        self._most_age_s = most_age_s

    def newest(self, waiting: Frame) -> Frame:
        """In place of the frame that waits. Raises FrameTooOld when even that one came too long ago."""
        newer = self._latest.take()
        if newer is not None and isinstance(newer.item, Frame):
            self.arrival, waiting = newer, newer.item
        if time.monotonic() - self.arrival.at > self._most_age_s:
            raise FrameTooOld("The frame waited too long.")
        return waiting

"""What a session accepts of what its client sends: order, rates, time and which side is left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np

from server.analysis.landmarks import Detection, Frame, Landmarks, Nobody, unmirror
from server.errors import BadFrame, BadMessage, TooFast
from server.stream.life import Given, Limits
from server.stream.pace import Bucket, SessionTime
from server.stream.peer import VideoPicture
from server.stream.wire import LandmarksMessage, Picture

Observation: TypeAlias = Picture | VideoPicture | LandmarksMessage
RTP_TICK_US: Final = 1e6 / 90_000
RTP_ROUND: Final = 1 << 32
"""A client begins anywhere in these thirteen hours: one practice of an hour in thirteen meets the end."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """One frame, or the client's own landmarks, on its way through the session."""

    item: Frame | Landmarks | Nobody
    seq: int
    captured_us: int | None
    at: float
    """When it arrived, by our monotonic clock."""

    rtp_time: int | None = None
    """As the client sent it, modulo 2^32."""


class Intake:
    """One session's front door."""

    def __init__(self, limits: Limits, given: Given) -> None:
        self.dropped = 0
        self.mirrored = given.mirrored
        self._source = given.source
        frames, controls = limits.max_frames_per_s, limits.max_messages_per_s
        self._frames = Bucket(frames, burst=frames)
        # Twice the rate is tolerated for a while; this bucket runs dry when it goes on (SPEC 3.4, 6.5).
        self._flood = Bucket(2 * frames, burst=2 * frames * limits.flood_s)
        self._controls = Bucket(controls, burst=2 * controls)
        self._time = SessionTime()
        self.last_seq = -1

    def admit(self, item: Observation, now: float) -> Arrival | None:
        """Return what goes on to analysis, or None for a frame over the rate.

        Raises BadFrame or BadMessage for what does not belong here, TooFast for a flood.
        """
        if not self._flood.take(now):
            raise TooFast("Frames came far too fast for too long.")
        self._check_order(item)
        if not self._frames.take(now):
            self.dropped += 1
            return None
        if isinstance(item, VideoPicture):
            t = self._time.stamp(round(item.rtp_time * RTP_TICK_US), now)
            return Arrival(_value(item, t), item.seq, None, now, item.rtp_time % RTP_ROUND)
        t = self._time.stamp(item.captured_us, now)
        return Arrival(_value(item, t), item.seq, item.captured_us, now)

    def admit_control(self, now: float) -> None:
        """Raises BadMessage for controls over the rate."""
        if not self._controls.take(now):
            raise BadMessage("Messages came too fast.")

    def bears(self, now: float) -> bool:
        """Count what cannot be used like a frame, since it is answered; False for a flood of it."""
        return self._flood.take(now)

    def rejoin(self) -> None:
        """Another peer sends from here on, by a clock of its own; the time away does not count (SPEC 7.6)."""
        self._time.rejoin()

    def upright(self, detection: Detection) -> Detection:
        """Give back the practitioner's own left and right, where the client had flipped its pixels."""
        return unmirror(detection) if self.mirrored else detection

    def _check_order(self, item: Observation) -> None:
        if isinstance(item, LandmarksMessage) == (self._source != "landmarks"):
            raise BadMessage(f'This session\'s source is "{self._source}".')
        if item.seq <= self.last_seq:
            raise BadFrame("The sequence number did not rise.")
        self.last_seq = item.seq


def _value(item: Observation, t: float) -> Frame | Landmarks | Nobody:
    if not isinstance(item, LandmarksMessage):
        return Frame(item.seq, t, item.jpeg)
    if item.image is None:
        return Nobody(item.seq, t)
    world = None if item.world is None else np.asarray(item.world, np.float32)
    return Landmarks(item.seq, t, np.asarray(item.image, np.float32), world, item.size)

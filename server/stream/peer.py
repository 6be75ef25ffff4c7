"""The other end of a session, as the session sees it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from server.errors import BadInput, Refused
from server.stream.wire import Control, LandmarksMessage, Picture, ServerMessage


@dataclass(frozen=True, slots=True)
class Unusable:
    """Something the client sent that the transport could not read, or could not bear."""

    error: BadInput | Refused
    seq: int | None = None


@dataclass(frozen=True, slots=True)
class VideoPicture:
    """A frame of a video, decoded and encoded anew."""

    seq: int
    rtp_time: int
    """Of the 90 kHz clock that RTP has for video; it goes on past 2^32, where RTP's own begins anew."""

    jpeg: bytes


Item: TypeAlias = Picture | VideoPicture | LandmarksMessage | Control | Unusable


class Peer(Protocol):
    """What each transport provides: it translates, and decides nothing."""

    def incoming(self) -> AsyncIterator[Item]:
        """Yield what the client sends, as it comes; end when the client is gone."""

    async def send(self, message: ServerMessage) -> None:
        """Hand one message to the client. Quietly does nothing once it is gone."""

    async def close(self, code: int, reason: str) -> None:
        """Ask the client to leave; incoming() then ends. Idempotent."""

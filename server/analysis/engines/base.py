"""What every landmark engine offers, wherever the work is done."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from typing import Protocol, TypeAlias

from server.analysis.landmarks import Detection, Frame

Newer: TypeAlias = Callable[[Frame], Frame]
"""Given the frame that waits, the one to work on instead: the newest there is."""


def unchanged(frame: Frame) -> Frame:
    return frame


@dataclass(frozen=True, slots=True)
class Load:
    """What an engine has lately spent of its workers' time."""

    busy: float = 0.0
    """The share in use, 0 to 1."""
    frame: float = 0.0
    """The share that one frame a second takes."""
    replaced: int = 0
    """Workers that were lost or worn, and replaced, since the start."""


class Landmarker(Protocol):
    """Finds one person's landmarks, frame after frame.

    It may keep tracking state, so it belongs to one session; its frames come one at a time and in order of
    time. `Frame.t` strictly increases.
    """

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        """Say where the body is, or that nobody is there.

        `newer` may be asked, once, when a worker is free; what it raises is raised here.
        Raises FrameLost when this frame has no answer (undecodable, or its worker died; the next frame may
        succeed) and EngineFailed when no worker has answered for the engine's limit.
        """


class Engine(Protocol):
    """Lends landmarkers. Entered once by the application; leaving it ends its workers."""

    name: str

    async def __aenter__(self) -> Engine: ...

    async def __aexit__(self, *exc: object) -> None: ...

    def landmarker(self) -> AbstractAsyncContextManager[Landmarker]: ...

    def load(self) -> Load: ...

"""What every landmark engine offers, wherever the work is done."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import Protocol

from server.analysis.landmarks import Detection, Frame


class Landmarker(Protocol):
    """Finds one person's landmarks, frame after frame.

    It may keep tracking state, so it belongs to one session; its frames come one at a time and in order of
    time. `Frame.t` strictly increases.
    """

    async def detect(self, frame: Frame) -> Detection:
        """Say where the body is, or that nobody is there.

        Raises FrameLost when this frame has no answer (undecodable, or its worker died; the next frame may
        succeed) and EngineFailed when no worker has answered for the engine's limit.
        """


class Engine(Protocol):
    """Lends landmarkers. Entered once by the application; leaving it ends its workers."""

    name: str

    async def __aenter__(self) -> Engine: ...

    async def __aexit__(self, *exc: object) -> None: ...

    def landmarker(self) -> AbstractAsyncContextManager[Landmarker]: ...

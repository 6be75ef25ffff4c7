"""An engine that knows the choreography by the clock, so that a film's pictures may show anything."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from server.analysis.engines.base import Load, Newer, unchanged
from server.analysis.landmarks import Detection, Frame
from server.demo.choreography import Choreography
from server.demo.practitioner import Practitioner


@dataclass
class Prompter:
    """Engine and landmarker in one."""

    choreography: Choreography
    name: str = "prompter"
    asked: list[Frame] = field(default_factory=list)

    async def __aenter__(self) -> Prompter:
        return self

    async def __aexit__(self, *exc: object) -> None: ...

    @asynccontextmanager
    async def landmarker(self) -> AsyncIterator[Prompter]:
        yield self

    def load(self) -> Load:
        return Load()

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        self.asked.append(frame)
        practitioner = Practitioner(self.choreography)
        return practitioner.camera.landmarks(practitioner.points(frame.t), seq=frame.seq, t=frame.t)

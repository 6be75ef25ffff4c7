"""The demo practitioner as a source: the whole thing on a machine without a camera."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from server.analysis.landmarks import Frame
from server.client.sources import Look
from server.demo import film
from server.demo.camera import Camera
from server.demo.choreography import Choreography, first_practice
from server.demo.practitioner import Practitioner


@dataclass(frozen=True, slots=True)
class Demo:
    """One round of a choreography, drawn as it goes.

    The truth goes along in each picture's comment: a server without a landmark network reads it there.
    """

    look: Look = field(default_factory=Look)
    choreography: Choreography = field(default_factory=first_practice)
    name: str = "demo"

    @property
    def duration_s(self) -> float:
        return self.choreography.duration_s

    def frames(self) -> Iterator[Frame]:
        camera = Camera(size=(self.look.width, self.look.width * 3 // 4))
        practitioner = Practitioner(self.choreography, camera=camera)
        pictures = film.frames(practitioner, self.duration_s, self.look.fps, truth=True)
        for seq, jpeg in enumerate(pictures):
            yield Frame(seq, seq / self.look.fps, jpeg)

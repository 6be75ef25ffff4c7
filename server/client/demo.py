"""The demo practitioner as a source: the whole thing on a machine without a camera."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from server.analysis.engines.scripted import Truth, write_truth
from server.analysis.landmarks import Frame
from server.client.sources import Look, encode
from server.demo.camera import Camera
from server.demo.choreography import Choreography, first_practice
from server.demo.practitioner import Practitioner


@dataclass(frozen=True, slots=True)
class Demo:
    """One round of a choreography, drawn as it goes."""

    look: Look = field(default_factory=Look)
    choreography: Choreography = field(default_factory=first_practice)
    name: str = "demo"

    @property
    def duration_s(self) -> float:
        return self.choreography.duration_s

    def frames(self) -> Iterator[Frame]:
        camera = Camera(size=(self.look.width, self.look.width * 3 // 4))
        practitioner = Practitioner(self.choreography, camera=camera)
        for seq in range(round(self.duration_s * self.look.fps)):
            drawn = practitioner.frame(seq / self.look.fps, seq)
            jpeg = encode(np.ascontiguousarray(drawn.picture[:, :, ::-1]))
            # The truth goes along in the JPEG's comment: a server without a landmark network reads it there.
            truth = Truth(drawn.landmarks.image, drawn.landmarks.world)
            yield Frame(seq, drawn.t, write_truth(jpeg, truth))

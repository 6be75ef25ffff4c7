"""One person's body, picture after picture: MediaPipe's pose landmarker with its memory outside, as a value.

The order of the steps and every constant are those of MediaPipe Tasks `PoseLandmarker` 1.2 with one person on
a CPU; `bench.parity` measures that both find the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from server.analysis.engines.blazepose import detector, filters
from server.analysis.engines.blazepose.body import Body, project
from server.analysis.engines.blazepose.crop import Border, Pixels, crop
from server.analysis.engines.blazepose.detector import CONFIDENCE
from server.analysis.engines.blazepose.filters import IMAGE, WORLD, Smoothed
from server.analysis.engines.blazepose.networks import PLACE_SIZE, Networks
from server.analysis.engines.blazepose.region import Region
from server.analysis.landmarks import Points

LEAST_SIDE: Final = 1e-6
"""Pixels. A body without extent says nothing of speed, so it passes unsmoothed."""


@dataclass(frozen=True, slots=True)
class State:
    """All that is remembered of one person between two pictures, about 3 kB."""

    region: Region | None = None
    """Where to look next; None where the person has to be found first."""
    image: Smoothed | None = None
    """In pixels."""
    world: Smoothed | None = None
    visibility: Points | None = None

    def lost(self) -> State:
        """After a picture without the person. MediaPipe keeps these two, so the values go on from them."""
        return State(world=self.world, visibility=self.visibility)


class BlazePose:
    """The pipeline over two networks. It remembers nothing; one call at a time, as the networks ask."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks

    def detect(self, picture: Pixels, t: float, state: State = State()) -> tuple[Body | None, State]:
        """The body in the next picture of a session, smoothed, and what to remember.

        `t` is in seconds and later than at the picture before.
        """
        looked_in = state.region or self._search(picture)
        seen = self._look(picture, looked_in) if looked_in else None
        if seen is None:
            return None, state.lost()
        return _smooth(*seen, t, state, _size(picture))

    def photo(self, picture: Pixels) -> Body | None:
        """The body in a picture that stands alone, unsmoothed."""
        found = self.everybody(picture, most=1)
        return found[0] if found else None

    def everybody(self, picture: Pixels, most: int, confidence: float = CONFIDENCE) -> list[Body]:
        """The bodies of the `most` likely people, best first; `confidence` is the detector's."""
        found = detector.people(self._networks.find(detector.view(picture)), most, confidence)
        seen = (self._look(picture, detector.to_region(person, picture)) for person in found)
        return [body for body, _ in filter(None, seen)]

    def _search(self, picture: Pixels) -> Region | None:
        found = detector.people(self._networks.find(detector.view(picture)))
        return detector.to_region(found[0], picture) if found else None

    def _look(self, picture: Pixels, within: Region) -> tuple[Body, Region] | None:
        placed = self._networks.place(crop(picture, within, PLACE_SIZE, Border.REPLICATED))
        return project(placed, within, _size(picture))


def _smooth(
    body: Body, following: Region, t: float, state: State, size: tuple[int, int]
) -> tuple[Body, State]:
    visibility = filters.slow_mean(state.visibility, body.image[:, 3])
    world = filters.one_euro(state.world, t, body.world, WORLD)
    image, smoothed = body.image.copy(), state.image
    image[:, 3] = visibility
    if following.side >= LEAST_SIDE:
        unit = np.array((size[0], size[1], size[0]), np.float32)
        smoothed = filters.one_euro(state.image, t, body.image[:, :3] * unit, IMAGE, 1.0 / following.side)
        image[:, :3] = smoothed.value / unit
    return Body(image, world.value), State(following, smoothed, world, visibility)


def _size(picture: Pixels) -> tuple[int, int]:
    """Width and height."""
    return picture.shape[1], picture.shape[0]

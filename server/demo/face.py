"""Eyes, brows and mouth: small discs upon the head, which tell front from back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from server.demo.body import Floats, across, unit
from server.demo.camera import Camera

Colour: TypeAlias = tuple[float, ...]
"""Blue, green, red from 0 to 255."""

_WHITE: Final = (236, 238, 240)
_IRIS: Final = (48, 58, 78)
_LIPS: Final = (98, 104, 186)
_BETWEEN_LIPS: Final = (60, 60, 120)

_ANGLES: Final = np.linspace(0.0, 2.0 * np.pi, 10)[:-1, None]
_CURVE: Final = 9.0
"""How much further a mark looks outward per metre from the middle of the face (heads are round)."""

_HIDDEN: Final = 0.05
"""Cosine toward the lens below which a mark is on the far side of the head."""


class Mark(NamedTuple):
    """A disc to be painted."""

    rim: Floats
    """9 × 3 metres in the room."""

    colour: Colour
    depth: float
    """Metres away from the camera, as facets are sorted by; a little nearer than the skin beneath."""


class _Disc(NamedTuple):
    left: float
    """Metres from the middle of the ears; likewise up and forward."""

    up: float
    forward: float
    half_width: float
    half_height: float
    colour: Colour


def _discs(brow: Colour) -> Iterator[_Disc]:
    """Later ones lie on top of earlier ones."""
    for side in (1.0, -1.0):
        yield _Disc(0.033 * side, 0.029, 0.088, 0.0150, 0.0085, _WHITE)
        yield _Disc(0.032 * side, 0.029, 0.090, 0.0075, 0.0085, _IRIS)
        yield _Disc(0.034 * side, 0.050, 0.088, 0.0190, 0.0045, brow)
    yield _Disc(0.0, -0.053, 0.092, 0.0240, 0.0075, _LIPS)
    yield _Disc(0.0, -0.051, 0.093, 0.0220, 0.0018, _BETWEEN_LIPS)


def marks(room: Floats, camera: Camera, brow: Colour) -> Iterator[Mark]:
    """The marks that the camera sees on the head of a body told by its 33 points."""
    ears = room[7:9].mean(axis=0)
    left = unit(room[7] - room[8])
    front = across(room[0] - ears, left)
    up = np.cross(front, left)
    for rank, disc in enumerate(_discs(brow)):
        outward = unit(front + disc.left * _CURVE * left)
        middle = ears + disc.left * left + disc.up * up + disc.forward * front
        if float(unit(camera.lens - middle) @ outward) <= _HIDDEN:
            continue
        along = across(left, outward)
        rim = middle + disc.half_width * np.cos(_ANGLES) * along + disc.half_height * np.sin(_ANGLES) * up
        yield Mark(rim, disc.colour, float(middle[2]) - 0.02 - 0.001 * rank)

"""Eyes, brows, mouth and neckline: discs laid on the surface, which tell front from back."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple, TypeAlias

import numpy as np

from server.demo.body import Floats, across, unit
from server.demo.camera import Camera

Colour: TypeAlias = tuple[float, ...]
"""Blue, green, red from 0 to 255."""

_WHITE: Final = (226, 230, 234)
_IRIS: Final = (48, 58, 78)
_LIPS: Final = (98, 104, 186)
_BETWEEN_LIPS: Final = (60, 60, 120)
_PRINT: Final = (214, 222, 228)

_ANGLES: Final = np.linspace(0.0, 2.0 * np.pi, 15)[:-1, None]
_CURVE: Final = 9.0
"""How much further a mark looks outward per metre from the middle of the face (heads are round)."""

_HIDDEN: Final = 0.05
"""Cosine toward the lens below which a mark is on the far side of the head."""


class Mark(NamedTuple):
    """A disc to be painted."""

    rim: Floats
    """14 × 3 metres in the room."""

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
    smile: float = 0.0
    """Metres by which its ends lie higher than its middle."""


class _Patch(NamedTuple):
    up: float
    """From the hips, 0, to the shoulders, 1."""

    left: float
    """Metres; likewise forward."""

    forward: float
    half_width: float
    half_height: float
    lean: float
    """How far it looks upward: the tangent of the angle."""

    colour: Colour | None
    """None is skin."""


_CLOTHING: Final = (
    _Patch(1.06, 0.0, 0.060, 0.070, 0.058, 0.5, None),
    _Patch(0.72, 0.0, 0.133, 0.026, 0.026, 0.0, _PRINT),
    _Patch(0.13, 0.0, 0.100, 0.014, 0.006, 0.0, _PRINT),
    _Patch(0.075, 0.012, 0.096, 0.004, 0.030, 0.0, _PRINT),
    _Patch(0.085, -0.010, 0.096, 0.004, 0.024, 0.0, _PRINT),
)


def _discs(brow: Colour) -> Iterator[_Disc]:
    """Later ones lie on top of earlier ones."""
    for side in (1.0, -1.0):
        yield _Disc(0.033 * side, 0.029, 0.088, 0.0140, 0.0078, _WHITE)
        yield _Disc(0.032 * side, 0.029, 0.090, 0.0078, 0.0078, _IRIS)
        yield _Disc(0.034 * side, 0.050, 0.088, 0.0170, 0.0032, brow, -0.003)
    yield _Disc(0.0, -0.056, 0.092, 0.0250, 0.0065, _LIPS, 0.007)
    yield _Disc(0.0, -0.054, 0.093, 0.0240, 0.0016, _BETWEEN_LIPS, 0.007)


def marks(room: Floats, camera: Camera, skin: Colour, brow: Colour) -> Iterator[Mark]:
    """The marks that the camera sees on a body told by its 33 points."""
    ears = room[7:9].mean(axis=0)
    left = unit(room[7] - room[8])
    front = across(room[0] - ears, left)
    up = np.cross(front, left)
    for rank, disc in enumerate(_discs(brow)):
        outward = unit(front + disc.left * _CURVE * left)
        middle = ears + disc.left * left + disc.up * up + disc.forward * front
        along = across(left, outward)
        bend = disc.smile * np.cos(_ANGLES) ** 2
        rim = middle + disc.half_width * np.cos(_ANGLES) * along
        rim = rim + (disc.half_height * np.sin(_ANGLES) + bend) * up
        if _faces(camera, middle, outward):
            yield Mark(rim, disc.colour, float(middle[2]) - 0.02 - 0.001 * rank)
    yield from _clothing(room, camera, skin)


def _clothing(room: Floats, camera: Camera, skin: Colour) -> Iterator[Mark]:
    """The round neck of the top, a print on the chest and the knotted string of the trousers."""
    hips, shoulders = room[23:25].mean(axis=0), room[11:13].mean(axis=0)
    trunk = unit(shoulders - hips)
    for part in _CLOTHING:
        line = room[11] - room[12] if part.up > 0.5 else room[23] - room[24]
        left = across(unit(line), trunk)
        front = np.cross(left, trunk)
        rise = across(trunk, unit(front + part.lean * trunk))
        middle = hips + part.up * (shoulders - hips) + part.left * left + part.forward * front
        rim = middle + part.half_width * np.cos(_ANGLES) * left + part.half_height * np.sin(_ANGLES) * rise
        if _faces(camera, middle, front):
            colour = part.colour or tuple(0.93 * channel for channel in skin)
            yield Mark(rim, colour, float(middle[2]) - 0.012)


def _faces(camera: Camera, middle: Floats, outward: Floats) -> bool:
    return float(unit(camera.lens - middle) @ outward) > _HIDDEN

"""Draws the practitioner: facets lit from a window, painted from far to near, and a face upon them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from server.demo.body import Floats, unit
from server.demo.camera import Camera
from server.demo.face import Colour, marks
from server.demo.surface import CLOTH, CLOTHS, CORNERS, axes_of, vertices

Picture: TypeAlias = npt.NDArray[np.uint8]
Polygon: TypeAlias = npt.NDArray[np.int32]

_FINER: Final = 2
"""The figure is painted this many times larger and averaged down, so that its edges are smooth."""

_SUBPIXEL_BITS: Final = 3
_MARGIN: Final = 8

_WINDOW: Final = unit(np.array([-0.55, -0.62, -0.56]))
"""Toward the light: up, to the left, on the camera's side."""


@dataclass(frozen=True, slots=True)
class Look:
    """The colours of a practitioner."""

    skin: Colour = (136, 168, 222)
    top: Colour = (98, 112, 214)
    trousers: Colour = (104, 74, 58)
    hair: Colour = (38, 50, 74)

    def cloths(self) -> Floats:
        """4 × 3, in the order of CLOTHS."""
        return np.array([getattr(self, cloth) for cloth in CLOTHS], dtype=np.float64)


CORAL: Final = Look()
TEAL: Final = Look(skin=(96, 126, 178), top=(150, 142, 62), trousers=(84, 84, 84), hair=(28, 30, 36))
"""A second practitioner beside the first."""


def draw(picture: Picture, room: Floats, camera: Camera, look: Look = CORAL) -> None:
    """Paint the body that 33 points in the room tell over a picture (height × width × 3, BGR), in place."""
    corners = vertices(axes_of(room))
    pixels = camera.project(corners)
    box = _box(pixels, camera.size)
    if box is None:
        return
    left, top, right, bottom = box
    patch = picture[top:bottom, left:right]
    fine = cv2.resize(patch, None, fx=_FINER, fy=_FINER, interpolation=cv2.INTER_LINEAR)
    for polygon, colour in _painting(room, corners, camera, look, np.array([left, top])):
        cv2.fillConvexPoly(fine, polygon, colour, cv2.LINE_8, _SUBPIXEL_BITS)
    smooth = cv2.GaussianBlur(fine, (3, 3), 0)
    cv2.resize(smooth, (right - left, bottom - top), dst=patch, interpolation=cv2.INTER_AREA)


def _painting(
    room: Floats, corners: Floats, camera: Camera, look: Look, origin: npt.NDArray[np.int_]
) -> Iterator[tuple[Polygon, Colour]]:
    """What to fill in the enlarged patch at `origin`, and in what colour, the farthest first."""
    seen, colours, depths = _body(corners, camera, look)
    polygons = list(_fixed(camera.project(corners[CORNERS[seen]]) - origin))
    for mark in marks(room, camera, look.skin, look.hair):
        polygons.append(_fixed(camera.project(mark.rim) - origin))
        colours.append(mark.colour)
        depths.append(mark.depth)
    for index in np.argsort(-np.array(depths), kind="stable").tolist():
        yield polygons[index], colours[index]


def _box(pixels: Floats, size: tuple[int, int]) -> tuple[int, int, int, int] | None:
    """The part of the picture that the body covers: left, top, right, bottom."""
    low = np.floor(pixels.min(axis=0)).astype(int) - _MARGIN
    high = np.ceil(pixels.max(axis=0)).astype(int) + _MARGIN
    left, top = (int(v) for v in np.maximum(low, 0))
    right, bottom = (int(v) for v in np.minimum(high, size))
    return (left, top, right, bottom) if left < right and top < bottom else None


def _fixed(pixels: Floats) -> Polygon:
    """Fixed-point coordinates in the enlarged patch."""
    scaled = (pixels * _FINER + (_FINER - 1) / 2) * (1 << _SUBPIXEL_BITS)
    return np.rint(scaled).astype(np.int32)


def _body(
    corners: Floats, camera: Camera, look: Look
) -> tuple[npt.NDArray[np.intp], list[tuple[float, ...]], list[float]]:
    """The facets that face the camera: which, in what colour, how far away."""
    quads = corners[CORNERS]
    normals = np.cross(quads[:, 2] - quads[:, 0], quads[:, 3] - quads[:, 1])
    middles = quads.mean(axis=1)
    toward = camera.lens - middles
    seen = np.flatnonzero((normals * toward).sum(axis=1) > 0.0)
    colours = _lit(unit(normals[seen]), unit(toward[seen]), look.cloths()[CLOTH[seen]])
    return seen, [tuple(colour) for colour in colours.tolist()], middles[seen, 2].tolist()


def _lit(normals: Floats, toward: Floats, colours: Floats) -> Floats:
    """Colours under a window's light, a paler one from above, and darker where the surface turns away."""
    window = 0.5 + 0.5 * (normals @ _WINDOW)
    above = 0.5 - 0.5 * normals[:, 1]
    facing = np.clip((normals * toward).sum(axis=1), 0.0, 1.0)
    light = (0.46 + 0.56 * window * window + 0.14 * above) * (0.78 + 0.22 * np.sqrt(facing))
    lit: Floats = np.clip(colours * light[:, None], 0.0, 255.0)
    return lit

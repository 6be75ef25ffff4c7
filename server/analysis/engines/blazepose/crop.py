"""Cuts a turned square out of a picture, on the very sampling grid that MediaPipe's OpenCV uses."""

from __future__ import annotations

import math
from enum import IntEnum
from functools import cache
from typing import Final, TypeAlias

import cv2
import numpy as np
import numpy.typing as npt

from server.analysis.engines.blazepose.region import Region

Pixels: TypeAlias = npt.NDArray[np.uint8]
"""Height × width × 3, RGB."""

Fixed: TypeAlias = npt.NDArray[np.int32]
"""Positions along one axis of the picture, in 2⁻¹⁵ pixel."""

FRACTION_BITS: Final = 15
GRID_BITS: Final = 5
"""OpenCV's warpAffine adds in 2⁻¹⁵ pixel and samples on a grid of 1/32."""
GUARD_BITS: Final = FRACTION_BITS - GRID_BITS
GRID: Final = (1 << GRID_BITS) - 1


class Border(IntEnum):
    """What lies outside the picture."""

    BLACK = cv2.BORDER_CONSTANT
    REPLICATED = cv2.BORDER_REPLICATE


def crop(picture: Pixels, region: Region, size: int, border: Border) -> Pixels:
    """The region as `size` × `size` × 3 bytes, bilinear.

    Corners map to corners: pixel i samples the picture at i/size of the side, without the usual half pixel.
    The OpenCV inside MediaPipe rounds positions to 1/32 pixel and newer ones do not, which alone moves
    landmarks by 0.05 % of body height; so the positions are computed here and handed to remap.
    """
    x, y = _positions(region, size)
    pixel = np.empty((size, size, 2), np.int16)
    np.right_shift(x, GRID_BITS, out=pixel[..., 0], casting="unsafe")
    np.right_shift(y, GRID_BITS, out=pixel[..., 1], casting="unsafe")
    x &= GRID
    y &= GRID
    y <<= GRID_BITS
    y |= x
    step = y.astype(np.uint16)
    out = np.empty((size, size, 3), np.uint8)
    cv2.remap(picture, pixel, step, cv2.INTER_LINEAR, out, borderMode=border)
    return out


def _positions(region: Region, size: int) -> tuple[Fixed, Fixed]:
    """Where each pixel of the crop samples the picture, x and y, in steps of the grid.

    What a row and what a column adds is rounded apart, then summed and cut, as warpAffine does.
    """
    scale = region.side / size
    cos, sin = math.cos(region.turn) * scale, math.sin(region.turn) * scale
    left = region.x - 0.5 * size * (cos - sin)
    top = region.y - 0.5 * size * (sin + cos)
    i, half = _iota(size), 1 << (GUARD_BITS - 1)
    x = (_fixed(left - sin * i) + half)[:, None] + _fixed(cos * i)
    y = (_fixed(top + cos * i) + half)[:, None] + _fixed(sin * i)
    x >>= GUARD_BITS
    y >>= GUARD_BITS
    return x, y


@cache
def _iota(size: int) -> npt.NDArray[np.float64]:
    return np.arange(size, dtype=np.float64)


def _fixed(pixels: npt.NDArray[np.float64]) -> Fixed:
    return np.rint(pixels * (1 << FRACTION_BITS)).astype(np.int32)

"""The room behind the practitioner: wall, wooden floor, mat, and the soft shadow of a body on it."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import cv2
import numpy as np

from server.demo.body import Floats
from server.demo.camera import Camera
from server.demo.figure import Picture

_WALL_Z: Final = 1.35
"""Metres from the middle of the room to the wall."""

_WALL_TOP: Final = (226, 232, 234)
_WALL_LOW: Final = (208, 217, 221)
_FLOOR: Final = (146, 178, 204)
_SKIRTING: Final = (236, 240, 242)
_MAT: Final = (150, 146, 106)
_LEAF: Final = (104, 140, 112)
_POT: Final = (196, 206, 214)

_COARSE: Final = 8
"""The shadow is painted this many times smaller: it is blurred anyway."""

_BONES: Final = (
    (11, 12), (11, 23), (12, 24), (23, 24), (11, 13), (13, 15), (12, 14), (14, 16), (15, 19), (16, 20),
    (23, 25), (25, 27), (24, 26), (26, 28), (27, 31), (28, 32), (0, 11), (0, 12),
)  # fmt: skip


@lru_cache(maxsize=8)
def _empty(camera: Camera) -> Picture:
    picture = _wall(camera)
    _floor(picture, camera)
    skirting = camera.project(np.array([[-9.0, -0.09, _WALL_Z], [9.0, 0.0, _WALL_Z]])).astype(int).tolist()
    cv2.rectangle(picture, skirting[0], skirting[1], _SKIRTING, -1)
    _sunlight(picture, camera)
    _plant(picture, camera)
    _polygon(picture, camera, _flat(-1.02, 1.02, -0.40, 0.40), _MAT)
    _polygon(picture, camera, _flat(-0.99, 0.99, -0.37, 0.37), _shade(_MAT, 1.06))
    picture.setflags(write=False)
    return picture


def _wall(camera: Camera) -> Picture:
    width, height = camera.size
    foot = float(camera.project(np.array([0.0, 0.0, _WALL_Z]))[1])
    share = np.clip(np.arange(height) / foot, 0.0, 1.0)[:, None, None]
    wall = np.array(_WALL_TOP) * (1.0 - share) + np.array(_WALL_LOW) * share
    return np.clip(wall * _window(width, height), 0, 255).astype(np.uint8)


def empty(camera: Camera) -> Picture:
    """The room with nobody in it; height × width × 3, BGR, the caller's to draw on."""
    return _empty(camera).copy()


def _window(width: int, height: int) -> Floats:
    """Light from a window on the left, fading to the right."""
    x = np.linspace(0.0, 1.0, width)[None, :, None]
    y = np.linspace(0.0, 1.0, height)[:, None, None]
    light: Floats = 0.90 + 0.13 * np.exp(-((x - 0.15) ** 2) / 0.18 - (y - 0.2) ** 2 / 0.5)
    return light


def _flat(left: float, right: float, near: float, far: float) -> Floats:
    return np.array([[left, 0.0, near], [right, 0.0, near], [right, 0.0, far], [left, 0.0, far]])


def _polygon(picture: Picture, camera: Camera, room: Floats, colour: tuple[int, ...]) -> None:
    fixed = np.rint(camera.project(room) * 16).astype(np.int32)
    cv2.fillConvexPoly(picture, fixed, colour, cv2.LINE_AA, 4)


def _floor(picture: Picture, camera: Camera) -> None:
    """Boards that run toward the camera, each of a slightly different wood."""
    tones = np.random.default_rng(7).uniform(0.95, 1.03, 60)
    near = 0.4 - camera.distance
    for board, tone in enumerate(tones):
        left = -6.0 + 0.2 * board
        _polygon(picture, camera, _flat(left, left + 0.2, near, _WALL_Z), _shade(_FLOOR, tone))
        _polygon(picture, camera, _flat(left, left + 0.006, near, _WALL_Z), _shade(_FLOOR, 0.86))


def _upright(left: float, right: float, low: float, high: float, slant: float = 0.0) -> Floats:
    """Four corners on the wall; its upper edge lies `slant` metres to the right of its lower one."""
    corners = [[left, -low], [right, -low], [right + slant, -high], [left + slant, -high]]
    return np.array([[x, y, _WALL_Z] for x, y in corners])


def _sunlight(picture: Picture, camera: Camera) -> None:
    """Four panes of a window's light on the wall, with soft edges."""
    glow = np.zeros(picture.shape[:2], np.uint8)
    for left in (-1.75, -1.33):
        for low in (0.75, 1.33):
            panes = np.rint(camera.project(_upright(left, left + 0.36, low, low + 0.52, 0.16)) * 16)
            cv2.fillConvexPoly(glow, panes.astype(np.int32), (84,), cv2.LINE_AA, 4)
    soft = cv2.GaussianBlur(glow, (0, 0), camera.size[1] / 120)
    light = soft[..., None] / 255 * np.array([0.55, 0.85, 1.0])
    picture[:] = (picture + (255 - picture) * light).astype(np.uint8)


def _plant(picture: Picture, camera: Camera) -> None:
    """A pot with long leaves in the corner by the wall."""
    random = np.random.default_rng(11)
    foot = np.array([1.92, 0.0, _WALL_Z - 0.2])
    for lean in np.linspace(-1.0, 1.0, 13)[random.permutation(13)]:
        length, bow = random.uniform(0.5, 0.75), 0.36 * lean
        along = np.linspace(0.0, 1.0, 9)[:, None]
        spine = (
            foot
            + [0.0, -0.3, 0.0]
            + along * [0.1 * lean, -length, 0.0]
            + along**2 * [bow, 0.18 * abs(lean), 0.0]
        )
        half = 0.045 * np.sin(np.pi * np.clip(along, 0.04, 1.0)) * [1.0, 0.35 * np.sign(lean), 0.0]
        outline = np.concatenate([spine - half, (spine + half)[::-1]])
        fixed = np.rint(camera.project(outline) * 16).astype(np.int32)
        cv2.fillPoly(picture, [fixed], _shade(_LEAF, random.uniform(0.8, 1.15)), cv2.LINE_AA, 4)
    pot = np.array([[-0.11, 0.0, 0.0], [0.11, 0.0, 0.0], [0.15, -0.32, 0.0], [-0.15, -0.32, 0.0]])
    _polygon(picture, camera, foot + pot, _POT)


def _shade(colour: tuple[int, int, int], tone: float) -> tuple[int, int, int]:
    blue, green, red = (int(channel * tone) for channel in colour)
    return blue, green, red


def cast_shadow(picture: Picture, room: Floats, camera: Camera) -> None:
    """Darken the floor under a body told by 33 points, in place."""
    width, height = camera.size
    fallen = room.copy()
    fallen[:, 0] -= 0.25 * room[:, 1]
    fallen[:, 2] -= 0.12 * room[:, 1]
    fallen[:, 1] = 0.0
    pixels = np.rint(camera.project(fallen) / _COARSE).astype(int).tolist()
    mask = np.zeros((height // _COARSE, width // _COARSE), np.uint8)
    for a, b in _BONES:
        nearness = float(np.clip(1.0 + (room[a, 1] + room[b, 1]) / 2 / 1.6, 0.25, 1.0))
        cv2.line(mask, pixels[a], pixels[b], int(120 * nearness), max(1, 14 * height // 480 // _COARSE))
    soft = cv2.GaussianBlur(mask, (0, 0), 1.6)
    top = int(camera.project(np.array([0.0, 0.0, _WALL_Z]))[1])
    full = cv2.resize(soft, (width, height), interpolation=cv2.INTER_LINEAR)[top:]
    shade = cv2.merge([full, full, full])
    floor = picture[top:]
    floor[:] = cv2.subtract(floor, cv2.multiply(floor, shade, scale=1 / 255))

"""A picture of the room with as many people in it as are asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from server.demo.body import Floats, points
from server.demo.camera import Camera
from server.demo.figure import CORAL, TEAL, Look, Picture, draw
from server.demo.poses import pose
from server.demo.room import cast_shadow, empty


def picture(bodies: Sequence[tuple[Floats, Look]], camera: Camera) -> Picture:
    """The room with these bodies (33 points in the room, and colours); height × width × 3, BGR."""
    drawn = empty(camera)
    for body, _ in bodies:
        cast_shadow(drawn, body, camera)
    for body, look in sorted(bodies, key=lambda told: -float(told[0][23:25, 2].mean())):
        draw(drawn, body, camera, look)
    return drawn


def nobody(camera: Camera | None = None) -> Picture:
    """The empty room."""
    return picture((), camera or Camera())


def two_people(camera: Camera | None = None) -> Picture:
    """Two people side by side, standing."""
    standing = pose("mountain")
    left, right = (points(replace(standing, place=x)) for x in (-0.6, 0.6))
    return picture(((left, CORAL), (right, TEAL)), camera or Camera())

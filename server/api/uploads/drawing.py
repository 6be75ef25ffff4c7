"""The skeleton drawn onto the picture it was found in."""

from __future__ import annotations

import io
from collections.abc import Collection
from typing import Final

from PIL import Image, ImageDraw

from server.analysis.landmarks import NAMES, Landmarks

SEEN: Final = 0.5
"""Visibility from which a point is drawn."""

LINE: Final = (255, 255, 255)
EDGE: Final = (0, 0, 0)
"""About each line, which would be lost on a white wall."""

POINT: Final = (0, 150, 136)
RING: Final = (255, 152, 0)
QUALITY: Final = 85

LIMBS: Final = (
    ("left_shoulder", "right_shoulder"),
    ("left_shoulder", "left_elbow"),
    ("left_elbow", "left_wrist"),
    ("right_shoulder", "right_elbow"),
    ("right_elbow", "right_wrist"),
    ("left_shoulder", "left_hip"),
    ("right_shoulder", "right_hip"),
    ("left_hip", "right_hip"),
    ("left_hip", "left_knee"),
    ("left_knee", "left_ankle"),
    ("left_ankle", "left_heel"),
    ("left_heel", "left_foot_index"),
    ("right_hip", "right_knee"),
    ("right_knee", "right_ankle"),
    ("right_ankle", "right_heel"),
    ("right_heel", "right_foot_index"),
)


def drawn(jpeg: bytes, landmarks: Landmarks, ringed: Collection[str] = ()) -> bytes:
    """The JPEG with the body's lines on it, and a ring about each of the named points."""
    with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
        picture = opened.convert("RGB")
    draw = ImageDraw.Draw(picture)
    width, height = picture.size
    thick = max(2, round(max(width, height) / 160))
    points = {
        name: (float(x) * width, float(y) * height)
        for name, (x, y, _, visibility) in zip(NAMES, landmarks.image, strict=True)
        if visibility >= SEEN
    }
    limbs = [(points[start], points[end]) for start, end in LIMBS if start in points and end in points]
    for colour, wide in ((EDGE, thick + 2), (LINE, thick)):
        for limb in limbs:
            draw.line(limb, colour, wide)
    for name, (x, y) in points.items():
        if any(name in limb for limb in LIMBS):
            draw.ellipse((x - thick, y - thick, x + thick, y + thick), POINT)
        if name in ringed:
            far = 4 * thick
            draw.ellipse((x - far, y - far, x + far, y + far), outline=RING, width=thick)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()

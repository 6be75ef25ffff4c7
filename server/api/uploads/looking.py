"""Looks at one picture as well as an engine can: again where the body was, and turned if nobody is found."""

from __future__ import annotations

import asyncio
import io
from typing import Final

from PIL import Image

from server.analysis.engines.base import Landmarker
from server.analysis.landmarks import Detection, Frame, Landmarks, turned_back

AGAIN: Final = 3
"""After the first look, which goes by the face, each one goes by the body that the last one found."""

APART_S: Final = 1.0
"""Longer than an engine lets an answer stand for a picture that does not change."""

QUALITY: Final = 92
TURNS: Final = (1, 2, 3)
"""Quarter turns: the first look finds faces, and of people upside down too few."""


async def looks_at(landmarker: Landmarker, jpeg: bytes) -> list[Landmarks]:
    """The first and the last of several looks; none where nobody is there. Raises as `detect` does."""
    upright = await _look(landmarker, jpeg, 0.0)
    if upright:
        return upright
    for turns in TURNS:
        turned = await asyncio.to_thread(_turned, jpeg, turns)
        found = await _look(landmarker, turned, turns * (AGAIN + 1) * APART_S)
        if found:
            return [turned_back(one, turns) for one in found]
    return []


async def _look(landmarker: Landmarker, jpeg: bytes, t: float) -> list[Landmarks]:
    found: list[Detection] = []
    for n in range(AGAIN + 1):
        found.append(await landmarker.detect(Frame(n, t + n * APART_S, jpeg)))
        if not isinstance(found[-1], Landmarks):
            break
    bodies = [one for one in found if isinstance(one, Landmarks)]
    return [bodies[0], bodies[-1]] if len(bodies) > 1 else bodies


def _turned(jpeg: bytes, turns: int) -> bytes:
    """The picture a number of quarter turns to the left."""
    with Image.open(io.BytesIO(jpeg)) as picture, io.BytesIO() as out:
        picture.convert("RGB").rotate(90 * turns, expand=True).save(out, "JPEG", quality=QUALITY)
        return out.getvalue()

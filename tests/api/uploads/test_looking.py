"""A picture is looked at again where the body was, and turned where nobody was found."""

from __future__ import annotations

import io
from collections.abc import Callable

import numpy as np
import pytest
from PIL import Image

from server.analysis.engines.base import Newer, unchanged
from server.analysis.landmarks import Detection, Frame, Landmarks, Nobody, turned_back
from server.api.uploads.looking import AGAIN, looks_at
from tests.analysis.bodies import body, picture

pytestmark = pytest.mark.anyio


class Watched:
    """A landmarker that answers by a rule and remembers what it was shown."""

    def __init__(self, answer: Callable[[Image.Image, Frame], Landmarks | None]) -> None:
        self._answer = answer
        self.shown: list[Frame] = []

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        self.shown.append(frame)
        with Image.open(io.BytesIO(frame.picture)) as image:
            found = self._answer(image, frame)
        return found if found is not None else Nobody(frame.seq, frame.t)


def jpeg(width: int = 60, height: int = 40) -> bytes:
    """Black, its top left corner white."""
    image, out = Image.new("RGB", (width, height)), io.BytesIO()
    image.paste((255, 255, 255), (0, 0, 20, 20))
    image.save(out, "JPEG")
    return out.getvalue()


async def test_who_is_found_is_looked_at_again_in_one_stream_of_time() -> None:
    watched = Watched(lambda _, frame: picture(body("tree"), seq=frame.seq, t=frame.t))

    looks = await looks_at(watched, jpeg())

    times = [frame.t for frame in watched.shown]
    assert len(times) == AGAIN + 1
    assert times == sorted(set(times))
    assert [look.t for look in looks] == [times[0], times[-1]]


async def test_who_is_lost_again_is_known_by_the_looks_before() -> None:
    watched = Watched(lambda _, frame: picture(body("tree")) if frame.t == 0.0 else None)

    assert len(await looks_at(watched, jpeg())) == 1


async def test_a_picture_in_which_nobody_is_found_is_turned() -> None:
    def upside_down(image: Image.Image, frame: Frame) -> Landmarks | None:
        corner = image.convert("L").crop((image.width - 3, image.height - 3, image.width, image.height))
        turned = min(corner.tobytes()) > 200
        return picture(body("tree"), seq=frame.seq, t=frame.t) if turned else None

    watched = Watched(upside_down)
    looks = await looks_at(watched, jpeg())

    assert len(looks) == 2
    upright = picture(body("tree"))
    np.testing.assert_allclose(looks[0].image[:, :2], 1.0 - upright.image[:, :2], atol=1e-6)
    times = [frame.t for frame in watched.shown]
    assert times == sorted(set(times))


async def test_a_picture_without_anybody_gives_nothing() -> None:
    assert await looks_at(Watched(lambda *_: None), jpeg()) == []


def test_landmarks_of_a_turned_picture_turn_back() -> None:
    with Image.open(io.BytesIO(jpeg())) as image:
        turned = image.rotate(90, expand=True)
    bright = np.argwhere(np.asarray(turned.convert("L")) > 128).mean(axis=0)
    points = np.zeros((33, 4), dtype=np.float32)
    points[:, 0], points[:, 1] = bright[1] / turned.width, bright[0] / turned.height
    world = np.tile(np.array([0.0, -1.0, 0.3], dtype=np.float32), (33, 1))
    found = Landmarks(0, 0.0, points, world, turned.size)

    back = turned_back(found, 1)

    assert back.size == (60, 40)
    np.testing.assert_allclose(back.image[0, :2], [10 / 60, 10 / 40], atol=0.02)
    assert back.world is not None
    np.testing.assert_allclose(back.world[0], [1.0, 0.0, 0.3], atol=1e-6)
    np.testing.assert_allclose(turned_back(found, 4).image, found.image, atol=1e-6)

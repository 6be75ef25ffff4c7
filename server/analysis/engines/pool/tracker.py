"""What a worker does with one picture. It has no memory of its own: any can take any session's next frame."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

import numpy as np
import simplejpeg

from server.analysis.engines import people
from server.analysis.engines.blazepose import detector
from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.networks import PLACE_SIZE, Networks
from server.analysis.engines.blazepose.pipeline import BlazePose, State
from server.analysis.engines.exchange import REASON_BYTES, Answer, Question, Reply, Wish, pack_body
from server.analysis.engines.pool import stillness
from server.analysis.engines.pool.memory import Memory, scaled, unpack
from server.analysis.engines.pool.stillness import Held
from server.analysis.landmarks import Points

MOST_PIXELS: Final = 32_000_000
"""Nothing larger is decoded, whatever gate let it through: 96 MB of pixels."""

HALVED_SIDE: Final = 1280
"""From this longer side on a picture is decoded at half its size, if its region of interest then still has
more pixels than the network's crop. Smaller pictures gain nothing (docs/performance.md)."""

SECOND_PERSON: Final = 0.15
"""Detector confidence when looking for other people. MediaPipe's own 0.5 misses 55 % of the pairs put
together from the evaluation photos, this 40 %; neither saw two in 634 pictures of one person, as
`people.count` sifts."""


class Tracker:
    """The pipeline over two networks. One question at a time."""

    def __init__(self, networks: Networks) -> None:
        self._networks = networks
        self._pipeline = BlazePose(networks)

    def answer(self, question: Question) -> Reply:
        """`LOST` with a reason where the picture cannot be read. Raises ValueError for a broken memory."""
        taken_ns = time.monotonic_ns()
        try:
            size = _size(question.picture)
            reply = self._count(question) if question.wish == Wish.COUNT else self._detect(question, size)
        except _Unreadable as error:
            return Reply(Answer.LOST, taken_ns=taken_ns, body=str(error).encode()[:REASON_BYTES])
        return replace(reply, taken_ns=taken_ns, size=size)

    def _detect(self, question: Question, size: tuple[int, int]) -> Reply:
        started = time.perf_counter()
        before = unpack(question.memory) if question.memory else Memory(size)
        if before.size != size:  # a phone that was turned: the old picture's pixels mean nothing
            before = Memory(size)
        thumb = _thumbnail(question.picture) if question.carry_s else None
        held, region = before.held, before.state.region
        still = stillness.Bounds(question.carry_s, region, size[0])
        if held is not None and thumb is not None and stillness.still(held, thumb, question.t, still):
            return _reply(held.body, b"", decode_ms=_ms(started), carried=True)
        pixels = decode(question.picture, size, None if region is None else region.side)
        decoded = time.perf_counter()
        body, state = self._look(pixels, question.t, before.state, size[0])
        after = Memory(size, state)
        if thumb is not None:
            after = replace(after, held=Held(question.t, stillness.noise(held, thumb), body, thumb))
        return _reply(body, after.packed(), decode_ms=_ms(started, decoded), detect_ms=_ms(decoded))

    def _look(self, pixels: Pixels, t: float, state: State, width: int) -> tuple[Points | None, State]:
        smaller = pixels.shape[1] / width
        body, state = self._pipeline.detect(pixels, t, scaled(state, smaller))
        state = scaled(state, 1 / smaller)
        return None if body is None else np.hstack((body.image, body.world)), state

    def _count(self, question: Question) -> Reply:
        """The people, found by the detector alone while it sees no second one."""
        started = time.perf_counter()
        pixels = decode(question.picture, _size(question.picture))
        decoded = time.perf_counter()
        seen = detector.people(self._networks.find(detector.view(pixels)), 2, SECOND_PERSON)
        count = len(seen)
        if count > 1:
            bodies = [body.image for body in self._pipeline.everybody(pixels, 2, SECOND_PERSON)]
            count = people.count(bodies, (pixels.shape[1], pixels.shape[0]))
        return Reply(Answer.NOBODY, people=count, decode_ms=_ms(started, decoded), detect_ms=_ms(decoded))


class _Unreadable(Exception):
    """The picture is no JPEG, or not a whole one, or larger than anything we decode."""


def decode(picture: bytes, size: tuple[int, int], side: float | None = None) -> Pixels:
    """Height × width × 3 bytes, RGB; at half its size if a region of `side` pixels has enough of them then.

    Raises an error that `Tracker.answer` tells as a lost frame.
    """
    halved = side is not None and max(size) >= HALVED_SIDE and side >= 2 * PLACE_SIZE
    least = {"min_width": -(-size[0] // 2), "min_height": -(-size[1] // 2)} if halved else {}
    try:
        pixels: Pixels = simplejpeg.decode_jpeg(picture, "RGB", strict=True, **least)
    except ValueError as error:
        raise _Unreadable(str(error)) from error
    return pixels


def _thumbnail(picture: bytes) -> stillness.Thumb:
    try:
        return stillness.thumbnail(picture)
    except ValueError as error:
        raise _Unreadable(str(error)) from error


def _size(picture: bytes) -> tuple[int, int]:
    """Width and height, out of the header."""
    try:
        height, width, _, _ = simplejpeg.decode_jpeg_header(picture, strict=True)
    except ValueError as error:
        raise _Unreadable(str(error)) from error
    if height * width > MOST_PIXELS:
        raise _Unreadable(f"a picture of {width} × {height} is too large")
    return width, height


def _reply(
    body: Points | None, memory: bytes, *, decode_ms: float, detect_ms: float = 0.0, carried: bool = False
) -> Reply:
    """An empty memory says that the old one still holds."""
    kind = Answer.NOBODY if body is None else Answer.BODY
    found = b"" if body is None else pack_body(body[:, :4], body[:, 4:])
    return Reply(
        kind,
        people=int(body is not None),
        body=found + memory,
        decode_ms=decode_ms,
        detect_ms=detect_ms,
        carried=carried,
    )


def _ms(since: float, until: float | None = None) -> float:
    return ((time.perf_counter() if until is None else until) - since) * 1e3

"""What the server and a worker say to each other: fixed headers and plain numbers, no pickle."""

from __future__ import annotations

import struct
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np

from server.analysis.landmarks import COUNT, Points

REQUEST: Final = struct.Struct("!BQQI")
"""Kind, landmarker, session time in ms, length of the picture that follows."""

QUESTION: Final = struct.Struct("!BxdfII")
"""To a worker without a memory of its own: kind, session time in s, how long an answer may be carried on in
s, length of the session's memory, length of the picture; both follow."""

REPLY: Final = struct.Struct("!B?BHHQffI")
"""Kind, whether an earlier answer was carried on, people, width, height, taken up at (ns of the monotonic
clock, which all processes share), decode ms, detect ms, length of the body that follows."""

BODY_BYTES: Final = COUNT * (4 + 3) * 4
REASON_BYTES: Final = 500
MEMORY_BYTES: Final = 32 * 1024
PICTURE_BYTES: Final = 64 * 1024 * 1024

Parts: TypeAlias = tuple[bytes, ...]
"""A message in pieces that are sent one after another, so that a picture is not copied to join them."""

MakeParts: TypeAlias = Callable[[], Parts]


class Wish(IntEnum):
    DETECT = 1
    CLOSE = 2
    """Forget a landmarker. Not answered."""
    COUNT = 3
    """Count the people."""


class Answer(IntEnum):
    READY = 1
    """Sent once, when the networks are loaded."""

    BODY = 2
    """33 × 4 image values and 33 × 3 world values, little-endian float32, follow."""

    NOBODY = 3
    LOST = 4
    """A reason in UTF-8 follows."""


@dataclass(frozen=True, slots=True)
class Question:
    """One picture, and what is known of the session it comes from."""

    wish: Wish
    picture: bytes
    t: float = 0.0
    carry_s: float = 0.0
    """How long an answer may stand while its picture does; 0 is not at all."""
    memory: bytes = b""

    def parts(self) -> Parts:
        head = QUESTION.pack(self.wish, self.t, self.carry_s, len(self.memory), len(self.picture))
        return head, self.memory, self.picture


@dataclass(frozen=True, slots=True)
class Reply:
    """What a worker found in one frame."""

    kind: Answer
    people: int = 0
    size: tuple[int, int] = (0, 0)
    taken_ns: int = 0
    decode_ms: float = 0.0
    detect_ms: float = 0.0
    body: bytes = b""
    """Of a worker without a memory of its own, the session's new memory follows the body."""
    carried: bool = False

    def packed(self) -> bytes:
        width, height = self.size
        times = (self.taken_ns, self.decode_ms, self.detect_ms)
        head = REPLY.pack(self.kind, self.carried, self.people, width, height, *times, len(self.body))
        return head + self.body


def request(wish: Wish, landmarker: int, t_ms: int = 0, picture: bytes = b"") -> bytes:
    return REQUEST.pack(wish, landmarker, t_ms, len(picture)) + picture


def take_reply(come: bytearray) -> Reply | None:
    """Take the first reply out of what has come; None until it is there as a whole.

    Raises ValueError when the stream is out of step.
    """
    if len(come) < REPLY.size:
        return None
    kind, carried, people, width, height, taken_ns, decode_ms, detect_ms, length = REPLY.unpack_from(come)
    if length > BODY_BYTES + MEMORY_BYTES:
        raise ValueError("a reply longer than any")
    answer, end = Answer(kind), REPLY.size + length
    if len(come) < end:
        return None
    body = bytes(come[REPLY.size : end])
    del come[:end]
    return Reply(answer, people, (width, height), taken_ns, decode_ms, detect_ms, body, carried)


def pack_body(image: Points, world: Points) -> bytes:
    return image.astype("<f4").tobytes() + world.astype("<f4").tobytes()


def unpack_body(body: bytes) -> tuple[Points, Points]:
    """33 × 4 image values and 33 × 3 world values. Raises ValueError when the length is wrong."""
    values = np.frombuffer(body, "<f4").astype(np.float32)
    if values.size != COUNT * 7:
        raise ValueError("a body of another length")
    return values[: COUNT * 4].reshape(COUNT, 4), values[COUNT * 4 :].reshape(COUNT, 3)

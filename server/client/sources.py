"""Where the client's pictures come from, and how they become JPEGs of a modest size."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Protocol

import av
import numpy as np
import numpy.typing as npt
import simplejpeg

from server.analysis.landmarks import Frame
from server.client.errors import SourceUnusable

DEFAULT_FPS: Final = 30.0
DEFAULT_WIDTH: Final = 640
"""Pixels: the landmark network looks at 256 × 256, more only costs bytes."""

JPEG_QUALITY: Final = 80


class Source(Protocol):
    """A row of pictures. `frames` may block: it runs in a thread of its own."""

    @property
    def name(self) -> str: ...

    @property
    def duration_s(self) -> float | None:
        """None where it has no end."""

    def frames(self) -> Iterator[Frame]:
        """Yield JPEG frames; `t` is seconds since the first one, by the source's own clock."""


@dataclass(frozen=True, slots=True)
class Look:
    """How pictures are made ready for sending."""

    fps: float = DEFAULT_FPS
    """At most this many frames per second; the rest are left out."""

    width: int = DEFAULT_WIDTH
    """Pixels; wider pictures are made smaller, narrower ones stay."""

    mirrored: bool = False
    """Flip left and right, as an evaluation of negatives asks for."""


@dataclass(frozen=True, slots=True)
class VideoFile:
    """A film on disk, turned the way the phone was held."""

    path: Path
    look: Look = Look()

    @property
    def name(self) -> str:
        return self.path.name

    @property
    def duration_s(self) -> float | None:
        with _open(str(self.path)) as container:
            return container.duration / av.time_base if container.duration else None

    def check(self) -> None:
        """Raise SourceUnusable now rather than in the middle of a practice."""
        with _open(str(self.path)) as container:
            _pictures(container, self.name)

    def frames(self) -> Iterator[Frame]:
        with _open(str(self.path)) as container:
            yield from _film(container, self.look, self.name)


@dataclass(frozen=True, slots=True)
class Camera:
    """A Video4Linux camera; its time is when a picture was read."""

    device: str
    """Such as `/dev/video0`."""

    look: Look = Look()
    duration_s: None = None

    @property
    def name(self) -> str:
        return self.device

    def frames(self) -> Iterator[Frame]:
        began = time.monotonic()
        thin = _Thinning(self.look.fps)
        with _open(self.device, "v4l2") as container:
            for picture in _decode(container, self.name):
                t = time.monotonic() - began
                if thin.take(t):
                    yield Frame(thin.taken, t, encode(_ready(picture, self.look)))


@dataclass(frozen=True, slots=True)
class Memory:
    """Frames made before, over and over for `duration_s`: what a benchmark sends."""

    pictures: tuple[bytes, ...]
    fps: float
    duration_s: float
    name: str = "memory"

    def frames(self) -> Iterator[Frame]:
        for seq in range(int(self.duration_s * self.fps)):
            yield Frame(seq, seq / self.fps, self.pictures[seq % len(self.pictures)])


class _Thinning:
    """Leaves frames out so that no more than `fps` remain."""

    def __init__(self, fps: float) -> None:
        self._step = 1.0 / fps
        self._due = 0.0
        self.taken = -1
        """Number of the last frame taken."""

    def take(self, t: float) -> bool:
        # A tenth of a step of patience: timestamps are rounded to the container's time base.
        if t < self._due - 0.1 * self._step:
            return False
        self._due = max(self._due + self._step, t)
        self.taken += 1
        return True


def _film(container: av.container.InputContainer, look: Look, name: str) -> Iterator[Frame]:
    thin = _Thinning(look.fps)
    began: float | None = None
    for picture in _decode(container, name):
        if picture.time is None:
            continue
        began = picture.time if began is None else began
        t = picture.time - began
        if thin.take(t):
            yield Frame(thin.taken, t, encode(_ready(picture, look)))


def _open(name: str, form: str | None = None) -> av.container.InputContainer:
    try:
        return av.open(name, format=form)
    except (av.FFmpegError, OSError) as error:
        raise SourceUnusable(f"{name} cannot be opened: {error.strerror or error}.") from error


def _decode(container: av.container.InputContainer, name: str) -> Iterator[av.VideoFrame]:
    stream = _pictures(container, name)
    stream.thread_type = "AUTO"
    try:
        yield from container.decode(stream)
    except av.FFmpegError as error:
        raise SourceUnusable(f"{name} cannot be read on: {error.strerror}.") from error


def _pictures(container: av.container.InputContainer, name: str) -> av.VideoStream:
    if not container.streams.video:
        raise SourceUnusable(f"{name} has no pictures in it.")
    return container.streams.video[0]


def _ready(picture: av.VideoFrame, look: Look) -> npt.NDArray[np.uint8]:
    """Height × width × 3, RGB, upright, at most `look.width` wide."""
    quarter_turns = round(picture.rotation / 90) % 4
    across, down = picture.width, picture.height
    shown_across = down if quarter_turns % 2 else across
    scale = min(1.0, look.width / shown_across)
    small = picture.reformat(
        width=max(16, round(across * scale)), height=max(16, round(down * scale)), format="rgb24"
    )
    upright = np.rot90(small.to_ndarray(), quarter_turns)
    return np.ascontiguousarray(upright[:, ::-1] if look.mirrored else upright)


def encode(pixels: npt.NDArray[np.uint8]) -> bytes:
    """A picture (height × width × 3, RGB) as JPEG."""
    jpeg: bytes = simplejpeg.encode_jpeg(pixels, JPEG_QUALITY, "RGB", "420")
    return jpeg

"""Reads a picture or a film into upright JPEGs of a modest size: what the decoder process does.

Only that process imports this module: what is read here comes from strangers.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Final

import av
import pi_heif
from PIL import (
    Image,
    ImageOps,
    JpegImagePlugin,
    PngImagePlugin,
    UnidentifiedImageError,
    WebPImagePlugin,
)

from server.errors import BadInput
from server.stream import jpeg

WIDTH: Final = 640
"""Pixels of a film's frame: the network looks at 256 × 256."""

STILL_SIDE: Final = 1280
"""Longest side of a picture; a person far away keeps enough pixels."""

GATE: Final = jpeg.JpegLimits(max_bytes=2 * 1024 * 1024, max_side=STILL_SIDE)
"""What is passed on as it came; anything else is made anew."""

QUALITY: Final = 85
ORIENTATION: Final = 0x0112
UPRIGHT: Final = 1
"""Exif 2.3, 4.6.4."""

FPS: Final = 10.0
MOST_FRAMES: Final = 1500
"""Of one film; a longer one is looked at less often."""

PICTURES: Final = (
    JpegImagePlugin.JpegImageFile.format,
    PngImagePlugin.PngImageFile.format,
    WebPImagePlugin.WebPImageFile.format,
    "HEIF",
)
FILMS: Final = "mov,mp4,matroska,webm,avi,mpeg,mpegts,ogg,flv"
"""Containers, by FFmpeg's names. A playlist format would open other files and addresses that it names."""


class Unreadable(Exception):
    """The file cannot be used; the message is a sentence for people."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    max_pixels: int
    max_film_pixels: int
    max_film_s: float


@dataclass(frozen=True, slots=True)
class Shot:
    t: float
    """Seconds since the film began."""

    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Opened:
    """What the file is, and its pictures."""

    duration_s: float | None
    """None for a single picture."""

    shots: Iterator[Shot]


def open_file(file: BinaryIO, limits: FileLimits) -> Opened:
    """Raises Unreadable, as reading the shots does."""
    pi_heif.register_heif_opener()
    try:
        picture = Image.open(file, formats=PICTURES)
    except UnidentifiedImageError:
        return _film(file, limits)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise Unreadable("The picture cannot be read.") from None
    return Opened(None, iter([_still(picture, file, limits)]))


def _still(picture: Image.Image, file: BinaryIO, limits: FileLimits) -> Shot:
    width, height = picture.size
    if width * height > limits.max_pixels:
        raise Unreadable(f"A picture has at most {limits.max_pixels} pixels, not {width} × {height}.")
    if min(width, height) < 16:
        raise Unreadable("The picture is too small.")
    if (original := _as_it_should_be(picture, file)) is not None:
        _decoded(picture)  # that it is whole
        return Shot(0.0, original)
    picture.draft(
        "RGB", (STILL_SIDE, STILL_SIDE)
    )  # a large JPEG is decoded at a half, a quarter or an eighth
    upright = ImageOps.exif_transpose(_decoded(picture))
    upright.thumbnail((STILL_SIDE, STILL_SIDE))
    return Shot(0.0, _jpeg(_on_white(upright)))


def _as_it_should_be(picture: Image.Image, file: BinaryIO) -> bytes | None:
    """The whole file, where it is an upright JPEG that an engine's worker may be given as it is."""
    if picture.format != "JPEG" or picture.mode not in ("RGB", "L"):
        return None
    if picture.getexif().get(ORIENTATION, UPRIGHT) != UPRIGHT:
        return None
    file.seek(0)
    original = file.read(GATE.max_bytes + 1)
    try:
        # The gate of live frames: thousands of scans in a small file would hold up the worker, which would
        # be replaced for it, with the live sessions that it serves.
        jpeg.check(original, GATE)
    except BadInput:
        return None
    return original


def _decoded(picture: Image.Image) -> Image.Image:
    try:
        picture.load()
    # Pillow's plug-ins let many kinds of error through for damaged files.
    except Exception:
        raise Unreadable("The picture cannot be read.") from None
    return picture


def _on_white(picture: Image.Image) -> Image.Image:
    if "A" not in picture.getbands() and "transparency" not in picture.info:
        return picture.convert("RGB")
    layered = picture.convert("RGBA")
    ground = Image.new("RGBA", layered.size, "white")
    return Image.alpha_composite(ground, layered).convert("RGB")


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY)
    return out.getvalue()


def _film(file: BinaryIO, limits: FileLimits) -> Opened:
    file.seek(0)
    options = {"format_whitelist": FILMS, "protocol_whitelist": "none"}
    try:
        container = av.open(file, "r", options=options)
    except (av.FFmpegError, OSError, ValueError):
        raise Unreadable("The file is no picture and no film that can be read.") from None
    if not container.streams.video:
        raise Unreadable("There are no pictures in the film.")
    duration = max(container.duration or 0, 0) / av.time_base
    _check(duration, limits)
    fps = min(FPS, MOST_FRAMES / duration) if duration else FPS
    return Opened(duration, _shots(container, fps, limits))


def _check(t: float, limits: FileLimits) -> None:
    if t > limits.max_film_s:
        raise Unreadable(f"A film is at most {limits.max_film_s:g} seconds long.")


def _shots(container: av.container.InputContainer, fps: float, limits: FileLimits) -> Iterator[Shot]:
    began: float | None = None
    due = 0.0
    for frame in _frames(container, limits):
        if frame.time is None:
            continue
        began = frame.time if began is None else began
        t = frame.time - began
        _check(t, limits)
        # A tenth of a step of patience: timestamps are rounded to the container's time base.
        if t >= due - 0.1 / fps:
            due = max(due + 1.0 / fps, t)
            yield Shot(t, _jpeg(_upright(frame)))


def _frames(container: av.container.InputContainer, limits: FileLimits) -> Iterator[av.VideoFrame]:
    stream = container.streams.video[0]
    _small_enough(stream.width, stream.height, limits)
    stream.thread_count = 1  # live sessions have the other cores
    try:
        for frame in container.decode(stream):
            _small_enough(frame.width, frame.height, limits)
            yield frame
    except (av.FFmpegError, OSError, ValueError):
        raise Unreadable("The film cannot be read to its end.") from None


def _small_enough(width: int, height: int, limits: FileLimits) -> None:
    if width * height > limits.max_film_pixels:
        raise Unreadable(
            f"A film's frame has at most {limits.max_film_pixels} pixels, not {width} × {height}."
        )


def _upright(frame: av.VideoFrame) -> Image.Image:
    quarter_turns = round(frame.rotation / 90) % 4
    shown_across = frame.height if quarter_turns % 2 else frame.width
    scale = min(1.0, WIDTH / shown_across)
    small = frame.reformat(
        width=max(16, round(frame.width * scale)), height=max(16, round(frame.height * scale)), format="rgb24"
    )
    picture = Image.fromarray(small.to_ndarray())
    return picture.rotate(90 * quarter_turns, expand=True) if quarter_turns else picture

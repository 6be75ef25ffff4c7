"""The practitioner as a film: JPEG frames, and the MJPEG file that a browser takes for a camera."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import cv2

from server.analysis.engines.scripted import write_truth
from server.demo.figure import Picture
from server.demo.practitioner import Drawn, Practitioner

FPS: Final = 30.0
"""What Chromium plays an MJPEG file at (`--use-file-for-fake-video-capture`), whatever its maker meant."""

QUALITY: Final = 88


def jpeg(picture: Picture, quality: int = QUALITY) -> bytes:
    """A picture (height × width × 3, BGR) as a baseline JPEG."""
    done, encoded = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_QUALITY, quality])
    if not done:
        raise ValueError(f"A picture of shape {picture.shape} cannot be written as JPEG.")
    return encoded.tobytes()


def shot(drawn: Drawn, *, truth: bool = False) -> bytes:
    """One frame as a JPEG; with `truth`, the `scripted` engine reads its landmarks out of the comment."""
    picture = jpeg(drawn.picture)
    if not truth:
        return picture
    return write_truth(picture, drawn.landmarks)


def frames(
    practitioner: Practitioner, seconds: float, fps: float = FPS, *, truth: bool = False
) -> Iterator[bytes]:
    """The practitioner's first seconds as JPEGs, one after another."""
    for seq in range(round(seconds * fps)):
        yield shot(practitioner.frame(seq / fps, seq), truth=truth)


def write_mjpeg(path: Path, jpegs: Iterable[bytes]) -> int:
    """Write JPEGs one after another, which is all that MJPEG is; return how many there were."""
    count = 0
    with path.open("wb") as file:
        for count, picture in enumerate(jpegs, start=1):  # noqa: B007  the count is the answer
            file.write(picture)
    return count

"""Films for the fake camera: the demo practitioner, or a real clip."""

from __future__ import annotations

from pathlib import Path

import av
import simplejpeg

from server.demo.choreography import Choreography, short_practice
from server.demo.film import frames, write_mjpeg
from server.demo.practitioner import Practitioner

FPS = 30
"""What Chromium plays an MJPEG file at."""


def demo_film(path: Path, choreography: Choreography | None = None) -> Path:
    """Drawn at half the rate and shown twice: the server answers no faster, and drawing costs time."""
    choreography = choreography or short_practice()
    drawn = frames(Practitioner(choreography), choreography.duration_s, FPS / 2)
    write_mjpeg(path, (jpeg for jpeg in drawn for _ in range(2)))
    return path


def clip_film(clip: Path, path: Path, width: int = 640) -> Path:
    """A real clip, scaled, as MJPEG at about 30 frames a second."""
    with av.open(str(clip)) as container, path.open("wb") as out:
        stream = container.streams.video[0]
        rate = float(stream.average_rate or FPS)
        step = max(1, round(rate / FPS))
        for number, frame in enumerate(container.decode(stream)):
            if number % step == 0:
                small = frame.reformat(width, round(frame.height * width / frame.width / 2) * 2, "rgb24")
                out.write(simplejpeg.encode_jpeg(small.to_ndarray(), quality=88))
    return path

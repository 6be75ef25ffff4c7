"""MediaPipe as one worker uses it: a landmarker for each session, and one that looks for other people.

Only worker processes import this module.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import Any, Final

import mediapipe
import numpy as np
import simplejpeg
from mediapipe.tasks.python import BaseOptions, vision

from server.analysis.engines import people
from server.analysis.engines.exchange import REASON_BYTES, Answer, Reply, pack_body
from server.analysis.landmarks import Points

FIRST_MS: Final = 1000
"""MediaPipe's smoothing takes its frequency from the clock only after a stamp that is not zero."""

SECOND_PERSON: Final = 0.15
"""Detector confidence when looking for other people. MediaPipe's own 0.5 misses 55 % of the pairs put
together from the evaluation photos, this 40 %; neither saw two in 634 pictures of one person, as
`people.count` sifts."""

MOST_PIXELS: Final = 32_000_000
"""Nothing larger is decoded, whatever gate let it through: 96 MB of pixels."""


@dataclass(slots=True)
class Tracked:
    """One session's landmarker and what was last known of it."""

    landmarker: Any
    shape: tuple[int, ...]
    stamp_ms: int = 0
    people: int = 0
    """0 until it was looked for."""
    looked_ms: int = 0


class Trackers:
    """The landmarkers of one worker. One frame at a time."""

    def __init__(self, bundle: str, people_every_ms: int) -> None:
        self._bundle = bundle
        self._people_every_ms = people_every_ms
        self._tracked: dict[int, Tracked] = {}
        self._counter = self._people_counter() if people_every_ms else None
        self._due: tuple[Tracked, Any] | None = None

    def detect(self, landmarker: int, t_ms: int, picture: bytes) -> Reply:
        """Find the body in one picture; a landmarker that is not known yet is made."""
        start = time.perf_counter()
        try:
            pixels = decode(picture)
        except ValueError as error:
            return Reply(Answer.LOST, body=str(error).encode()[:REASON_BYTES])
        decoded = time.perf_counter()
        found = self._track(landmarker, t_ms, pixels)
        detected = time.perf_counter()
        return replace(
            found,
            size=(pixels.shape[1], pixels.shape[0]),
            decode_ms=(decoded - start) * 1e3,
            detect_ms=(detected - decoded) * 1e3,
        )

    def look_around(self) -> None:
        """Count the people in the frame just answered, if it is time; the next answer tells."""
        if self._due is not None and self._counter is not None:
            tracked, image = self._due
            self._due = None
            found = self._counter.detect(image).pose_landmarks
            tracked.people = max(
                1, people.count([_image(body) for body in found], (image.width, image.height))
            )

    def close(self, landmarker: int) -> None:
        if tracked := self._tracked.pop(landmarker, None):
            tracked.landmarker.close()

    def _track(self, number: int, t_ms: int, pixels: Any) -> Reply:
        tracked = self._tracked_for(number, pixels.shape)
        tracked.stamp_ms = max(tracked.stamp_ms + 1, FIRST_MS + t_ms)
        image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=pixels)
        try:
            found = tracked.landmarker.detect_for_video(image, tracked.stamp_ms)
        except (RuntimeError, ValueError) as error:  # the graph is broken then: the next frame gets a new one
            self.close(number)
            return Reply(Answer.LOST, body=str(error).encode()[:REASON_BYTES])
        if not found.pose_landmarks:
            return Reply(Answer.NOBODY)
        self._plan_look(tracked, image)
        body = pack_body(_image(found.pose_landmarks[0]), _world(found.pose_world_landmarks[0]))
        return Reply(Answer.BODY, people=max(1, tracked.people), body=body)

    def _tracked_for(self, number: int, shape: tuple[int, ...]) -> Tracked:
        """The session's landmarker; a new one when its pictures have changed their size.

        MediaPipe smooths in pixels, so a phone that is turned would leave the old picture's points behind.
        """
        if number in self._tracked and self._tracked[number].shape != shape:
            self.close(number)
        if number not in self._tracked:
            made = self._landmarker(running_mode=vision.RunningMode.VIDEO)
            self._tracked[number] = Tracked(made, shape)
        return self._tracked[number]

    def _plan_look(self, tracked: Tracked, image: Any) -> None:
        if self._counter is None:
            return
        first = tracked.people == 0
        if first or tracked.stamp_ms - tracked.looked_ms >= self._people_every_ms:
            tracked.looked_ms, self._due = tracked.stamp_ms, (tracked, image)
        if first:  # a single photo has no later frame that could tell
            self.look_around()

    def _people_counter(self) -> Any:
        return self._landmarker(num_poses=2, min_pose_detection_confidence=SECOND_PERSON)

    def _landmarker(self, **options: Any) -> Any:
        base = BaseOptions(model_asset_path=self._bundle, delegate=BaseOptions.Delegate.CPU)
        return vision.PoseLandmarker.create_from_options(vision.PoseLandmarkerOptions(base, **options))


def decode(picture: bytes) -> Any:
    """Height × width × 3 bytes, RGB. Raises ValueError for anything but a whole JPEG of bearable size."""
    height, width, _, _ = simplejpeg.decode_jpeg_header(picture, strict=True)
    if height * width > MOST_PIXELS:
        raise ValueError(f"a picture of {width} × {height} is too large")
    return simplejpeg.decode_jpeg(picture, "RGB", strict=True)


def _image(body: Any) -> Points:
    return np.array([(point.x, point.y, point.z, point.visibility) for point in body], np.float32)


def _world(body: Any) -> Points:
    return np.array([(point.x, point.y, point.z) for point in body], np.float32)

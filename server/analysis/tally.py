"""Running totals of a session, in bounded memory."""

from __future__ import annotations

from typing import Final

import numpy as np

from server.analysis.landmarks import Landmarks

MOST_SECONDS: Final = 7200
"""Scores are kept for each second of two hours."""

NO_SCORE: Final = 255


class Tally:
    """Frames, scores and the best moment so far."""

    def __init__(self) -> None:
        self.frames_seen = 0
        self.frames_scored = 0
        self.last_seq = 0
        self.best: float | None = None
        self.best_pose_id: str | None = None
        self.best_landmarks = b""
        self.aspect: float | None = None
        self._total = 0.0
        self._scores = bytearray()
        self._second = -1
        self._in_second: tuple[float, int] = (0.0, 0)

    @property
    def mean(self) -> float | None:
        return self._total / self.frames_scored if self.frames_scored else None

    @property
    def scores(self) -> bytes:
        """Mean score of each second, 255 where there was none."""
        return bytes(self._scores)

    def see(self, seq: int) -> None:
        self.frames_seen += 1
        self.last_seq = seq

    def picture(self, size: tuple[int, int]) -> None:
        """The newest picture's shape counts until there is a best moment, whose own does from then on."""
        if self.best is None:
            self.aspect = size[0] / size[1]

    def score(self, landmarks: Landmarks, pose_id: str, score: float) -> None:
        self.frames_scored += 1
        self._total += score
        self._mark(int(landmarks.t), score)
        if self.best is None or score > self.best:
            self.best, self.best_pose_id = score, pose_id
            self.best_landmarks = np.ascontiguousarray(landmarks.image, dtype="<f4").tobytes()
            self.aspect = landmarks.size[0] / landmarks.size[1]

    def _mark(self, second: int, score: float) -> None:
        if not 0 <= second < MOST_SECONDS:
            return
        if second != self._second:
            self._second, self._in_second = second, (0.0, 0)
            self._scores.extend([NO_SCORE] * (second + 1 - len(self._scores)))
        total, frames = self._in_second
        self._in_second = total + score, frames + 1
        self._scores[second] = round((total + score) / (frames + 1))

"""Looks at a picture or at a whole film through the engine, behind whoever practises live."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import BinaryIO, Final

from server.analysis.coach import Coach
from server.analysis.engines.base import Engine, Landmarker
from server.analysis.feedback import Feedback, Level
from server.analysis.landmarks import Frame, Landmarks
from server.analysis.poses import Library
from server.analysis.still import StillReading, read_still
from server.analysis.summary import Summary
from server.api.uploads.drawing import drawn
from server.api.uploads.looking import looks_at
from server.api.uploads.reading import Material, ReadLimits, Shot, opened
from server.errors import BadFrame, EngineFailed, FrameLost, TooLarge

STILL_S: Final = 20.0
"""Time for one picture: to decode it, and for the engine to answer."""

REST: Final = 5.0
"""While somebody practises live, an upload rests so many times as long as a frame of it took.

That is at most a twelfth of two workers' time; a tenth of the live sessions' rate is what it may cost them.
"""

Progress = Callable[[float, float], None]
"""Told the seconds of film behind it, and how many there are (0 where the film does not tell)."""


@dataclass(frozen=True, slots=True)
class CueMoment:
    """A cue that was given in a film."""

    t: float
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class FilmReading:
    """A film over its whole length."""

    duration_s: float
    frames: int
    """That were looked at."""

    frames_with_body: int
    summary: Summary
    mean_score: float | None
    """Of the expected pose; without one, of whatever pose there was. None where it never was."""

    best_score: float | None
    cues: tuple[CueMoment, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a file shows."""

    still: StillReading | None
    """The picture; of a film its best moment. None where no body was found."""

    landmarks: Landmarks | None
    picture: bytes | None
    """JPEG of that moment, the skeleton drawn on it."""

    t: float
    """Of that moment, in seconds."""

    film: FilmReading | None


@dataclass(frozen=True, slots=True)
class Analyst:
    """What files are looked at with."""

    library: Library
    engine: Engine
    limits: ReadLimits
    crowded: Callable[[], bool] = lambda: False
    """Whether somebody practises live just now."""

    async def analyse(
        self,
        file: BinaryIO,
        level: Level,
        expected: str | None = None,
        *,
        language: str = "en",
        progress: Progress | None = None,
    ) -> Reading:
        """Raises BadFrame for what cannot be read, TooLarge for what takes too long, EngineError."""
        look = _Look(self.library, level, expected, language)
        try:
            async with (
                asyncio.timeout(self.limits.timeout_s),
                opened(file, self.limits, crowded=self.crowded()) as material,
                self.engine.landmarker() as landmarker,
            ):
                if material.duration_s is None:
                    return await _picture(material, landmarker, look)
                return await self._film(material, landmarker, look, progress)
        except TimeoutError:
            raise TooLarge("This takes too long to look at; please send something shorter.") from None

    async def _film(
        self, material: Material, landmarker: Landmarker, look: _Look, progress: Progress | None
    ) -> Reading:
        seen = _FilmWatch(look)
        async for shot in material.shots:
            began = time.monotonic()
            await seen.watch(landmarker, shot)
            if progress is not None:
                progress(shot.t, material.duration_s or 0.0)
            if self.crowded():
                material.step_back()
                await asyncio.sleep(REST * (time.monotonic() - began))
        return await seen.reading(material.duration_s or 0.0)


@dataclass(frozen=True, slots=True)
class _Look:
    """What is looked for."""

    library: Library
    level: Level
    expected: str | None
    language: str

    def still(self, landmarks: Landmarks, looks: Sequence[Landmarks] = ()) -> StillReading:
        return read_still(
            self.library,
            landmarks,
            self.level,
            expected=self.expected,
            language=self.language,
            looks=looks,
        )


@dataclass(frozen=True, slots=True)
class _Moment:
    rank: tuple[bool, float]
    shot: Shot
    landmarks: Landmarks


async def _picture(material: Material, landmarker: Landmarker, look: _Look) -> Reading:
    try:
        async with asyncio.timeout(STILL_S):
            shots = [shot async for shot in material.shots]
            if len(shots) != 1:
                raise BadFrame("There is no picture in the file.")
            looks = await looks_at(landmarker, shots[0].jpeg)
    except FrameLost as lost:
        raise EngineFailed("The picture could not be looked at; please try again.", retry_after_s=1) from lost
    if not looks:
        return Reading(None, None, None, 0.0, None)
    *others, last = looks
    return await _shown(look, _Moment((True, 0.0), shots[0], last), None, others)


async def _shown(
    look: _Look, moment: _Moment, film: FilmReading | None, looks: Sequence[Landmarks] = ()
) -> Reading:
    """What a moment shows; `looks` are other answers for its picture."""
    still = look.still(moment.landmarks, looks)
    ringed = {name for cue in still.cues for name in cue.joints}
    picture = await asyncio.to_thread(drawn, moment.shot.jpeg, moment.landmarks, ringed)
    return Reading(still, moment.landmarks, picture, moment.shot.t, film)


class _FilmWatch:
    """Follows a film from its start to its end."""

    def __init__(self, look: _Look) -> None:
        self._look = look
        self._coach = Coach(look.library, level=look.level, expected=look.expected, language=look.language)
        self._best: _Moment | None = None
        self._frames = 0
        self._with_body = 0
        self._scores: list[float] = []
        self._cues: dict[int, CueMoment] = {}

    async def watch(self, landmarker: Landmarker, shot: Shot) -> None:
        try:
            found = await landmarker.detect(Frame(self._frames, shot.t, shot.jpeg))
        except FrameLost:
            return
        finally:
            self._frames += 1
        feedback = self._coach.observe(found)
        if isinstance(found, Landmarks):
            self._with_body += 1
            self._rate(shot, found, feedback)
        if feedback.cue is not None and feedback.cue.severity > 0:
            cue = feedback.cue
            self._cues.setdefault(cue.n, CueMoment(shot.t, cue.id, cue.text))

    def _rate(self, shot: Shot, landmarks: Landmarks, feedback: Feedback) -> None:
        wanted = self._look.expected
        shown = feedback.pose is not None and wanted in (None, feedback.pose.id)
        if shown and feedback.score is not None:
            self._scores.append(feedback.score)
            self._keep(_Moment((True, feedback.score), shot, landmarks))
        elif self._best is None or not self._best.rank[0]:
            # Until the pose is there: the moment that comes nearest to it.
            score = self._look.still(landmarks).score
            self._keep(_Moment((False, -1.0 if score is None else score), shot, landmarks))

    def _keep(self, moment: _Moment) -> None:
        if self._best is None or moment.rank > self._best.rank:
            self._best = moment

    async def reading(self, duration_s: float) -> Reading:
        if self._frames == 0:
            raise BadFrame("There are no pictures in the film.")
        summary = self._coach.summary()
        film = FilmReading(
            duration_s=duration_s or summary.duration_s,
            frames=self._frames,
            frames_with_body=self._with_body,
            summary=summary,
            mean_score=sum(self._scores) / len(self._scores) if self._scores else None,
            best_score=max(self._scores, default=None),
            cues=tuple(self._cues.values()),
        )
        if self._best is None:
            return Reading(None, None, None, 0.0, film)
        return await _shown(self._look, self._best, film)

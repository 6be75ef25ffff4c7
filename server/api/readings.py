"""What a picture or a film shows, as JSON: the founding fields, and what a film adds to them."""

from __future__ import annotations

import base64
from typing import Final, Literal

from pydantic import BaseModel

from server.analysis.feedback import Level, Side
from server.analysis.still import StillReading
from server.api.records import NO_SCORE
from server.api.uploads.analysing import FilmReading, Reading

NOBODY: Final = "There is nobody to be seen."
WELL_DONE: Final = "Nothing to correct: well done."


class HoldOut(BaseModel):
    pose_id: str
    pose_name: str
    side: Side | None
    start_s: float
    hold_s: float
    score: float | None
    """Mean, 0..100."""

    best: float | None


class CueOut(BaseModel):
    t: float
    """Seconds since the film began."""

    id: str
    text: str


class FilmOut(BaseModel):
    """A film over its whole length."""

    duration_s: float
    frames: int
    frames_with_body: int
    mean_score: float | None
    """Of the pose that was asked for; null where it never was."""

    best_score: float | None
    best_at_s: float
    holds: list[HoldOut]
    cues: list[CueOut]
    scores: list[int | None]
    """Mean score of each second, whatever the pose; null where none."""


class Analysis(BaseModel):
    success: bool
    """Whether a body could be looked at."""

    pose_detected: bool
    """Whether it is the pose that was asked for."""

    score: float
    """0..100; of a film the mean. 0 where there is none: see `pose_detected`."""

    feedback: list[str]
    message: str
    error: str | None
    angles: dict[str, float] | None = None
    """Joint, and its angle in degrees."""

    metrics: dict[str, float] | None = None
    """Joint, and its score from 0 to 100."""

    pose_name: str
    skill_level: Level
    analysis_type: Literal["specific_pose", "batch_analysis"]
    pose_id: str | None = None
    side: Side | None = None
    film: FilmOut | None = None
    """Null for a picture."""

    picture: str | None = None
    """JPEG in base64: the picture, or the best moment of a film, the skeleton drawn on it."""


class Batch(BaseModel):
    batch_results: list[Analysis]
    """In the order of the files."""

    total_poses: int
    successful: int
    failed: int


def analysis(
    reading: Reading,
    pose_name: str,
    pose_id: str | None,
    level: Level,
    kind: Literal["specific_pose", "batch_analysis"],
) -> Analysis:
    still, film = reading.still, reading.film
    if still is None or still.presence == "several":
        problem = NOBODY if still is None else notice_of(still)
        return failed(problem, pose_name, level, kind, pose_id)
    score = film.mean_score if film is not None else still.score
    shown = film.mean_score is not None if film is not None else still.pose is not None
    return Analysis(
        success=True,
        pose_detected=shown,
        score=round(score or 0.0, 1),
        feedback=_film_feedback(film, still) if film is not None else feedback_of(still),
        message=_message(still, shown, score),
        error=None,
        angles=angles_of(still),
        metrics={joint.name: round(joint.score, 1) for joint in still.joints},
        pose_name=pose_name,
        skill_level=level,
        analysis_type=kind,
        pose_id=pose_id,
        side=still.pose.side if still.pose is not None else None,
        film=None if film is None else _film(film, reading.t),
        picture=None if reading.picture is None else base64.b64encode(reading.picture).decode(),
    )


def best_pose(reading: Reading) -> str | None:
    """Id of the pose that a file shows where none was asked for; of a film the one of its best moment."""
    if reading.film is not None and reading.film.summary.best_pose_id is not None:
        return reading.film.summary.best_pose_id
    return reading.still.pose.id if reading.still is not None and reading.still.pose is not None else None


def failed(
    problem: str,
    pose_name: str,
    level: Level,
    kind: Literal["specific_pose", "batch_analysis"] = "batch_analysis",
    pose_id: str | None = None,
) -> Analysis:
    return Analysis(
        success=False,
        pose_detected=False,
        score=0.0,
        feedback=[],
        message=problem,
        error=problem,
        pose_name=pose_name,
        skill_level=level,
        analysis_type=kind,
        pose_id=pose_id,
    )


def _message(still: StillReading, shown: bool, score: float | None) -> str:
    if not shown:
        return still.notice.text if still.notice is not None else "This does not look like the pose yet."
    return f"{score:.0f} of 100." if score is not None else notice_of(still)


def notice_of(still: StillReading) -> str:
    return still.notice.text if still.notice is not None else "Too little of the body can be seen."


def feedback_of(still: StillReading) -> list[str]:
    if still.cues:
        return [cue.text for cue in still.cues]
    if still.score is None:
        return [still.notice.text] if still.notice is not None else []
    return [WELL_DONE] if still.pose is not None else []


def _film_feedback(film: FilmReading, still: StillReading) -> list[str]:
    """Every cue that was given, once each; where none was, what the best moment shows."""
    return list(dict.fromkeys(cue.text for cue in film.cues)) or feedback_of(still)


def angles_of(still: StillReading) -> dict[str, float]:
    return {joint.name: round(joint.angle, 1) for joint in still.joints if joint.unit == "deg"}


def _film(film: FilmReading, best_at_s: float) -> FilmOut:
    summary = film.summary
    return FilmOut(
        duration_s=round(film.duration_s, 2),
        frames=film.frames,
        frames_with_body=film.frames_with_body,
        mean_score=_tenths(film.mean_score),
        best_score=_tenths(film.best_score),
        best_at_s=round(best_at_s, 2),
        holds=[
            HoldOut(
                pose_id=hold.pose_id,
                pose_name=hold.pose_name,
                side=hold.side,
                start_s=round(hold.start_s, 1),
                hold_s=round(hold.hold_s, 1),
                score=_tenths(hold.mean_score),
                best=_tenths(hold.best_score),
            )
            for hold in summary.holds
        ],
        cues=[CueOut(t=round(cue.t, 2), id=cue.id, text=cue.text) for cue in film.cues],
        scores=[None if score == NO_SCORE else score for score in summary.scores],
    )


def _tenths(value: float | None) -> float | None:
    return None if value is None else round(value, 1)

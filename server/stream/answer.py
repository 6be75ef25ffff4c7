"""From the coach's words to the wire's messages."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Final

from server.analysis.feedback import Feedback
from server.analysis.landmarks import Detection, Landmarks
from server.analysis.summary import Ending, HoldSummary, Summary
from server.errors import YogaError
from server.stream.intake import Arrival
from server.stream.wire import ErrorMessage, FeedbackMessage, Spent, SummaryMessage, rounded

UNSCORED: Final = 255
"""Marks a second without a score in `Summary.scores`."""


def feedback_message(
    feedback: Feedback,
    detection: Detection,
    arrival: Arrival,
    *,
    started: float,
    detected: float,
    dropped: int,
) -> FeedbackMessage:
    """Answer one arrival. `started` and `detected` are monotonic seconds around the detection."""
    now = time.monotonic()
    timings = detection.timings
    spent = Spent(
        wait_ms=_ms(started - arrival.at + timings.wait_ms / 1000),
        decode_ms=round(timings.decode_ms, 2),
        detect_ms=round(timings.detect_ms, 2),
        coach_ms=_ms(now - detected),
        total_ms=_ms(now - arrival.at),
    )
    return FeedbackMessage(
        seq=arrival.seq,
        captured_us=arrival.captured_us,
        rtp_time=arrival.rtp_time,
        presence=feedback.presence,
        notice=feedback.notice,
        landmarks=rounded(detection) if isinstance(detection, Landmarks) else None,
        unseen=feedback.unseen,
        pose=feedback.pose,
        score=feedback.score,
        joints=feedback.joints,
        cue=feedback.cue,
        hold_s=round(feedback.hold_s, 2),
        holding=feedback.holding,
        spent=spent,
        dropped=dropped,
        carried=detection.carried,
        flow=feedback.flow,
    )


def summary_message(session_id: str, row: int | None, ending: Ending, summary: Summary) -> SummaryMessage:
    return SummaryMessage(
        session=session_id,
        id=row,
        stored=row is not None,
        ending=ending,
        duration_s=round(summary.duration_s, 2),
        frames_seen=summary.frames_seen,
        frames_scored=summary.frames_scored,
        frames_dropped=summary.frames_dropped,
        mean_score=_tenth(summary.mean_score),
        best_score=_tenth(summary.best_score),
        cues_given=summary.cues_given,
        cues_fixed=summary.cues_fixed,
        holds=tuple(_rounded(hold) for hold in summary.holds),
        scores=[None if score == UNSCORED else score for score in summary.scores],
        flows=summary.flows,
    )


def error_message(error: YogaError, *, seq: int | None = None, fatal: bool = False) -> ErrorMessage:
    return ErrorMessage(
        code=error.code, message=error.message, seq=seq, retry_after_s=error.retry_after_s, fatal=fatal
    )


def _rounded(hold: HoldSummary) -> HoldSummary:
    return replace(hold, mean_score=_tenth(hold.mean_score), best_score=_tenth(hold.best_score))


def _tenth(score: float | None) -> float | None:
    return None if score is None else round(score, 1)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)

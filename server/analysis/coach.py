"""The coach: landmarks in, feedback out, a summary at the end. No clock: time comes with the landmarks."""

from __future__ import annotations

from types import EllipsisType
from typing import Final

import numpy as np

from server.analysis.cues import CueChooser
from server.analysis.feedback import Cue, Feedback, JointReading, Level, Notice, PoseReading, Presence
from server.analysis.geometry import Shape
from server.analysis.guide import Guide
from server.analysis.holds import HoldTimer
from server.analysis.horizon import Wish
from server.analysis.judging import Judge
from server.analysis.lacking import Aside, hidden_part
from server.analysis.landmarks import Detection, Landmarks, Nobody
from server.analysis.learned import load_network
from server.analysis.poses import Library
from server.analysis.presence import NoticeBoard, placement, presence_of, trusted, unseen
from server.analysis.recognition import Recogniser, expectation
from server.analysis.scoring import SAFETY_CAP, Marks, joint_readings, mark
from server.analysis.senses import Senses
from server.analysis.smoothing import Ema
from server.analysis.summary import Summary
from server.analysis.tally import Tally
from server.analysis.variants import Flags, Variant, variants_of

SCORE_TAU_S: Final = 0.5
"""Time constant of the shown score."""


class Coach:
    """Follows one practitioner through one session."""

    def __init__(
        self,
        library: Library,
        *,
        level: Level = "beginner",
        language: str = "en",
        expected: str | None = None,
    ) -> None:
        self.library = library
        self.language = language
        self._variants = variants_of(library)
        self._judge = Judge(self._variants, load_network())
        self._recogniser = Recogniser(self._variants)
        self._senses = Senses()
        self._score = Ema(SCORE_TAU_S)
        self._holds = HoldTimer()
        self._cues = CueChooser(library.say(language))
        self._notices = NoticeBoard(library.say(language))
        self._aside = Aside()
        self.guide = Guide(library.say(language))
        """Leads through a flow, where one goes on; what is to be done now is its step's pose."""

        self._tally = Tally()
        self._scored_variant: Variant | None = None
        self.level: Level = level
        self._cues_on = True
        self._paused = False
        self._resuming = False
        self._away_s = 0.0
        self._t = 0.0
        self.expected: str | None = None
        self._aim: str | None = None
        self._expectation = expectation(self._variants, None)
        self.configure(expected=expected)

    @property
    def scored(self) -> bool:
        """Whether any frame has been scored."""
        return self._tally.frames_scored > 0

    def configure(
        self,
        *,
        level: Level | None = None,
        expected: str | EllipsisType | None = ...,
        language: str | None = None,
        cues: bool | None = None,
        horizon: Wish | None = None,
    ) -> None:
        """Change what is given. `expected=None` expects no pose any more; an unknown name does the same."""
        if level is not None:
            self.level = level
        if not isinstance(expected, EllipsisType):
            self.expected = self.library.resolve(expected) if expected else None
        if language is not None:
            self.language = language
            words = self.library.say(language)
            self._cues.messages = self._notices.messages = self.guide.messages = words
        if horizon is not None:
            self._senses.horizon.wish(horizon)
        if cues is not None:
            self._cues_on = cues
            if not cues:
                self._cues.hush()

    def ask(self) -> None:
        """Say once what matters most now, or that all is well, with cues on or off."""
        self._cues.ask(self._t)

    def pause(self) -> None:
        """Rest: close the hold, and say, score and time nothing until `resume`."""
        self._paused = True
        self._forget()

    def resume(self) -> None:
        self._resuming = self._paused
        self._paused = False

    def observe(self, detection: Detection) -> Feedback:
        """Take in one frame. Frames come in order of time."""
        self._pass_time(detection.t)
        self._tally.see(detection.seq)
        if isinstance(detection, Nobody):
            return self._unscored(detection, "nobody", "nobody")
        self._tally.picture(detection.size)
        seen = trusted(detection)
        presence = presence_of(detection, seen)
        if presence == "several":
            self._senses.trust.several()
            return self._unscored(detection, presence, "several")
        if self._paused:
            told = self.guide.progress
            return Feedback(detection.seq, detection.t, presence, unseen=unseen(seen), flow=told)
        return self._coach(detection, seen, presence)

    def summary(self) -> Summary:
        """Totals so far; `frames_dropped` is for the session to fill in."""
        tally = self._tally
        return Summary(
            duration_s=round(self._t - self._away_s, 3),
            frames_seen=tally.frames_seen,
            frames_scored=tally.frames_scored,
            frames_dropped=0,
            mean_score=tally.mean,
            best_score=tally.best,
            cues_given=self._cues.given,
            cues_fixed=self._cues.fixed,
            holds=self._holds.kept,
            scores=tally.scores,
            best_landmarks=tally.best_landmarks,
            best_pose_id=tally.best_pose_id,
            aspect=tally.aspect,
            last_seq=tally.last_seq,
            flows=self.guide.summaries,
        )

    def _pass_time(self, t: float) -> None:
        if self._paused or self._resuming:
            self._away_s += max(t - self._t, 0.0)
        self._resuming = False
        self._t = max(t, self._t)

    def _forget(self) -> None:
        """Begin anew, as with somebody who has just come in."""
        self._holds.end()
        self._cues.leave()
        self._recogniser.reset()
        self._senses.reset()

    def _unscored(self, detection: Detection, presence: Presence, notice: str) -> Feedback:
        """Somebody who is not to be scored: a hold pauses, and ends when this lasts."""
        t = detection.t
        self._senses.reset()
        if not self._paused:
            self._recogniser.update(np.zeros(len(self._variants.all)), t)
            self._holds.update(self._recogniser.current, named=False, counts=False, score=None, t=t)
            self.guide.update(None, None, t, present=False)
        if self._recogniser.current is None:
            self._cues.leave()
        hold = self._holds.present
        return Feedback(
            seq=detection.seq,
            t=t,
            presence=presence,
            notice=self._notices.update(notice, t, at_once=presence == "several"),
            hold_s=round(hold.length, 3) if hold else 0.0,
            flow=self.guide.progress,
        )

    def _take_aim(self) -> None:
        """Expect the pose of the flow's step, else the one that was given."""
        step = self.guide.step
        aim = step.pose if step else self.expected
        if aim != self._aim:
            self._aim, self._expectation = aim, expectation(self._variants, aim)

    def _coach(self, landmarks: Landmarks, seen: Flags, presence: Presence) -> Feedback:
        t = landmarks.t
        self._take_aim()
        shape, steady, clear = self._senses.follow(landmarks, seen)
        self._recognise(shape, t)
        leading, named = self._recogniser.leading, self._recogniser.current
        usable = (shape.sight.of(leading.pose.view) if leading else shape.sight.plain) & clear
        marks = mark(self._variants.targets, leading, steady, usable, self.level) if leading else None
        cued = named if named is not None and self.guide.fits(named.pose.id) else None
        unsafe = self._cues.watch(cued, steady, usable, t) if cued else False
        score = self._smooth_score(leading, marks, unsafe, t)
        counts = self._senses.motion.still and self._recogniser.shows
        self._holds.update(leading, named=named is not None, counts=counts, score=score, t=t)
        if cued is None:
            self._cues.leave()
        if named is not None and score is not None:
            self._tally.score(landmarks, named.pose.id, score)
        self.guide.update(self._reading(named), score if named else None, t)
        return self._feedback(landmarks, shape, presence, marks, score)

    def _recognise(self, shape: Shape, t: float) -> None:
        expected = self._expectation
        judged = self._judge(shape, expected.softness)
        self._recogniser.update(judged.like * expected.prior, t, expected.meant)

    def _smooth_score(
        self, variant: Variant | None, marks: Marks | None, unsafe: bool, t: float
    ) -> float | None:
        if variant is not self._scored_variant:
            self._score.reset()
            self._scored_variant = variant
        if self._senses.trust.leaping and self._score.value is not None:
            return float(self._score.value)
        if marks is None or marks.score is None:
            self._score.reset()
            return None
        score = min(marks.score, SAFETY_CAP) if unsafe else marks.score
        return float(self._score(np.array(score), t))

    def _feedback(
        self,
        landmarks: Landmarks,
        shape: Shape,
        presence: Presence,
        marks: Marks | None,
        score: float | None,
    ) -> Feedback:
        t, hold, named = landmarks.t, self._holds.present, self._recogniser.current
        scored = named is not None and (score is not None or named.pose.safety_only)
        if named is not None:
            presence = "whole" if scored else "partial"
        return Feedback(
            seq=landmarks.seq,
            t=t,
            presence=presence,
            notice=self._notice(landmarks, shape, scored),
            pose=self._reading(named),
            score=round(score) if named is not None and score is not None else None,
            joints=self._joints(marks, scored),
            unseen=unseen(shape.seen),
            cue=self._cue(t),
            hold_s=round(hold.length, 3) if hold else 0.0,
            holding=hold is not None and hold.running,
            flow=self.guide.progress,
        )

    def _joints(self, marks: Marks | None, scored: bool) -> tuple[JointReading, ...]:
        if marks is None or marks.score is None or not scored:
            return ()
        return joint_readings(self._variants.targets, marks, self._senses.doubt.spread)

    def _reading(self, named: Variant | None) -> PoseReading | None:
        if named is None:
            return None
        return PoseReading(named.pose.id, named.pose.name, named.side, round(self._recogniser.confidence, 3))

    def _notice(self, landmarks: Landmarks, shape: Shape, scored: bool) -> Notice | None:
        """Where to stand or what cannot be seen; beside a score only what it leaves out, once in a pose."""
        t, named = landmarks.t, self._recogniser.current
        if named is None:
            expected = self.library.poses.get(self._aim or "")
            view = expected.view if expected else "any"
            return self._notices.update(placement(landmarks, shape.seen, view), t)
        if not scored:
            return self._notices.update(self._hidden(named, shape) or "unseen_body", t)
        part = None
        if not named.pose.safety_only and self._aside.wants(named, t):
            quiet = self._cues.standing or not self._cues_on or not self.guide.fits(named.pose.id)
            part = self._aside.update(
                self._hidden(named, shape), t, may_begin=self._senses.motion.still and not quiet
            )
        return self._notices.update(part, t, at_once=True)

    def _hidden(self, named: Variant, shape: Shape) -> str | None:
        if shape.seen.all():
            return None
        return hidden_part(self._variants.targets, named, shape.sight.of(named.pose.view), shape.seen)

    def _cue(self, t: float) -> Cue | None:
        return self._cues.say(
            t,
            self._note,
            still=self._senses.motion.still,
            calm=self._senses.motion.calm,
            unasked=self._cues_on,
        )

    def _note(self, text: str, fixed: bool) -> None:
        hold = self._holds.present
        if hold is not None:
            hold.cues[text] = fixed

"""Leads somebody through flows: starts and ends them, tells each change once, keeps how they went."""

from __future__ import annotations

from typing import Final, Literal

from server.analysis.feedback import Announcement, Change, FlowChange, FlowProgress, PoseReading
from server.analysis.flows import BREATH_S, Course, Step
from server.analysis.following import FlowFollower
from server.analysis.messages import Message, Messages
from server.analysis.summary import FlowSummary

MOST_FLOWS: Final = 20
"""A bound for memory: of more flows in one session the first are forgotten."""


class Guide:
    """At most one flow goes on at a time."""

    def __init__(self, messages: Messages) -> None:
        self.messages = messages
        self._course: Course | None = None
        self._follower = FlowFollower(())
        self._told: set[Change] = set()
        """What has been told of the present step."""

        self._changes: list[FlowChange] = []
        self._ended: list[FlowSummary] = []

    @property
    def step(self) -> Step | None:
        """The step that somebody is to do now; None outside a flow."""
        return self._follower.now if self._course is not None else None

    @property
    def progress(self) -> FlowProgress | None:
        course, follower = self._course, self._follower
        if course is None or follower.now is None:
            return None
        return FlowProgress(
            id=course.id,
            name=course.name,
            step=follower.here,
            of=len(course.steps),
            state=follower.state,
            now=follower.now.shown,
            held_s=follower.held_s,
            left_s=follower.left_s,
            left_breaths=follower.left_breaths,
            next=follower.next.shown if follower.next else None,
        )

    @property
    def summaries(self) -> tuple[FlowSummary, ...]:
        """Of all flows so far, the present one among them."""
        if self._course is None:
            return tuple(self._ended)
        return (*self._ended, _summary(self._course, self._follower, None))[-MOST_FLOWS:]

    def take_changes(self) -> tuple[FlowChange, ...]:
        """What has changed since this was last asked."""
        changes, self._changes = tuple(self._changes), []
        return changes

    def start(self, course: Course, begin: int = 0) -> None:
        """Begin a course, in the middle where `begin` steps are through already, and end one that goes on."""
        self.stop()
        self._course = course
        self._follower = FlowFollower(course.steps, begin)
        self._tell_step("started")

    def skip(self) -> None:
        """Go on to the next step."""
        if self._course is not None:
            self._follower.skip()
            self._tell_step("step")

    def stop(self) -> None:
        """End the flow where it stands."""
        if self._course is not None:
            self._end("stopped")

    def update(
        self, pose: PoseReading | None, score: float | None, t: float, *, present: bool = True
    ) -> None:
        """Take in one frame; see FlowFollower."""
        if self._course is None:
            return
        before = self._follower.here
        self._follower.update(pose, score, t, present=present)
        if self._follower.here != before:
            self._tell_step("step")
        elif self._follower.state == "late":
            self._tell_once("reminder")
        elif self._follower.state == "other_side":
            self._tell_once("other_side")

    def fits(self, pose_id: str) -> bool:
        """Whether a pose is what somebody is to do now, and something may be said of it."""
        step = self.step
        return step is None or (not step.silent and pose_id in (step.pose, *step.instead))

    def _tell_step(self, change: Change) -> None:
        self._told = set()
        if self._follower.now is None:
            self._end("finished")
        else:
            self._tell(change, self._announcement(self._follower.now))

    def _tell_once(self, change: Change) -> None:
        step = self._follower.now
        if change in self._told or step is None or step.silent:
            return
        self._told.add(change)
        other = self._event("other_side") if change == "other_side" else None
        self._tell(change, other or self._announcement(step))

    def _end(self, ending: Literal["finished", "stopped"]) -> None:
        course = self._course
        if course is None:
            return
        self._ended = [*self._ended, _summary(course, self._follower, ending)][-MOST_FLOWS:]
        self._tell(ending, self._event("finished") if ending == "finished" else None)
        self._course = None

    def _tell(self, change: Change, say: Announcement | None) -> None:
        course, follower = self._course, self._follower
        if course is None:
            return
        goes_on = change not in ("finished", "stopped")
        self._changes.append(
            FlowChange(
                change=change,
                id=course.id,
                name=course.name,
                step=follower.here,
                of=len(course.steps),
                now=follower.now.shown if follower.now and goes_on else None,
                next=follower.next.shown if follower.next and goes_on else None,
                last=follower.results[-1] if follower.results else None,
                say=say,
            )
        )

    def _announcement(self, step: Step) -> Announcement:
        if step.say is not None:
            return _announcement(f"say.{step.say}", self.messages.says[step.say])
        words_id = step.pose if step.side is None else f"{step.pose}.{step.side}"
        return _announcement(f"pose.{words_id}", self.messages.pose(step.pose, step.side))

    def _event(self, name: str) -> Announcement:
        return _announcement(f"flow.{name}", self.messages.flow[name])


def _announcement(id: str, words: Message) -> Announcement:
    return Announcement(id, words.text, words.short)


def _summary(
    course: Course, follower: FlowFollower, ending: Literal["finished", "stopped"] | None
) -> FlowSummary:
    results = follower.results
    scored = [(step.score, step.hold_s or BREATH_S / 2) for step in results if step.score is not None]
    weight = sum(length for _, length in scored)
    return FlowSummary(
        id=course.id,
        name=course.name,
        ending=ending,
        of=len(course.steps),
        done=sum(step.outcome == "done" for step in results),
        held_s=round(sum(step.held_s for step in results), 3),
        score=round(sum(score * length for score, length in scored) / weight, 1) if scored else None,
        steps=results,
    )

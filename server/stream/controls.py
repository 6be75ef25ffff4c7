"""What a client may change in the middle of a session, and how it stands (SPEC 5.4, 6.1 to 6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.analysis.coach import Coach
from server.analysis.flows import Course
from server.analysis.sequencing import UnknownStep, class_of
from server.errors import BadMessage, NotSupported
from server.stream import wire
from server.stream.intake import Intake
from server.stream.languages import spoken

if TYPE_CHECKING:
    from server.stream.login import Login


class Controls:
    """Hands each control to whom it concerns."""

    def __init__(self, coach: Coach, intake: Intake, login: Login | None) -> None:
        self.paused = False
        self.looks_on = False
        """Frames are looked at in the pause too, for a raised hand that ends it."""

        self._coach = coach
        self._intake = intake
        self._login = login

    def apply(self, control: wire.Set | wire.Pause | wire.Reauth | wire.Flow) -> None:
        """Raises BadInput or Refused for what cannot be done; all else stays as it was."""
        match control:
            case wire.Set():
                self._set(control)
            case wire.Pause(on=on, look=look):
                self.paused, self.looks_on = on, look
                (self._coach.pause if on else self._coach.resume)()
            case wire.Reauth(token=token):
                self._renew(token)
            case wire.Flow():
                self._flow(control)

    @property
    def blind(self) -> bool:
        """Whether frames come and go without being looked at."""
        return self.paused and not self.looks_on

    def status(self) -> wire.Status:
        return wire.Status(
            state="paused" if self.paused else "live",
            pose=self._coach.expected,
            level=self._coach.level,
            language=self._coach.language,
            flow=self._coach.guide.progress,
        )

    def _flow(self, wanted: wire.Flow) -> None:
        guide = self._coach.guide
        if wanted.action == "start":
            course = self._course(wanted)
            if wanted.step >= len(course.steps):
                raise BadMessage("There are not so many steps.")
            guide.start(course, wanted.step)
        elif guide.step is None:
            raise BadMessage("No flow is going on.")
        else:
            (guide.skip if wanted.action == "skip" else guide.stop)()

    def _course(self, wanted: wire.Flow) -> Course:
        library = self._coach.library
        if wanted.steps is not None:
            try:
                return class_of(wanted.steps, wanted.name or "Class", library)
            except UnknownStep as error:
                raise BadMessage(str(error)) from None
        flow = library.flows.get(wanted.flow or "")
        if flow is None:
            raise BadMessage("There is no flow of that name.")
        return flow.course()

    def _renew(self, token: str) -> None:
        if self._login is None:
            raise NotSupported("A guest has no account to renew.")
        self._login.renew(token)

    def _set(self, wanted: wire.Set) -> None:
        if wanted.mirrored is not None:
            self._intake.mirrored = wanted.mirrored
        self._coach.configure(
            expected=... if wanted.pose is None else wanted.pose or None,
            level=wanted.level,
            language=None if wanted.language is None else spoken(wanted.language),
            cues=wanted.cues,
            horizon=None if wanted.horizon is None else wire.wish_of(wanted.horizon),
        )
        if wanted.ask:
            self._coach.ask()
        if wanted.pose and self._coach.expected is None:
            raise BadMessage("There is no pose of that name; practice is free.")

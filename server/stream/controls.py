"""What a client may change in the middle of a session, and how it stands (SPEC 5.4, 6.1 to 6.3)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from server.analysis.coach import Coach
from server.errors import BadMessage, NotSupported
from server.stream import wire
from server.stream.intake import Intake

if TYPE_CHECKING:
    from server.stream.login import Login


class Controls:
    """Hands each control to whom it concerns."""

    def __init__(self, coach: Coach, intake: Intake, login: Login | None) -> None:
        self.paused = False
        self._coach = coach
        self._intake = intake
        self._login = login

    def apply(self, control: wire.Set | wire.Pause | wire.Reauth | wire.Flow) -> None:
        """Raises BadInput or Refused for what cannot be done; all else stays as it was."""
        match control:
            case wire.Set():
                self._set(control)
            case wire.Pause(on=on):
                self.paused = on
                (self._coach.pause if on else self._coach.resume)()
            case wire.Reauth(token=token):
                self._renew(token)
            case wire.Flow():
                raise NotSupported("This server knows no flows yet.")

    def status(self) -> wire.Status:
        return wire.Status(
            state="paused" if self.paused else "live",
            pose=self._coach.expected,
            level=self._coach.level,
            language=self._coach.language,
        )

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
            language=wanted.language,
            cues=wanted.cues,
        )
        if wanted.pose and self._coach.expected is None:
            raise BadMessage("There is no pose of that name; practice is free.")

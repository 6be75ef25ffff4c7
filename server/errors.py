"""Everything that can go wrong, as one tree, and one table of how it is told.

YogaError
├── BadInput          the client sent something that cannot be used; the session lives on
│   ├── BadMessage        not JSON, not a known type, wrong fields
│   ├── BadFrame          a picture that did not pass the gate
│   ├── TooLarge          over a size limit
│   ├── TooSlow           a body that comes in slower than the least rate
│   ├── NotSupported      reserved by the protocol and not built yet
│   ├── LinkSpent         a link of a letter that is no longer good, or never was
│   └── EmailTaken        another account has this address
├── Refused           the client cannot have this session; it is closed
│   ├── NotAuthenticated  no token, a bad one, an expired one, a revoked one
│   ├── NotAllowed        not for this account, or guests are turned away
│   ├── Busy              no place now; says when to come again
│   ├── TooFast           over a rate limit
│   ├── RepeatedBadInput  too much BadInput in one session
│   │   └── Harmful           pictures that broke workers, again and again; says when to come again
│   ├── TimeUp            idle for too long, or the longest session allowed
│   ├── Replaced          a newer connection took the session over
│   └── Stopping          the server is going away
├── NotFound          there is nothing of that name, or it is somebody else's
├── StillLive         a session that runs cannot be changed
├── WeakPassword      one that the operator does not allow
├── NameTaken         another account goes by this display name
├── TooMany           one can have no more of these
├── KeyReused         an Idempotency-Key that came with other words before
├── EngineError
│   ├── FrameLost         this frame has no answer; the session goes on
│   │   ├── FrameTooOld       it waited too long to be worth the work
│   │   └── FrameHarmful      a worker crashed or hung over it
│   └── EngineFailed      no worker for longer than the limit; the session ends
├── LibraryError      a mistake in the pose library or a pose pack (`analysis/tables.py`)
├── ModelUnavailable  the model files cannot be had; the message says what to do
└── StoreUnavailable  the database does not answer
"""

from __future__ import annotations

from typing import ClassVar


class YogaError(Exception):
    """Base of our own errors: a code for programs and a sentence for people."""

    code: ClassVar[str] = "internal"
    status: ClassVar[int] = 500
    """HTTP status."""

    close: ClassVar[int] = 1011
    """WebSocket close code, where the error ends a session."""

    def __init__(self, message: str, *, retry_after_s: float | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.retry_after_s = retry_after_s


class BadInput(YogaError):
    code, status, close = "bad_input", 400, 4400


class BadMessage(BadInput):
    code = "bad_message"


class BadFrame(BadInput):
    code = "bad_frame"


class TooLarge(BadInput):
    code, status, close = "too_large", 413, 4413


class TooSlow(BadInput):
    code, status, close = "too_slow", 408, 4408


class NotSupported(BadInput):
    code, status = "not_supported", 501


class LinkSpent(BadInput):
    code = "link_spent"


class EmailTaken(BadInput):
    code = "email_taken"


class Refused(YogaError):
    code, status, close = "refused", 403, 4403


class NotAuthenticated(Refused):
    code, status, close = "not_authenticated", 401, 4401


class NotAllowed(Refused):
    code, status, close = "not_allowed", 403, 4403


class Busy(Refused):
    code, status, close = "busy", 503, 1013


class TooFast(Refused):
    code, status, close = "too_fast", 429, 4429


class RepeatedBadInput(Refused):
    code, status, close = "repeated_bad_input", 400, 4400


class Harmful(RepeatedBadInput):
    """Told as repeated bad input."""


class TimeUp(Refused):
    code, status, close = "time_up", 408, 4408


class Replaced(Refused):
    code, status, close = "replaced", 409, 4409


class Stopping(Refused):
    code, status, close = "restarting", 503, 1012


class NotFound(YogaError):
    code, status = "not_found", 404


class StillLive(YogaError):
    code, status = "still_live", 409


class WeakPassword(YogaError):
    code, status = "weak_password", 422


class NameTaken(YogaError):
    code, status = "name_taken", 409


class TooMany(YogaError):
    code, status = "too_many", 409


class KeyReused(YogaError):
    code, status = "key_reused", 422


class EngineError(YogaError):
    code, status, close = "engine_error", 503, 1011


class FrameLost(EngineError):
    code = "frame_lost"


class FrameTooOld(FrameLost):
    code = "frame_too_old"


class FrameHarmful(FrameLost):
    """Told as any lost frame; its session may send only so many."""


class EngineFailed(EngineError):
    code = "engine_failed"


class ModelUnavailable(YogaError):
    code, status = "model_unavailable", 503


class StoreUnavailable(YogaError):
    code, status = "store_unavailable", 503

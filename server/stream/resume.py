"""The one-time secrets with which a client comes back to its session (SPEC 7.5)."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from server.stream.session import Session

SECRET_BYTES = 16
"""128 bits, beyond guessing."""


@dataclass(slots=True)
class _Held:
    account: int | None
    issued: bytes
    used: bytes | None = None
    """What the newest attach came with. It stays good until that peer has spoken: before, nobody knows
    whether the new secret reached it."""


class ResumeKeys:
    """Which secret opens which session; only hashes are kept."""

    def __init__(self) -> None:
        self._held: dict[Session, _Held] = {}

    def issue(self, session: Session, account: int | None, used: str | None = None) -> str:
        """A new secret for this session, which ends every earlier one but `used`."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._held[session] = _Held(account, _hash(secret), None if used is None else _hash(used))
        return secret

    def find(self, secret: str, account: int | None) -> Session | None:
        """The session that this secret opens to this account, a guest's where it is None."""
        digest = _hash(secret)
        for session, held in self._held.items():
            good = digest == held.issued or (digest == held.used and not session.spoken)
            if good and held.account == account and session.open:
                return session
        return None

    def forget(self, session: Session) -> None:
        self._held.pop(session, None)


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).digest()

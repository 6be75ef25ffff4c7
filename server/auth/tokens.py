"""Access tokens: JSON Web Tokens with one algorithm and every claim required (RFC 8725, RFC 9068)."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import jwt

from server.auth.revoked import Revoked
from server.errors import NotAuthenticated

ALGORITHM: Final = "HS256"
ISSUER: Final = "yoga-assistant"
AUDIENCE: Final = "yoga-assistant"
TYPE: Final = "at+jwt"
REQUIRED: Final = ("exp", "iat", "nbf", "iss", "aud", "sub", "jti")
LEEWAY_S: Final = 30
"""How far two machines' clocks may differ."""

LAST_TIME: Final = 2**37
"""Year 6325: what a datetime can still tell."""

LARGEST_ID: Final = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""

MAX_LENGTH: Final = 4096
SENTENCE: Final = "You are not logged in, or no longer; please log in."
"""One answer for every way a token can be wrong."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Claims:
    """What a good token says."""

    user_id: int
    expires_at: datetime
    login_id: str | None = None
    """Whose ending ends the token too."""

    def expires_in(self) -> float:
        """Seconds from now; negative once it has expired."""
        return (self.expires_at - datetime.now(UTC)).total_seconds()


@dataclass(frozen=True, slots=True)
class Tokens:
    key: bytes = field(repr=False)
    minutes: int
    """Life of a token."""

    now: Callable[[], datetime] = _utc_now
    revoked: Revoked = field(default_factory=Revoked)

    def issue(self, user_id: int, login_id: str | None = None) -> str:
        now = self.now()
        claims = {
            "sub": str(user_id),
            "iss": ISSUER,
            "aud": AUDIENCE,
            "iat": int(now.timestamp()),
            "nbf": int(now.timestamp()),
            "exp": int((now + timedelta(minutes=self.minutes)).timestamp()),
            "jti": str(uuid.uuid4()),
        }
        if login_id is not None:
            claims["sid"] = login_id
        return jwt.encode(claims, self.key, algorithm=ALGORITHM, headers={"typ": TYPE})

    def verify(self, token: str) -> Claims:
        """Read a token. Raises NotAuthenticated, always with the same sentence."""
        if len(token) > MAX_LENGTH or not token.isascii():
            raise NotAuthenticated(SENTENCE)
        try:
            found = jwt.decode_complete(
                token,
                self.key,
                algorithms=[ALGORITHM],
                issuer=ISSUER,
                audience=AUDIENCE,
                options={
                    "require": list(REQUIRED),
                    "enforce_minimum_key_length": True,
                    # Told against our own clock below, and as whole numbers only.
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                },
            )
        # PyJWT lets errors of the parsers below it through for some malformed tokens.
        except (jwt.PyJWTError, ValueError, TypeError, RecursionError):
            raise NotAuthenticated(SENTENCE) from None
        return self._claims(found["header"], found["payload"])

    def _claims(self, header: dict[str, Any], claims: dict[str, Any]) -> Claims:
        subject, login_id = claims["sub"], claims.get("sid")
        good = (
            header.get("typ") == TYPE
            and "crit" not in header
            and self._in_time(claims)
            and isinstance(subject, str)
            and subject.isdecimal()
            and len(subject) <= 10
            and int(subject) <= LARGEST_ID
            and (login_id is None or isinstance(login_id, str))
            and login_id not in self.revoked
        )
        if not good:
            raise NotAuthenticated(SENTENCE)
        return Claims(int(subject), datetime.fromtimestamp(claims["exp"], UTC), login_id)

    def _in_time(self, claims: dict[str, Any]) -> bool:
        times = [claims[name] for name in ("iat", "nbf", "exp")]
        if not all(type(time) is int and 0 <= time < LAST_TIME for time in times):
            return False
        issued, start, end = times
        now = self.now().timestamp()
        return bool(max(issued, start) - LEEWAY_S <= now < end + LEEWAY_S)

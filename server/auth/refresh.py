"""Refresh tokens: a login's number, a generation, and a signature over both.

The database keeps only the generation that is good, so it holds nothing that could be used to log in. A token
of an earlier generation is known to have been ours: a copy is told from nonsense (RFC 9700, 4.14.2).
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final

from server.auth.tokens import SENTENCE
from server.errors import NotAuthenticated

PURPOSE: Final = b"yoga-assistant refresh token 1"
MAX_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class RefreshTokens:
    key: bytes = field(repr=False)

    def issue(self, login_id: str, generation: int) -> str:
        """Always the same for a login and its generation, so that a repeated request gets the same answer."""
        return f"{login_id}.{generation}.{self._signature(login_id, generation)}"

    def read(self, token: str) -> tuple[str, int]:
        """Login and generation. Raises NotAuthenticated for what this server has not written."""
        login_id, _, rest = token.partition(".")
        generation, _, signature = rest.partition(".")
        if (
            len(token) > MAX_LENGTH
            or not token.isascii()
            or not generation.isdecimal()
            or len(generation) > 9
        ):
            raise NotAuthenticated(SENTENCE)
        if not hmac.compare_digest(signature, self._signature(login_id, int(generation))):
            raise NotAuthenticated(SENTENCE)
        return login_id, int(generation)

    def _signature(self, login_id: str, generation: int) -> str:
        own_key = hmac.digest(self.key, PURPOSE, sha256)
        digest = hmac.digest(own_key, f"{login_id}.{generation}".encode(), sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")

"""ICE servers for clients, told in the `Link` header (RFC 9725, 4.6), with short-lived TURN credentials.

The scheme is coturn's `use-auth-secret` (draft-uberti-behave-turn-rest): the username is an expiry time, the
credential its HMAC under a secret that only coturn and this server know.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class IceServers:
    urls: tuple[str, ...] = ()
    """`stun:`, `turn:` and `turns:` addresses."""

    secret: str | None = None
    lifetime_s: float = 3600.0

    def links(self, now: float) -> Iterable[str]:
        """One `Link` value for each; `now` in seconds of the Unix clock."""
        for url in self.urls:
            if url.startswith("stun") or self.secret is None:
                yield f'<{url}>; rel="ice-server"'
                continue
            username = f"{int(now + self.lifetime_s)}:yoga"
            credential = _credential(self.secret, username)
            yield (
                f'<{url}>; rel="ice-server"; username="{username}"; '
                f'credential="{credential}"; credential-type="password"'
            )


def _credential(secret: str, username: str) -> str:
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return base64.b64encode(digest).decode()

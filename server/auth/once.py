"""Links that are good once, for half an hour: signatures over what they change, so that the change ends them.

Nothing of them is stored. The signature covers the password's hash and the address, each of which is another
after the link was used; so a second use, and an older link, no longer fit.
"""

from __future__ import annotations

import base64
import hmac
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, Literal, TypeAlias

from server.errors import LinkSpent
from server.store.users import User

Purpose: TypeAlias = Literal["reset", "email"]

LIFE_S: Final = 1800
MAX_LENGTH: Final = 1024
LARGEST_ID: Final = 2**31 - 1
"""What an INTEGER of PostgreSQL holds."""

SENTENCE: Final = "This link is no longer good; please ask for another."
"""One answer for every way a link can be wrong."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a link says of itself; believed once `OneTimeLinks.check` has passed it."""

    user_id: int
    expires: int
    """Seconds since 1970."""

    word: str
    """What it brings along: the new address, or nothing."""

    signature: str


@dataclass(frozen=True, slots=True)
class OneTimeLinks:
    key: bytes = field(repr=False)

    def issue(self, purpose: Purpose, user: User, now: float, word: str = "") -> str:
        expires = int(now) + LIFE_S
        return f"{user.id}.{expires}.{_encoded(word)}.{self._signature(purpose, user, expires, word)}"

    def read(self, token: str) -> Link:
        """Raises LinkSpent for what this server cannot have written."""
        parts = token.split(".")
        if len(token) > MAX_LENGTH or not token.isascii() or len(parts) != 4:
            raise LinkSpent(SENTENCE)
        user_id, expires, word, signature = parts
        if not (user_id.isdecimal() and expires.isdecimal()) or max(len(user_id), len(expires)) > 10:
            raise LinkSpent(SENTENCE)
        if int(user_id) > LARGEST_ID:
            raise LinkSpent(SENTENCE)
        return Link(int(user_id), int(expires), _decoded(word), signature)

    def check(self, purpose: Purpose, link: Link, user: User | None, now: float) -> User:
        """The account that may use it. Raises LinkSpent."""
        if user is None or user.id != link.user_id or now >= link.expires:
            raise LinkSpent(SENTENCE)
        expected = self._signature(purpose, user, link.expires, link.word)
        if not hmac.compare_digest(link.signature, expected):
            raise LinkSpent(SENTENCE)
        return user

    def _signature(self, purpose: Purpose, user: User, expires: int, word: str) -> str:
        own_key = hmac.digest(self.key, f"yoga-assistant {purpose} link 1".encode(), sha256)
        said = "\0".join((str(user.id), str(expires), word, user.email, user.password_hash))
        digest = hmac.digest(own_key, said.encode("utf-8", "surrogatepass"), sha256)
        return base64.urlsafe_b64encode(digest).decode().rstrip("=")


def _encoded(word: str) -> str:
    return base64.urlsafe_b64encode(word.encode()).decode().rstrip("=")


def _decoded(word: str) -> str:
    try:
        found = base64.urlsafe_b64decode(word + "=" * (-len(word) % 4)).decode()
    except ValueError:
        raise LinkSpent(SENTENCE) from None
    if _encoded(found) != word:  # there is one way to write it
        raise LinkSpent(SENTENCE)
    return found

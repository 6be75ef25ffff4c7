"""Password hashes: argon2id for what is written, bcrypt as well for what the founding backend wrote.

Hashing takes tens of milliseconds and 19 MiB, so it has threads of its own and a bounded queue.
"""

from __future__ import annotations

import asyncio
import hmac
import unicodedata
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final, TypeVar

from passlib.context import CryptContext

from server.errors import Busy

T = TypeVar("T")

MIN_LENGTH: Final = 8
MAX_LENGTH: Final = 128
"""Characters after NFC, asked for at signup only: whoever has a password may use it."""

MEMORY_KIB: Final = 19456
PASSES: Final = 2
LANES: Final = 1
"""OWASP's Password Storage Cheat Sheet, argon2id."""

BCRYPT_BYTES: Final = 72
"""bcrypt looks at no more; the founding backend cut there without a word."""

LEAST_ROUNDS, MOST_ROUNDS = 4, 14
"""What is imitated of bcrypt's cost; a damaged hash may claim days."""

RETRY_AFTER_S: Final = 2.0


def normalised(password: str) -> str:
    """The same letters typed on another keyboard are the same password (RFC 8265 uses NFC too)."""
    return unicodedata.normalize("NFC", password)


@dataclass(frozen=True, slots=True)
class FoundingLook:
    """How an account that is not there is taken for one that the founding backend wrote."""

    share: float
    nobodys: str
    """A bcrypt hash of nobody's password."""

    key: bytes = field(repr=False)

    def is_for(self, who: str) -> bool:
        drawn = hmac.digest(self.key, f"founding look {who}".encode("utf-8", "surrogatepass"), sha256)
        return int.from_bytes(drawn[:8]) < self.share * 2**64


def _bcrypt(rounds: int) -> CryptContext:
    return CryptContext(schemes=["bcrypt"], bcrypt__rounds=rounds)


class Passwords:
    """Entered once by the application; leaving it ends its threads."""

    def __init__(self, threads: int, queue: int) -> None:
        self._context = CryptContext(
            schemes=["argon2", "bcrypt"],
            deprecated=["bcrypt"],
            argon2__type="ID",
            argon2__memory_cost=MEMORY_KIB,
            argon2__time_cost=PASSES,
            argon2__parallelism=LANES,
        )
        self._executor = ThreadPoolExecutor(threads, thread_name_prefix="hash")
        self._room = threads + queue
        self._waiting = 0
        self._nobodys = self._context.hash("nobody has this password")
        self._founding: FoundingLook | None = None

    async def __aenter__(self) -> Passwords:
        return self

    async def __aexit__(self, *exc: object) -> None:
        self._executor.shutdown(wait=False, cancel_futures=True)

    async def hash(self, password: str) -> str:
        """Raises Busy when too many wait."""
        return await self._off_loop(lambda: str(self._context.hash(normalised(password))))

    async def look_founding(self, share: float, rounds: int, key: bytes) -> None:
        """Let a share of the accounts that are not there look as slow as bcrypt hashes of so many rounds.

        A founding account takes longer than ours until it is upgraded, and would show itself by that. Which
        address looks so is drawn from the address and the key, always the same.
        """
        if share > 0:
            cost = min(max(rounds, LEAST_ROUNDS), MOST_ROUNDS)
            nobodys = await self._off_loop(lambda: _bcrypt(cost).hash("nobody has this password"))
            self._founding = FoundingLook(share, nobodys, key)

    async def verify(self, password: str, hashed: str | None, who: str = "") -> tuple[bool, str | None]:
        """Say whether the password is right, and give a hash to keep instead where the old one is weaker.

        Without a hash, for an account `who` that is not there, it takes as long as for one that is, and is
        wrong. Raises Busy.
        """
        return await self._off_loop(lambda: self._verify(password, hashed, who))

    def _verify(self, password: str, hashed: str | None, who: str) -> tuple[bool, str | None]:
        stored = self._nobodys_for(who) if hashed is None else hashed
        right, better = (self._verify_founding if stored.startswith("$2") else self._verify_ours)(
            password, stored
        )
        return (True, better) if right and hashed is not None else (False, None)

    def _nobodys_for(self, who: str) -> str:
        look = self._founding
        return look.nobodys if look is not None and look.is_for(who) else self._nobodys

    def _verify_ours(self, password: str, hashed: str) -> tuple[bool, str | None]:
        try:
            right, better = self._context.verify_and_update(normalised(password), hashed)
        except ValueError:  # a lone surrogate in the password, or a damaged hash, which lets nobody in
            return False, None
        return right, better

    def _verify_founding(self, password: str, hashed: str) -> tuple[bool, str | None]:
        """A founding hash is of the characters as they were typed, and of no more than 72 bytes."""
        for typed in dict.fromkeys((password, normalised(password))):
            try:
                if self._context.verify(typed.encode()[:BCRYPT_BYTES], hashed):
                    return True, str(self._context.hash(normalised(password)))
            except ValueError:  # NUL in the password, or a damaged hash
                return False, None
        return False, None

    async def _off_loop(self, work: Callable[[], T]) -> T:
        if self._waiting >= self._room:
            raise Busy("Many people are logging in just now; please try again.", retry_after_s=RETRY_AFTER_S)
        self._waiting += 1
        future = asyncio.get_running_loop().run_in_executor(self._executor, work)
        # Counted until the thread is done with it, even where the caller has gone.
        future.add_done_callback(self._finished)
        return await asyncio.shield(future)

    def _finished(self, _future: asyncio.Future[T]) -> None:
        self._waiting -= 1

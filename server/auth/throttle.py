"""How often one may try: a growing wait for each account, a number of signups an hour for each address."""

from __future__ import annotations

import hashlib
import time
from ipaddress import IPv6Address, ip_address
from typing import Final

from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from server.errors import TooFast
from server.settings import Settings
from server.store.users import email_key

TO_ONE: Final = RateLimitItemPerHour(3)
"""Letters to one address."""


def address_key(address: str) -> str:
    """One household is one address: an IPv6 customer has at least a /64."""
    try:
        ip = ip_address(address)
    except ValueError:
        return address
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped is not None:
            return str(ip.ipv4_mapped)
        return ":".join(ip.exploded.split(":")[:4]) + "::/64"
    return str(ip)


class Throttle:
    """In memory: there is one server process."""

    def __init__(self, settings: Settings) -> None:
        self._storage = MemoryStorage()
        self._window = MovingWindowRateLimiter(self._storage)
        self._free_tries = settings.login_free_tries
        self._max_wait_s = settings.login_max_wait_s
        self._signups = RateLimitItemPerHour(settings.signups_per_hour)
        self._letters = RateLimitItemPerHour(settings.letters_per_hour)
        self._logins = RateLimitItemPerMinute(settings.logins_per_minute)

    def try_login(self, email: str) -> None:
        """Count one try for an account, whether it exists or not, before anything is compared.

        After the free tries each further one starts a wait, 1 s and then twice the last. Raises TooFast
        within a wait, whatever the password is.
        """
        account = _account(email)
        tries, wait = f"tries:{account}", f"wait:{account}"
        if self._storage.get(wait):
            left = max(1.0, self._storage.get_expiry(wait) - time.time())
            raise TooFast("Too many tries; please wait before the next one.", retry_after_s=left)
        # Forgotten once nobody has tried for twice the longest wait since the first.
        beyond = self._storage.incr(tries, self._max_wait_s * 2) - self._free_tries
        if beyond >= 0:
            self._storage.incr(wait, min(2.0 ** min(beyond, 32), self._max_wait_s))

    def logged_in(self, email: str) -> None:
        """The password was right: the account starts anew."""
        account = _account(email)
        self._storage.clear(f"tries:{account}")
        self._storage.clear(f"wait:{account}")

    def try_signup(self, address: str) -> None:
        """Count one signup of an address. Raises TooFast."""
        self._hit(self._signups, "signup", address, "Too many new accounts from this address")

    def try_address(self, address: str) -> None:
        """Count one password or refresh token that an address tries. Raises TooFast."""
        self._hit(self._logins, "login", address, "Too many tries from this address")

    def try_letter(self, address: str) -> None:
        """Count one letter that an address asks for. Raises TooFast."""
        self._hit(self._letters, "letter", address, "Too many letters were asked for from this address")

    def may_write(self, email: str) -> bool:
        """Count one letter to an account, whether it exists or not; nobody is told when there are enough."""
        return self._window.hit(TO_ONE, "letter to", _account(email))

    def _hit(self, limit: RateLimitItem, what: str, address: str, sentence: str) -> None:
        who = address_key(address)
        if not self._window.hit(limit, what, who):
            reset = self._window.get_window_stats(limit, what, who).reset_time
            raise TooFast(f"{sentence}; please try again later.", retry_after_s=max(1.0, reset - time.time()))


def _account(email: str) -> str:
    """A fixed length for any input, and no address in memory."""
    return hashlib.sha256(email_key(email).encode("utf-8", "surrogatepass")).hexdigest()

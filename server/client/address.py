"""Where a server is: the one address a user types, and the URLs that follow from it."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from server.client.errors import Unreachable

DEFAULT: Final = "http://127.0.0.1:8000"
_SOCKET_SCHEMES: Final = {"http": "ws", "https": "wss"}
_PAGE_SCHEMES: Final = {"ws": "http", "wss": "https"}


@dataclass(frozen=True, slots=True)
class Address:
    """A server by its origin, such as `https://coach.example:8443`."""

    scheme: str
    host: str
    """Name or IP address, with the brackets of an IPv6 address taken off."""

    netloc: str
    """Host and port as they stand in a URL."""

    @classmethod
    def parse(cls, text: str) -> Address:
        """Read `http(s)://HOST[:PORT]`, the same with `ws(s)`, or `HOST[:PORT]` alone. Raises Unreachable."""
        parts = urlsplit(text if "://" in text else f"http://{text}")
        scheme = _PAGE_SCHEMES.get(parts.scheme, parts.scheme)
        if scheme not in _SOCKET_SCHEMES or not parts.hostname:
            raise Unreachable(f"{text!r} is no server address; it looks like {DEFAULT}.")
        return cls(scheme, parts.hostname, parts.netloc.rpartition("@")[2])

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.netloc}"

    @property
    def practice(self) -> str:
        """URL of the practice socket."""
        return f"{_SOCKET_SCHEMES[self.scheme]}://{self.netloc}/ws/practice"

    @property
    def local(self) -> bool:
        """Whether it is this machine: then no proxy is asked."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

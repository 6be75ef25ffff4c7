"""The datagram guard: what reaches a media port goes further only if it can be meant for it.

aioice hands every datagram that is not STUN to DTLS, whoever sent it. Measured without this guard: one empty
datagram of a stranger's closes a connected session, one forged alert during the handshake ends it, and each
malformed STUN packet writes a traceback. libwebrtc, pion and Asterisk filter by validated source too
(ASVS 5.0, 17.2.3 to 17.2.6).
"""

from __future__ import annotations

import struct
import time
from typing import Any, Final
from weakref import WeakKeyDictionary

import aioice.ice
from aioice import stun
from aioice.ice import CandidatePair, Connection, StunProtocol

from server.stream.pace import Bucket

STUN_BELOW: Final = 4
"""First bytes 0 to 3 are STUN, the rest DTLS and (S)RTP (RFC 7983, 7)."""

LEAST_BYTES: Final = 12
"""An RTP header; a DTLS record has 13 bytes."""

MOST_PAIRS: Final = 64
"""Ways between a client and us that are looked at; each packet is held against all of them."""

CHECKS_PER_S: Final = 100.0
"""STUN from addresses that ICE has not validated: a client's own checks come 20 ms apart (RFC 8445, 14.2)."""

RTP_BYTES: Final = range(128, 192)
RTCP_TYPES: Final = range(192, 224)
NEEDED: Final = ("_check_list", "_nominated", "_protocols")
"""What the guard reads of `aioice.ice.Connection`; they are set when one is made."""


class HookGone(Exception):
    """This aioice is not the one that the guard was written for."""


class Meter:
    """How much one session's peer sends, and whether that is too much (ASVS 17.2.5)."""

    def __init__(self, packets_per_s: float, bytes_per_s: float, most_sources: int, flood_s: float) -> None:
        self.dropped = 0
        self._packets = Bucket(packets_per_s, packets_per_s)
        self._bytes = Bucket(bytes_per_s, bytes_per_s)
        self._most_sources = most_sources
        self._flood_s = flood_s
        self._checks = Bucket(CHECKS_PER_S, 2 * CHECKS_PER_S)
        self._sources: set[bytes] = set()
        self._flooding_since: float | None = None
        self._last_drop = 0.0

    def take(self, data: bytes, now: float) -> bool:
        """Whether this datagram is let through."""
        passes = self._known_source(data) and self._packets.take(now) and self._bytes.take(now, len(data))
        if not passes:
            self._drop(now)
        return passes

    def take_check(self, now: float) -> bool:
        """Whether STUN of an address that is not validated is looked at. It says nothing about the client."""
        return self._checks.take(now)

    def flooded(self, now: float) -> bool:
        """Whether datagrams have been dropped, again and again, for as long as is tolerated."""
        lately = self._flooding_since is not None and now - self._last_drop < 1.0
        return lately and self._last_drop - (self._flooding_since or now) >= self._flood_s

    def _known_source(self, data: bytes) -> bool:
        """A receiver report of aiortc's has room for 31 sources, and beyond it `close()` hangs."""
        if data[0] not in RTP_BYTES or data[1] in RTCP_TYPES:
            return True
        source = data[8:12]
        if source not in self._sources:
            if len(self._sources) >= self._most_sources:
                return False
            self._sources.add(source)
        return True

    def _drop(self, now: float) -> None:
        self.dropped += 1
        if self._flooding_since is None or now - self._last_drop > 1.0:
            self._flooding_since = now
        self._last_drop = now


class GuardedProtocol(StunProtocol):
    """aioice's protocol object with a door."""

    refused = 0
    """Datagrams that were not let in, of all connections, for the metrics."""

    def datagram_received(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
        if isinstance(data, bytes) and self._passes(data, (addr[0], addr[1])):
            super().datagram_received(data, addr)
        else:
            GuardedProtocol.refused += 1

    def _passes(self, data: bytes, addr: tuple[str, int]) -> bool:
        if not data:
            return False
        meter = _meters.get(self.receiver)
        known = _validated(self.receiver, addr)
        if data[0] < STUN_BELOW and not known:
            may_ask = meter is None or meter.take_check(time.monotonic())
            return may_ask and _has_room(self.receiver, addr) and _readable(data)
        if not known or len(data) < LEAST_BYTES:
            return False
        passes = meter is None or meter.take(data, time.monotonic())
        return passes and (data[0] >= STUN_BELOW or _readable(data))


_meters: WeakKeyDictionary[Connection, Meter] = WeakKeyDictionary()


def install() -> None:
    """Put the guard in front of every connection made from now on. Raises HookGone."""
    if not isinstance(getattr(aioice.ice, "StunProtocol", None), type):
        raise HookGone("aioice.ice has no StunProtocol")
    sample = Connection(ice_controlling=False)
    if missing := [name for name in NEEDED if not hasattr(sample, name)]:
        raise HookGone(f"aioice's connection has no {', '.join(missing)}")
    aioice.ice.StunProtocol = GuardedProtocol  # type: ignore[misc]


def attend(connection: Connection, meter: Meter) -> None:
    """Measure this connection, and make sure that it is guarded. Raises HookGone."""
    protocols = connection._protocols
    if not protocols or not all(isinstance(protocol, GuardedProtocol) for protocol in protocols):
        raise HookGone("a connection was made without the guard")
    _meters[connection] = meter


def _readable(data: bytes) -> bool:
    try:
        stun.parse_message(data)
    except (ValueError, struct.error, IndexError):
        return False
    return True


def _has_room(connection: Connection, addr: tuple[str, int]) -> bool:
    """Whether this address may become a pair of its own, or is one."""
    pairs = connection._check_list
    return len(pairs) < MOST_PAIRS or any(pair.remote_addr == addr for pair in pairs)


def _validated(connection: Connection, addr: tuple[str, int]) -> bool:
    """Whether ICE has proved that this address is the peer's: its pair was nominated or has succeeded."""
    if any(pair.remote_addr == addr for pair in connection._nominated.values()):
        return True
    done = CandidatePair.State.SUCCEEDED
    return any(pair.state is done and pair.remote_addr == addr for pair in connection._check_list)

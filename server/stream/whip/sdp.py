"""The offer, before anything parses it: limits, one video, and no address that we would be made to probe.

Named candidates make an ICE agent send packets to whatever they name, and thousands of them stall the loop.
A client's own checks reach us without, and form a peer-reflexive pair, as with an ICE-lite server (RFC 8445,
7.3.1.3).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from server.errors import BadMessage, TooLarge

MAX_BYTES: Final = 32 * 1024
MAX_LINES: Final = 400
"""Chromium's offer of one video and a channel has 150 (measured); with audio 250."""

MAX_LINE_BYTES: Final = 1024
MOST: Final = {"video": 1, "audio": 1, "application": 1}
DROPPED: Final = ("a=candidate:", "a=end-of-candidates", "a=remote-candidates:", "a=ice-lite")
LINE: Final = re.compile(r"[a-z]=[^\x00-\x1f\x7f]*")


def clean(offer: bytes) -> str:
    """The offer that may be parsed. Raises TooLarge or BadMessage.

    `a=setup:actpass` becomes `active`: aiortc is then the DTLS server, which GStreamer needs. A
    line `a=end-of-candidates` without candidates would leave ICE waiting for ever.
    """
    if len(offer) > MAX_BYTES:
        raise TooLarge(f"An offer is at most {MAX_BYTES} bytes.")
    try:
        lines = offer.decode().splitlines()
    except UnicodeDecodeError:
        raise BadMessage("An offer is text in UTF-8.") from None
    if len(lines) > MAX_LINES:
        raise TooLarge(f"An offer is at most {MAX_LINES} lines.")
    if not lines or lines[0] != "v=0":
        raise BadMessage("That is no session description.")
    if any(len(line) > MAX_LINE_BYTES or not LINE.fullmatch(line) for line in lines):
        raise BadMessage("A line of the offer cannot be read.")
    _check_media(lines)
    kept = (line for line in lines if not line.startswith(DROPPED))
    return "".join(f"{'a=setup:active' if line == 'a=setup:actpass' else line}\r\n" for line in kept)


def announce(answer: str, address: str | None) -> str:
    """Our answer with the address that clients reach us at, where a router stands before us (1:1 NAT)."""
    if address is None:
        return answer
    return re.sub(r"^(a=candidate:\S+ \d+ \S+ \d+ )\S+", rf"\g<1>{address}", answer, flags=re.MULTILINE)


def _check_media(lines: list[str]) -> None:
    kinds = Counter(line[2:].split(" ")[0] for line in lines if line.startswith("m="))
    if kinds["video"] != 1:
        raise BadMessage("An offer has one video.")
    if any(count > MOST.get(kind, 0) for kind, count in kinds.items()):
        raise BadMessage("An offer has one video, at most one audio, and at most one data channel section.")
    if any(line in ("a=setup:passive", "a=setup:holdconn") for line in lines):
        raise BadMessage('The client begins DTLS: "a=setup:actpass" or "active".')

"""SPEC 8.2: what an offer may be, and what is taken out of it before it is parsed."""

from __future__ import annotations

import pytest

from server.errors import BadMessage, TooLarge
from server.stream.whip import sdp

HEAD = ["v=0", "o=- 1 2 IN IP4 127.0.0.1", "s=-", "t=0 0", "a=group:BUNDLE 0 1"]
VIDEO = ["m=video 9 UDP/TLS/RTP/SAVPF 96", "c=IN IP4 0.0.0.0", "a=setup:actpass", "a=mid:0", "a=sendonly"]
CHANNEL = ["m=application 9 UDP/DTLS/SCTP webrtc-datachannel", "a=setup:actpass", "a=mid:1"]
CANDIDATE = "a=candidate:1 1 udp 2122260223 10.0.0.7 50000 typ host"


def offer(*lines: str) -> bytes:
    return "".join(f"{line}\r\n" for line in lines).encode()


def test_candidates_and_their_end_are_taken_out() -> None:
    cleaned = sdp.clean(offer(*HEAD, *VIDEO, CANDIDATE, "a=end-of-candidates", *CHANNEL))
    assert "candidate" not in cleaned
    assert "10.0.0.7" not in cleaned
    assert cleaned.count("m=") == 2


def test_the_client_begins_dtls() -> None:
    cleaned = sdp.clean(offer(*HEAD, *VIDEO))
    assert "a=setup:active" in cleaned
    assert "actpass" not in cleaned


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"\xff\xfe",
        offer("v=1", *VIDEO),
        offer(*HEAD),
        offer(*HEAD, *CHANNEL),
        offer(*HEAD, *VIDEO, *VIDEO),
        offer(*HEAD, *VIDEO, *CHANNEL, *CHANNEL),
        offer(*HEAD, *VIDEO, "m=image 9 udp 1"),
        offer(*HEAD, *VIDEO, "a=setup:passive"),
        offer(*HEAD, *VIDEO, "nonsense"),
        offer(*HEAD, *VIDEO, "a=" + "x" * 2000),
        offer(*HEAD, *VIDEO, "a=x\x00y"),
    ],
)
def test_what_is_no_offer_of_one_video_is_refused(bad: bytes) -> None:
    with pytest.raises(BadMessage):
        sdp.clean(bad)


@pytest.mark.parametrize("large", [offer(*HEAD, *VIDEO, *["a=x"] * 400), offer(*HEAD) + b"a=x\r\n" * 10_000])
def test_a_large_offer_is_refused_by_its_size(large: bytes) -> None:
    with pytest.raises(TooLarge):
        sdp.clean(large)


def test_the_announced_address_stands_in_every_candidate() -> None:
    answer = "a=candidate:1 1 udp 2122260223 192.168.1.5 50000 typ host\r\na=mid:0\r\n"
    assert sdp.announce(answer, None) == answer
    assert "1 udp 2122260223 203.0.113.9 50000" in sdp.announce(answer, "203.0.113.9")

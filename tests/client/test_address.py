"""What a user may type as a server, and the URLs that follow."""

from __future__ import annotations

import pytest

from server.client.address import Address
from server.client.errors import Unreachable


@pytest.mark.parametrize(
    ("typed", "origin", "practice"),
    [
        ("http://127.0.0.1:8000", "http://127.0.0.1:8000", "ws://127.0.0.1:8000/ws/practice"),
        ("localhost:9000", "http://localhost:9000", "ws://localhost:9000/ws/practice"),
        ("https://coach.example/", "https://coach.example", "wss://coach.example/ws/practice"),
        ("wss://coach.example", "https://coach.example", "wss://coach.example/ws/practice"),
        ("http://[::1]:8000", "http://[::1]:8000", "ws://[::1]:8000/ws/practice"),
        ("http://me:secret@coach.example", "http://coach.example", "ws://coach.example/ws/practice"),
    ],
)
def test_reads_an_address(typed: str, origin: str, practice: str) -> None:
    address = Address.parse(typed)
    assert (address.origin, address.practice) == (origin, practice)


@pytest.mark.parametrize("typed", ["", "ftp://coach.example", "http://", "file:///etc/passwd"])
def test_refuses_what_is_none(typed: str) -> None:
    with pytest.raises(Unreachable, match="no server address"):
        Address.parse(typed)


@pytest.mark.parametrize(
    ("typed", "local"),
    [
        ("localhost", True),
        ("127.3.2.1:80", True),
        ("http://[::1]", True),
        ("10.0.0.1", False),
        ("a.example", False),
    ],
)
def test_knows_this_machine(typed: str, local: bool) -> None:
    assert Address.parse(typed).local is local

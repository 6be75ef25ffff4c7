"""Who is at the other end of a session that is about to begin."""

from __future__ import annotations

import pytest

from server.stream.opening import Visitor


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::3", "2001:db8:1:2:4:5:6:7", True),
        ("2001:db8:1:2::3", "2001:db8:1:3::3", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("unknown", "unknown", True),
    ],
)
def test_guests_of_one_network_share_its_places_and_its_bans(one: str, other: str, same: bool) -> None:
    assert (Visitor(one).place == Visitor(other).place) is same

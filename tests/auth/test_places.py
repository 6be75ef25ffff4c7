"""Places for uploads."""

from __future__ import annotations

import pytest

from server.auth.places import Places
from server.errors import Busy, TooFast


def test_an_address_has_so_many_and_all_together_have_so_many() -> None:
    places = Places(in_all=2, per_address=1)
    with places.place("10.0.0.1"):
        with pytest.raises(TooFast), places.place("10.0.0.1"):
            pass
        with places.place("10.0.0.2"), pytest.raises(Busy), places.place("10.0.0.3"):
            pass
        with places.place("10.0.0.3"):
            pass


def test_a_place_is_given_back_whatever_happens() -> None:
    places = Places(in_all=1, per_address=1)
    for _ in range(3):
        with pytest.raises(RuntimeError), places.place("::1"):
            raise RuntimeError


def test_a_household_is_one_address() -> None:
    places = Places(in_all=9, per_address=1)
    with places.place("2001:db8::1"), pytest.raises(TooFast), places.place("2001:db8::2"):
        pass

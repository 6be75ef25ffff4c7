"""Waiting after wrong passwords, and signups an hour."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from server.auth.throttle import Throttle, address_key
from server.errors import TooFast
from server.settings import Settings


class Clock:
    """The time that both our code and the limits library read."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def time(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(time, "time", clock.time)
    return clock


@pytest.fixture
def throttle(clock: Clock, tmp_path: Path) -> Throttle:
    return Throttle(Settings(data_dir=tmp_path, login_free_tries=3, signups_per_hour=2))


def wait_of(throttle: Throttle, email: str = "ada@example.org") -> float:
    with pytest.raises(TooFast) as caught:
        throttle.try_login(email)
    assert caught.value.retry_after_s is not None
    return caught.value.retry_after_s


def test_the_first_tries_are_free(throttle: Throttle) -> None:
    for _ in range(3):
        throttle.try_login("ada@example.org")
    assert wait_of(throttle) == 1.0


def test_each_further_wait_is_twice_the_last_up_to_the_longest(throttle: Throttle, clock: Clock) -> None:
    for _ in range(3):
        throttle.try_login("ada@example.org")
    waits = []
    for _ in range(11):
        waits.append(wait_of(throttle))
        clock.now += waits[-1]
        throttle.try_login("ada@example.org")
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900]


def test_a_thousand_tries_in_a_row_hardly_reach_the_hash(throttle: Throttle) -> None:
    reached = 0
    for _ in range(1000):
        try:
            throttle.try_login("ada@example.org")
        except TooFast:
            continue
        reached += 1
    assert reached == 3


def test_one_account_is_one_however_its_address_is_written(throttle: Throttle) -> None:
    for email in ("ada@example.org", "Ada@example.org", " ADA@EXAMPLE.ORG"):
        throttle.try_login(email)
    assert wait_of(throttle)


def test_others_do_not_wait(throttle: Throttle) -> None:
    for _ in range(3):
        throttle.try_login("ada@example.org")
    throttle.try_login("bob@example.org")


def test_who_got_in_starts_anew(throttle: Throttle) -> None:
    for _ in range(3):
        throttle.try_login("ada@example.org")
    throttle.logged_in("ada@example.org")
    for _ in range(3):
        throttle.try_login("ada@example.org")


def test_any_text_can_be_tried(throttle: Throttle) -> None:
    for text in ("", "\ud800", "\0", "x" * 100_000):
        throttle.try_login(text)


def test_an_address_makes_so_many_accounts_an_hour(throttle: Throttle, clock: Clock) -> None:
    throttle.try_signup("192.0.2.7")
    throttle.try_signup("192.0.2.7")
    with pytest.raises(TooFast) as caught:
        throttle.try_signup("192.0.2.7")
    assert caught.value.retry_after_s
    throttle.try_signup("192.0.2.8")
    clock.now += 3601
    throttle.try_signup("192.0.2.7")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.7", "192.0.2.7", True),
        ("192.0.2.7", "192.0.2.8", False),
        ("testclient", "testclient", True),
    ],
)
def test_one_household_is_one_address(one: str, other: str, same: bool) -> None:
    assert (address_key(one) == address_key(other)) is same

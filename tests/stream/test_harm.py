"""Pictures that break workers: how many are borne, and for how long their sender is turned away."""

from __future__ import annotations

import pytest

from server.errors import Harmful
from server.stream.harm import BANNED_S, MOST, WITHIN_S, Bans, Strikes
from server.stream.roster import Roster

GUEST = ("address", "203.0.113.9")


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_the_third_strike_in_a_short_time_is_one_too_many() -> None:
    strikes = Strikes(Clock())
    assert [strikes.another() for _ in range(MOST)] == [*[False] * (MOST - 1), True]


def test_old_strikes_are_forgiven() -> None:
    clock = Clock()
    strikes = Strikes(clock)
    for _ in range(4 * MOST):
        assert not strikes.another()
        clock.now += WITHIN_S / (MOST - 1) + 1


def test_a_ban_names_its_end_and_ends() -> None:
    clock = Clock()
    bans = Bans(clock)
    bans.ban(GUEST)
    bans.check(("user", GUEST[1]))
    clock.now += BANNED_S - 60
    with pytest.raises(Harmful) as refused:
        bans.check(GUEST)
    assert refused.value.retry_after_s == pytest.approx(60)
    clock.now += 60
    bans.check(GUEST)


def test_who_is_banned_gets_no_place_and_others_do() -> None:
    roster = Roster(10, 2, 2)
    roster.bans.ban(GUEST)
    with pytest.raises(Harmful):
        roster.place(*GUEST)
    roster.place("address", "203.0.113.10")
    assert len(roster) == 1

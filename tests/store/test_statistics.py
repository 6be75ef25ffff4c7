"""What a history adds up to, in the user's own days and weeks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.store.database import Database
from server.store.schema import sessions
from server.store.statistics import Statistics, statistics
from server.store.users import User, UserStore
from tests.store.conftest import new_user

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
"""A Wednesday."""


async def practised(
    database: Database,
    user: User,
    *moments: datetime,
    duration: int = 10,
    duration_s: float | None = None,
    accuracy: float = 80.0,
) -> None:
    rows = [
        {
            "user_id": user.id,
            "date": moment,
            "created_at": moment,
            "duration": duration,
            "duration_s": duration_s,
            "avg_accuracy": accuracy,
            "total_poses": 0,
        }
        for moment in moments
    ]
    await database.transact(lambda transaction: transaction.run(sessions.insert().values(rows)))


async def told(database: Database, user: User, zone: str = "UTC", now: datetime = NOW) -> Statistics:
    return await statistics(database, user.id, ZoneInfo(zone), now)


def days_ago(*days: float) -> list[datetime]:
    return [NOW - timedelta(days=day) for day in days]


async def test_an_empty_history_is_all_zeros(database: Database, user: User) -> None:
    assert await told(database, user) == Statistics(0, 0, 0, 0.0)


async def test_the_week_begins_on_monday(database: Database, user: User) -> None:
    monday = datetime(2026, 3, 2, tzinfo=UTC)
    await practised(database, user, monday - timedelta(seconds=1), monday, NOW)
    assert (await told(database, user)).sessions_this_week == 2


async def test_monday_is_the_users_own(database: Database, user: User) -> None:
    sunday_evening_utc = datetime(2026, 3, 1, 20, tzinfo=UTC)
    await practised(database, user, sunday_evening_utc)
    assert (await told(database, user, "UTC")).sessions_this_week == 0
    assert (await told(database, user, "Asia/Kolkata")).sessions_this_week == 1


@pytest.mark.parametrize(
    ("days", "streak"),
    [
        ((0,), 1),
        ((1,), 1),
        ((2,), 0),
        ((0, 1, 2), 3),
        ((1, 2, 3), 3),
        ((0, 0, 0, 1, 1), 2),
        ((0, 2, 3), 1),
        ((0, 1, 3), 2),
    ],
)
async def test_a_streak_is_days_in_a_row_that_end_today_or_yesterday(
    database: Database, user: User, days: tuple[int, ...], streak: int
) -> None:
    await practised(database, user, *days_ago(*days))
    assert (await told(database, user)).current_streak == streak


async def test_a_days_border_is_the_users_own(database: Database, user: User) -> None:
    late_and_early = [datetime(2026, 3, 3, 23, 30, tzinfo=UTC), datetime(2026, 3, 4, 0, 30, tzinfo=UTC)]
    await practised(database, user, *late_and_early)
    assert (await told(database, user, "UTC")).current_streak == 2
    assert (await told(database, user, "Europe/Paris")).current_streak == 1


async def test_a_long_streak_is_counted_to_its_end(database: Database, user: User) -> None:
    await practised(database, user, *days_ago(*range(250), *range(250), 251, 252))
    assert (await told(database, user)).current_streak == 250


async def test_a_clock_that_was_ahead_does_not_end_a_streak(database: Database, user: User) -> None:
    await practised(database, user, *days_ago(-1, 0, 1))
    assert (await told(database, user)).current_streak == 2


async def test_minutes_are_summed_exactly_and_rounded_once(database: Database, user: User) -> None:
    await practised(database, user, NOW, NOW, NOW, duration=1, duration_s=40.0)
    await practised(database, user, NOW, duration=20)
    assert (await told(database, user)).mindful_minutes == 22


async def test_accuracy_is_the_mean_over_sessions(database: Database, user: User) -> None:
    await practised(database, user, NOW, accuracy=60.0)
    await practised(database, user, NOW, NOW, accuracy=90.0)
    assert (await told(database, user)).total_avg_accuracy == 80.0


async def test_another_ones_practice_does_not_count(database: Database, user: User) -> None:
    stranger = await UserStore(database).add(new_user("eve@example.org"))
    assert stranger is not None
    await practised(database, stranger, *days_ago(0, 1, 2))
    assert await told(database, user) == Statistics(0, 0, 0, 0.0)


async def test_the_machines_own_time_zone_plays_no_part(
    database: Database, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    await practised(database, user, *days_ago(0, 1))
    expected = await told(database, user)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    time.tzset()
    try:
        assert await told(database, user) == expected
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Asia/Kathmandu"])
async def test_a_day_of_utc_that_is_two_days_elsewhere_counts_as_both(
    database: Database, user: User, zone: str
) -> None:
    here = ZoneInfo(zone)
    midnight = datetime(2026, 3, 4, tzinfo=here)
    late, early = (midnight + timedelta(minutes=minutes) for minutes in (-30, 30))
    await practised(database, user, late.astimezone(UTC), early.astimezone(UTC))
    found = await told(database, user, zone, (midnight + timedelta(hours=1)).astimezone(UTC))
    assert found.current_streak == 2


async def test_a_very_long_streak_is_counted_whole(database: Database, user: User) -> None:
    await practised(database, user, *days_ago(*range(500)), *days_ago(*range(502, 510)))
    assert (await told(database, user)).current_streak == 500

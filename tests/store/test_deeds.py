"""Achievements: each rule on histories that just miss it and just reach it, and the day it was reached."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.analysis.loading import languages
from server.store.achievements import achieved, load_achievements
from server.store.database import Database
from server.store.deeds import RULES, Achievement, Day, Held, History, Progress
from server.store.schema import session_poses, sessions
from server.store.users import User

FIRST = date(2026, 3, 1)


def on(*days: int, sessions: int = 1, minutes: float = 10) -> tuple[Day, ...]:
    return tuple(
        Day(day=FIRST + timedelta(day), first=FIRST + timedelta(day), sessions=sessions, seconds=60 * minutes)
        for day in days
    )


def held(pose: str, side: str | None, day: int, reached: int | None = None) -> Held:
    long_enough = None if reached is None else FIRST + timedelta(reached)
    return Held(pose, side, FIRST + timedelta(day), 45.0, 80.0, {"it": long_enough})


CASES: list[tuple[str, float, History, float, int | None]] = [
    ("sessions", 3, History(on(0, 1), ()), 2, None),
    ("sessions", 3, History(on(0, 4, sessions=2), ()), 3, 4),
    ("minutes", 25, History(on(0, 1), ()), 20, None),
    ("minutes", 20, History(on(0, 1, 5), ()), 20, 1),
    ("days", 3, History(on(0, 0, 1), ()), 2, None),
    ("days", 3, History(on(0, 0, 2, 6), ()), 3, 6),
    ("days_in_a_row", 3, History(on(0, 1, 3, 4), ()), 2, None),
    ("days_in_a_row", 3, History(on(0, 1, 1, 2, 9), ()), 3, 2),
    ("days_in_a_row", 3, History(on(0, 5, 6, 7), ()), 3, 7),
    ("poses", 2, History((), (held("tree", "left", 3), held("tree", "right", 1))), 1, None),
    ("poses", 2, History((), (held("tree", None, 3), held("chair", None, 7))), 2, 7),
    ("both_sides", 1, History((), (held("tree", "left", 0), held("chair", "right", 0))), 0, None),
    ("both_sides", 1, History((), (held("tree", "left", 2), held("tree", "right", 5))), 1, 5),
    ("hold_s", 60, History((), (held("tree", None, 0),)), 45, None),
    ("hold_s", 30, History((), (held("tree", None, 0, 8), held("chair", None, 0, 6))), 30, 6),
    ("score", 90, History((), (held("tree", None, 0),)), 80, None),
    ("score", 75, History((), (held("tree", None, 0, 1),)), 75, 1),
]


@pytest.mark.parametrize(("rule", "target", "history", "value", "day"), CASES)
def test_a_rule_tells_how_far_one_is_and_since_when(
    rule: str, target: float, history: History, value: float, day: int | None
) -> None:
    wanted = Achievement("it", "It", "It is done.", rule, target)
    earned = None if day is None else FIRST + timedelta(day)
    assert RULES[rule](history, wanted) == Progress(value, earned)


@pytest.mark.parametrize("rule", RULES)
def test_an_empty_history_has_done_nothing(rule: str) -> None:
    assert RULES[rule](History((), ()), Achievement("it", "", "", rule, 1)) == Progress(0, None)


def test_every_rule_has_a_case_and_an_achievement() -> None:
    assert {case[0] for case in CASES} == RULES.keys() == {one.rule for one in load_achievements()}


def test_every_deed_is_told_in_every_language() -> None:
    for one in load_achievements():
        assert ("en", *one.others) == languages()
        told = [one.words(language) for language in languages()]
        assert len({words.title for words in told}) == len({words.description for words in told}) == len(told)
        assert one.words("tlh") == one.words("en")


@pytest.mark.anyio
async def test_a_stored_history_is_dated_in_the_users_days(database: Database, user: User) -> None:
    evening = datetime(2026, 3, 4, 20, tzinfo=UTC)
    row = {
        "user_id": user.id, "date": evening, "created_at": evening, "duration": 10, "avg_accuracy": 91.0,
        "total_poses": 1,
    }  # fmt: skip
    await database.transact(lambda t: t.run(sessions.insert().values(row)))
    pose = {
        "session_id": 1, "user_id": user.id, "pose_name": "Tree", "accuracy": 91.0, "timestamp": evening,
        "pose_id": "tree", "side": "left", "start_s": 0.0, "hold_s": 61.0, "mean_score": 91.0,
    }  # fmt: skip
    await database.transact(lambda t: t.run(session_poses.insert().values(pose)))

    async def earned(zone: str) -> dict[str, date | None]:
        return {one.id: how.earned for one, how in await achieved(database, user.id, ZoneInfo(zone))}

    london, kolkata = await earned("Europe/London"), await earned("Asia/Kolkata")
    done = {"first_practice", "half_a_minute", "a_minute", "finely_done"}
    assert {one for one, day in london.items() if day} == done
    assert {london[one] for one in done} == {date(2026, 3, 4)}
    assert {kolkata[one] for one in done} == {date(2026, 3, 5)}

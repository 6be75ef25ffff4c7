"""How far goals are, by few queries however many there are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, timedelta
from typing import Any

import pytest

from server.analysis.summary import Ending
from server.store import goals
from server.store.database import Database
from server.store.goals import Aim, Goal, Reached
from server.store.records import Owner
from server.store.sessions import SessionStore
from server.store.users import User
from tests.store.conftest import NOW
from tests.store.test_sessions import HOLD, SUMMARY

pytestmark = pytest.mark.anyio


async def held(database: Database, user: User, pose: str, seconds: float, days_ago: int) -> None:
    summary = replace(SUMMARY, holds=(replace(HOLD, pose_id=pose, start_s=0.0, hold_s=seconds),))
    owner = Owner(user.id, NOW - timedelta(days=days_ago))
    public_id = f"{pose}-{seconds}"
    assert await SessionStore(database).save(public_id, owner, summary, Ending.COMPLETED)


async def test_each_goal_is_told_of_its_own_pose_in_one_query(
    database: Database, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for pose, seconds, days_ago in (("tree", 40, 3), ("tree", 61, 2), ("tree", 70, 1), ("chair", 20, 1)):
        await held(database, user, pose, float(seconds), days_ago)
    aims = [Aim("hold", 60, "tree"), Aim("days", 2), Aim("hold", 30, "chair"), Aim("hold", 5, "boat")]
    wanted = [Goal(n, aim, NOW) for n, aim in enumerate(aims)]
    asked: list[Any] = []
    ask = database.all

    async def counted(query: Any) -> list[Any]:
        asked.append(query)
        return await ask(query)

    monkeypatch.setattr(database, "all", counted)
    assert await goals.reached(database, user.id, wanted, UTC, NOW) == [
        Reached(70.0, True, NOW - timedelta(days=2)),
        Reached(2.0, True, weeks_in_a_row=1),
        Reached(20.0, False),
        Reached(0.0, False),
    ]
    assert len(asked) == 2  # of the weeks, and of the holds

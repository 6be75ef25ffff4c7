"""Landmarks are kept only while their owner agrees, for their time, and go with whatever they belong to."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import numpy as np
import pytest

from server.analysis.movement import Moment
from server.analysis.summary import Ending
from server.errors import StillLive
from server.store import posted, preferences
from server.store.database import Database
from server.store.landmarks import LandmarkStore
from server.store.records import Owner
from server.store.schema import session_landmarks
from server.store.sessions import SessionStore
from server.store.users import User, UserStore
from tests.store.conftest import NOW, new_user
from tests.store.test_sessions import SUMMARY

pytestmark = pytest.mark.anyio


def piece(since: float, seconds: float = 5.0) -> tuple[Moment, ...]:
    image = np.full((33, 4), 0.5, np.float32)
    return tuple(Moment(round(since + n / 10, 3), image) for n in range(int(seconds * 10)))


@pytest.fixture
def store(database: Database) -> LandmarkStore:
    return LandmarkStore(database, days=90)


@pytest.fixture
async def session_id(database: Database, user: User) -> int:
    await preferences.change(database, user.id, {"keep_landmarks": True})
    return await session(database, user)


async def session(database: Database, user: User, ending: Ending | None = Ending.COMPLETED) -> int:
    number = await SessionStore(database).save(str(uuid4()), Owner(user.id, NOW), SUMMARY, ending)
    assert number is not None
    return number


async def pieces(database: Database) -> int:
    return len(await database.all(session_landmarks.select()))


async def test_a_stretch_is_read_and_where_the_next_begins(
    store: LandmarkStore, user: User, session_id: int
) -> None:
    for since in (0.0, 5.0, 30.0):
        assert await store.keep(user.id, session_id, piece(since))
    found, later = await store.read(user.id, session_id, 0, 3)
    assert ([one.t for one in found], later) == ([n / 10 for n in range(30)], 3.0)
    found, later = await store.read(user.id, session_id, 3, 20)
    assert (found[0].t, found[-1].t, len(found), later) == (3.0, 9.9, 70, 30.0)
    found, later = await store.read(user.id, session_id, 30, 90)
    assert (len(found), later) == (50, None)
    found, later = await store.read(user.id, session_id, 12, 20)
    assert (found, later) == ([], 30.0)
    assert await store.read(user.id, session_id, 100, 200) == ([], None)


async def test_nothing_is_kept_of_who_did_not_agree(
    store: LandmarkStore, database: Database, user: User
) -> None:
    number = await session(database, user)
    assert not await store.keep(user.id, number, piece(0))
    await preferences.change(database, user.id, {"keep_landmarks": False})
    assert not await store.keep(user.id, number, piece(0))
    assert await pieces(database) == 0
    assert await store.kept_until(user.id, number) is None


async def test_consent_that_is_taken_back_takes_all_along(
    store: LandmarkStore, database: Database, user: User, session_id: int
) -> None:
    await store.keep(user.id, session_id, piece(0))
    other = await UserStore(database).add(new_user("eve@example.org"))
    assert other is not None
    await preferences.change(database, other.id, {"keep_landmarks": True})
    await store.keep(other.id, await session(database, other), piece(0))
    await preferences.change(database, user.id, {"units": "imperial"})
    assert await pieces(database) == 2
    await preferences.change(database, user.id, {"keep_landmarks": False})
    assert await pieces(database) == 1
    assert not await store.keep(user.id, session_id, piece(5))


async def test_they_are_anothers_as_little_as_the_session_is(
    store: LandmarkStore, database: Database, user: User, session_id: int
) -> None:
    await store.keep(user.id, session_id, piece(0))
    assert await store.read(user.id + 1, session_id, 0, 60) == ([], None)
    assert await store.kept_until(user.id + 1, session_id) is None
    await store.delete(user.id + 1, session_id)
    assert await pieces(database) == 1
    await store.delete(user.id, session_id)
    assert await pieces(database) == 0


async def test_a_session_takes_them_along(
    store: LandmarkStore, database: Database, user: User, session_id: int
) -> None:
    await store.keep(user.id, session_id, piece(0))
    await posted.delete(database, user.id, session_id)
    assert await pieces(database) == 0
    assert not await store.keep(user.id, session_id, piece(5))


async def test_those_of_a_running_session_are_not_deleted_yet(
    store: LandmarkStore, database: Database, user: User, session_id: int
) -> None:
    running = await session(database, user, ending=None)
    await store.keep(user.id, running, piece(0))
    with pytest.raises(StillLive):
        await store.delete(user.id, running)


async def test_after_ninety_days_they_are_gone(
    store: LandmarkStore, database: Database, user: User, session_id: int
) -> None:
    await store.keep(user.id, session_id, piece(0))
    until = await store.kept_until(user.id, session_id)
    assert until is not None
    assert timedelta(days=89) < until - datetime.now(UTC) <= timedelta(days=90)
    assert await store.prune(until - timedelta(seconds=1)) == 0
    assert await store.prune(until) == 1
    assert await pieces(database) == 0

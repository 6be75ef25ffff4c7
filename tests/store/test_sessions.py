"""Sessions in the store: one row each, final once, and nobody else's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import sqlalchemy as sa

from server.analysis.feedback import StepResult
from server.analysis.summary import Ending, FlowSummary, HoldSummary, Summary
from server.errors import StoreUnavailable
from server.store.database import Conflict, Database
from server.store.filters import Filter, Place
from server.store.records import Owner, minutes
from server.store.schema import session_poses, sessions
from server.store.sessions import SessionStore
from server.store.users import User, UserStore
from tests.store.conftest import NOW, new_user

pytestmark = pytest.mark.anyio

HOLD = HoldSummary(
    pose_id="warrior2",
    pose_name="Warrior II",
    side="left",
    start_s=10.0,
    hold_s=20.0,
    mean_score=84.5,
    best_score=92.0,
    fixed=("Bend your front knee.",),
    open=("Lift your back arm.",),
)
SUMMARY = Summary(
    duration_s=90.0,
    frames_seen=900,
    frames_scored=850,
    frames_dropped=12,
    mean_score=81.25,
    best_score=92.0,
    cues_given=3,
    cues_fixed=2,
    holds=(HOLD,),
    scores=bytes([80] * 90),
    best_landmarks=b"\0" * 33 * 4 * 4,
    best_pose_id="warrior2",
    aspect=1.5,
    last_seq=900,
    flows=(
        FlowSummary(
            id="balance_6",
            name="Balance, 6 minutes",
            ending="stopped",
            of=13,
            done=1,
            held_s=20.5,
            score=88.5,
            steps=(
                StepResult("mountain", "Mountain Pose", None, "done", 20.0, 20.5, 88.5),
                StepResult("tree", "Tree Pose", "left", "skipped", 25.0, 0.0, None),
            ),
        ),
    ),
)


@pytest.fixture
def store(database: Database) -> SessionStore:
    return SessionStore(database)


@pytest.fixture
def owner(user: User) -> Owner:
    return Owner(user.id, NOW, level="intermediate", expected_pose_id="warrior2")


async def rows(database: Database, table: sa.Table) -> list[dict[str, object]]:
    return list(await database.all(sa.select(table)))


async def saved(store: SessionStore, owner: Owner, **kwargs: object) -> int:
    session_id = await store.save(str(uuid4()), owner, SUMMARY, Ending.COMPLETED)
    assert session_id is not None
    return session_id


async def test_a_session_reads_back_as_it_was_saved(store: SessionStore, owner: Owner) -> None:
    public_id = str(uuid4())
    session_id = await store.save(public_id, owner, SUMMARY, Ending.COMPLETED)
    assert session_id is not None
    stored = await store.get(owner.user_id, session_id)
    assert stored is not None
    assert stored.public_id == public_id
    assert (stored.date, stored.started_at, stored.ended_at) == (NOW, NOW, NOW + timedelta(seconds=90))
    assert (stored.duration, stored.duration_s) == (2, 90.0)
    assert (stored.avg_accuracy, stored.best_score, stored.total_poses) == (81.25, 92.0, 1)
    assert (stored.frames_seen, stored.frames_scored, stored.frames_dropped) == (900, 850, 12)
    assert (stored.cues_given, stored.cues_fixed, stored.last_seq) == (3, 2, 900)
    assert (stored.scores, stored.best_landmarks) == (SUMMARY.scores, SUMMARY.best_landmarks)
    assert stored.aspect == SUMMARY.aspect
    assert stored.flows == SUMMARY.flows
    assert (stored.level, stored.expected_pose_id) == ("intermediate", "warrior2")
    assert stored.ending is Ending.COMPLETED
    assert not stored.live
    (pose,) = stored.poses
    assert (pose.pose_id, pose.pose_name, pose.side) == ("warrior2", "Warrior II", "left")
    assert (pose.accuracy, pose.mean_score, pose.best) == (84.5, 84.5, 92.0)
    assert (pose.feedback, pose.improvements) == (HOLD.fixed, HOLD.open)
    assert (pose.start_s, pose.hold_s, pose.timestamp) == (10.0, 20.0, NOW + timedelta(seconds=10))


async def test_two_hours_of_short_holds_are_kept(store: SessionStore, owner: Owner) -> None:
    holds = tuple(replace(HOLD, start_s=2.0 * n, hold_s=1.0) for n in range(3600))
    session_id = await store.save(str(uuid4()), owner, replace(SUMMARY, holds=holds), Ending.LIMIT)
    assert session_id is not None
    stored = await store.get(owner.user_id, session_id)
    assert stored is not None
    assert [pose.start_s for pose in stored.poses] == [hold.start_s for hold in holds]


async def test_a_session_without_a_scored_frame_leaves_no_row(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    nothing = replace(SUMMARY, frames_scored=0, mean_score=None, holds=())
    assert await store.save(str(uuid4()), owner, nothing, Ending.INTERRUPTED) is None
    assert await rows(database, sessions) == []


async def test_checkpoints_refresh_one_row_and_its_holds(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    public_id = str(uuid4())
    first = replace(SUMMARY, duration_s=5.0, holds=(), last_seq=50)
    numbers = {await store.save(public_id, owner, first, None)}
    for count in (1, 2, 3):
        later = replace(SUMMARY, duration_s=5.0 * count, holds=(HOLD,) * count, last_seq=50 * count)
        numbers.add(await store.save(public_id, owner, later, None))
    assert len(numbers) == 1
    (row,) = await rows(database, sessions)
    assert (row["duration_s"], row["total_poses"], row["ending"]) == (15.0, 3, None)
    assert len(await rows(database, session_poses)) == 3


async def test_an_older_checkpoint_does_not_replace_a_newer_one(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    public_id = str(uuid4())
    await store.save(public_id, owner, SUMMARY, None)
    await store.save(public_id, owner, replace(SUMMARY, duration_s=1.0, last_seq=10), None)
    (row,) = await rows(database, sessions)
    assert row["duration_s"] == 90.0


async def test_a_final_session_never_changes(store: SessionStore, owner: Owner, database: Database) -> None:
    public_id = str(uuid4())
    session_id = await store.save(public_id, owner, SUMMARY, Ending.COMPLETED)
    before = await rows(database, sessions), await rows(database, session_poses)
    later = replace(SUMMARY, duration_s=999.0, holds=(), last_seq=10_000)
    assert await store.save(public_id, owner, later, None) == session_id
    assert await store.save(public_id, owner, later, Ending.INTERRUPTED) == session_id
    assert (await rows(database, sessions), await rows(database, session_poses)) == before


async def test_of_parallel_finals_exactly_one_wins(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    public_id = str(uuid4())
    endings = list(Ending)
    tries = [
        store.save(
            public_id,
            owner,
            replace(SUMMARY, duration_s=100.0 + n, last_seq=n, holds=(replace(HOLD, start_s=float(n)),)),
            endings[n % len(endings)],
        )
        for n in range(20)
    ]
    assert len(set(await asyncio.gather(*tries))) == 1
    (row,) = await rows(database, sessions)
    (hold,) = await rows(database, session_poses)
    winner = row["last_seq"]
    assert winner == 0  # writers take turns in order, so the first to come stays
    assert (row["duration_s"], hold["start_s"]) == (100.0 + winner, float(winner))
    assert row["ending"] == endings[winner % len(endings)].value


async def test_many_sessions_checkpoint_at_once(store: SessionStore, owner: Owner) -> None:
    ids = [str(uuid4()) for _ in range(20)]
    await asyncio.gather(*(store.save(i, owner, SUMMARY, None) for i in ids for _ in range(3)))
    assert len(await store.page(owner.user_id, limit=100)) == 20


async def test_a_cancelled_save_is_whole(store: SessionStore, owner: Owner, database: Database) -> None:
    task = asyncio.ensure_future(store.save(str(uuid4()), owner, SUMMARY, Ending.COMPLETED))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait(set(database._working))
    assert [row["ending"] for row in await rows(database, sessions)] == ["completed"]
    assert len(await rows(database, session_poses)) == 1


async def test_recover_makes_running_rows_final_and_no_others(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    running = await store.save(str(uuid4()), owner, SUMMARY, None)
    done = await saved(store, owner)
    await database.transact(
        lambda t: t.run(
            sessions.insert().values(
                user_id=owner.user_id, date=NOW, duration=20, avg_accuracy=70, total_poses=0, created_at=NOW
            )
        )
    )
    assert await store.recover(NOW + timedelta(days=1)) == 1
    assert await store.recover(NOW + timedelta(days=1)) == 0
    assert running is not None
    recovered = await store.get(owner.user_id, running)
    assert recovered is not None
    assert recovered.ending is Ending.RECOVERED
    assert recovered.ended_at == NOW + timedelta(seconds=90)
    other = await store.get(owner.user_id, done)
    assert other is not None
    assert other.ending is Ending.COMPLETED


async def test_nobody_reads_or_changes_another_ones_session(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    stranger = await UserStore(database).add(new_user("eve@example.org"))
    assert stranger is not None
    public_id = str(uuid4())
    session_id = await store.save(public_id, owner, SUMMARY, None)
    assert session_id is not None
    assert await store.get(stranger.id, session_id) is None
    assert await store.page(stranger.id, limit=10) == []
    assert await store.place(stranger.id, session_id) is None
    with pytest.raises(Conflict):
        await store.save(public_id, replace(owner, user_id=stranger.id), SUMMARY, Ending.COMPLETED)
    stored = await store.get(owner.user_id, session_id)
    assert stored is not None
    assert stored.live


async def test_pages_follow_each_other_without_gap_or_double(store: SessionStore, owner: Owner) -> None:
    days = [0, 3, 1, 1, 1, 2]
    for day in days:
        await saved(store, replace(owner, started_at=NOW - timedelta(days=day)))
    whole = [stored.id for stored in await store.page(owner.user_id, limit=100)]
    paged: list[int] = []
    before: Place | None = None
    while page := await store.page(owner.user_id, limit=2, before=before):
        paged += [stored.id for stored in page]
        before = await store.place(owner.user_id, paged[-1])
    assert paged == whole
    dates = [stored.date for stored in await store.page(owner.user_id, limit=100)]
    assert dates == sorted(dates, reverse=True)


async def test_nothing_is_kept_of_an_account_that_is_gone(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    public_id = str(uuid4())
    assert await store.save(public_id, owner, SUMMARY, None) is not None
    await UserStore(database).delete(owner.user_id)
    assert await store.save(public_id, owner, SUMMARY, Ending.COMPLETED) is None
    assert await store.page(owner.user_id, limit=1) == []


LONG_AGO = NOW - timedelta(days=9)
FILTERS: list[tuple[Filter, bool]] = [
    (Filter(), True),
    (Filter(pose_id="warrior2"), True),
    (Filter(pose_id="tree"), False),
    (Filter(pose_name="Warrior II"), True),
    (Filter(pose_name="warrior"), False),
    (Filter(since=NOW), True),
    (Filter(since=NOW + timedelta(seconds=1)), False),
    (Filter(until=NOW), False),
    (Filter(since=LONG_AGO, until=NOW + timedelta(seconds=1)), True),
    (Filter(source="video"), True),
    (Filter(source="jpeg"), False),
    (Filter(ending=Ending.COMPLETED), True),
    (Filter(ending=Ending.IDLE), False),
    (Filter(min_score=81.0), True),
    (Filter(min_score=90.0), False),
]


@pytest.mark.parametrize(("wanted", "found"), FILTERS)
async def test_a_filter_leaves_out_what_is_not_wanted(
    store: SessionStore, owner: Owner, wanted: Filter, found: bool
) -> None:
    await saved(store, replace(owner, source="video"))
    assert bool(await store.page(owner.user_id, limit=10, wanted=wanted)) is found


async def test_a_list_leaves_the_large_columns_out(store: SessionStore, owner: Owner) -> None:
    await saved(store, owner)
    (listed,) = await store.page(owner.user_id, limit=1)
    assert (listed.scores, listed.best_landmarks, listed.flows) == (None, None, ())
    assert listed.poses[0].feedback == HOLD.fixed


async def test_times_are_kept_in_utc_to_the_second(
    store: SessionStore, owner: Owner, database: Database
) -> None:
    local = datetime.fromisoformat("2026-03-04T17:30:00.999999+05:30")
    session_id = await saved(store, replace(owner, started_at=local))
    stored = await store.get(owner.user_id, session_id)
    assert stored is not None
    assert stored.date == NOW
    assert stored.date.tzinfo is UTC
    assert await store.page(owner.user_id, limit=1) != []


async def test_times_are_the_founding_text_in_sqlite(sqlite_url: str) -> None:
    async with Database(sqlite_url) as database:
        await UserStore(database).add(new_user())
        row = await database.one(sa.text("SELECT created_at, typeof(created_at) AS kind FROM users"))
    assert row is not None
    assert (row["created_at"], row["kind"]) == ("2026-03-04 12:00:00", "text")


@pytest.mark.parametrize(
    ("duration_s", "expected"), [(0.2, 1), (29, 1), (89.9, 1), (90, 2), (150, 3), (3599, 60)]
)
async def test_minutes_round_half_up_and_are_at_least_one(duration_s: float, expected: int) -> None:
    assert minutes(duration_s) == expected


async def test_a_database_that_cannot_be_written_is_said_so(url: str) -> None:
    async with Database(url) as database:
        await database.transact(lambda t: t.run(sa.text("ALTER TABLE sessions RENAME TO lost")))
        store = SessionStore(database)
        with pytest.raises(StoreUnavailable) as caught:
            await store.save(str(uuid4()), Owner(1, NOW), SUMMARY, None)
        assert caught.value.retry_after_s


@pytest.fixture
async def two(url: str, database: Database) -> AsyncIterator[Database]:
    async with Database(url) as second:
        yield second


async def test_a_writer_waits_for_another_process(
    store: SessionStore, owner: Owner, database: Database, two: Database
) -> None:
    """Deferred transactions that read first fail here with "database is locked"."""
    stores = (store, SessionStore(two))
    public_ids = [str(uuid4()) for _ in range(10)]
    for _ in range(2):
        await asyncio.gather(*(s.save(i, owner, SUMMARY, None) for s in stores for i in public_ids))
    assert len(await rows(database, sessions)) == 10

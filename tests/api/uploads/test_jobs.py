"""Work in the background: it ends in one way, gives its place back, and is kept for a while and no longer."""

from __future__ import annotations

import asyncio
from typing import Any, cast

import pytest

from server.api.readings import Analysis, failed
from server.api.uploads.analysing import Progress
from server.api.uploads.jobs import Job, Jobs
from server.auth.places import Places
from server.errors import BadFrame, NotFound, Stopping
from tests.doubles import until

pytestmark = pytest.mark.anyio

RESULT = failed("There is nobody to be seen.", "tree", "beginner")
ADA, EVE = 1, 2


class Desk:
    """Jobs and the places they hold."""

    def __init__(self, **changes: Any) -> None:
        self.places = Places(in_all=50, per_address=50)
        self.jobs = Jobs(**{"most": 10, "most_per_owner": 5, "kept_s": 60.0} | changes)
        self.let = asyncio.Event()

    def begin(self, owner: int = ADA, work: Any = None) -> Job:
        return self.jobs.begin(owner, self.places.take("10.0.0.1", guest=False), work or self.waiting)

    async def waiting(self, progress: Progress) -> Analysis:
        progress(1.0, 4.0)
        await self.let.wait()
        return RESULT

    async def ended(self, job: Job) -> None:
        await asyncio.wait({cast("asyncio.Task[None]", job.task)})


async def test_it_works_and_then_has_a_result() -> None:
    desk = Desk()
    job = desk.begin()
    await asyncio.sleep(0)
    assert (job.state, job.seconds, job.of, len(desk.places)) == ("working", 1.0, 4.0, 1)
    desk.let.set()
    await desk.ended(job)
    assert (job.state, job.result, job.seconds, len(desk.places)) == ("done", RESULT, 4.0, 0)
    assert desk.jobs.find(job.id, ADA) is job


async def test_what_is_wrong_with_the_file_is_its_end() -> None:
    async def unreadable(_: Progress) -> Analysis:
        raise BadFrame("The file cannot be read.")

    desk = Desk()
    job = desk.begin(work=unreadable)
    await desk.ended(job)
    assert job.state == "failed"
    assert job.error is not None
    assert job.error.code == "bad_frame"
    assert len(desk.places) == 0


async def test_a_mistake_of_ours_is_told_without_its_words() -> None:
    async def broken(_: Progress) -> Analysis:
        raise RuntimeError("a secret")

    desk = Desk()
    job = desk.begin(work=broken)
    await desk.ended(job)
    assert job.error is not None
    assert (job.state, job.error.code) == ("failed", "internal")
    assert "secret" not in job.error.message


async def test_a_cancelled_one_stops_and_is_gone() -> None:
    desk = Desk()
    job = desk.begin()
    await asyncio.sleep(0)
    await desk.jobs.cancel(job)
    assert (job.state, len(desk.places), len(desk.jobs)) == ("cancelled", 0, 0)
    with pytest.raises(NotFound):
        desk.jobs.find(job.id, ADA)


async def test_one_that_is_cancelled_before_it_has_begun_gives_its_place_back() -> None:
    desk = Desk()
    await desk.jobs.cancel(desk.begin())
    assert (len(desk.places), len(desk.jobs)) == (0, 0)


async def test_of_somebody_who_has_left_nothing_is_kept() -> None:
    desk = Desk()
    done, other = desk.begin(), desk.begin(EVE)
    desk.let.set()
    await desk.ended(done)
    desk.let.clear()
    running = desk.begin()
    await asyncio.sleep(0)
    await desk.jobs.forget_all(ADA)
    assert (desk.jobs.of(ADA), desk.jobs.of(EVE)) == ([], [other])
    assert running.state == "cancelled"
    await desk.jobs.stop()


async def test_another_ones_is_as_good_as_none() -> None:
    desk = Desk()
    job = desk.begin()
    with pytest.raises(NotFound) as theirs:
        desk.jobs.find(job.id, EVE)
    with pytest.raises(NotFound) as none:
        desk.jobs.find("nonsense", EVE)
    assert theirs.value.message == none.value.message
    assert (desk.jobs.of(EVE), desk.jobs.of(ADA)) == ([], [job])
    await desk.jobs.stop()


async def test_the_oldest_results_make_room_and_work_does_not() -> None:
    desk = Desk(most=3, most_per_owner=2)
    working = desk.begin()
    finished = []
    for owner in (ADA, EVE, EVE):

        async def at_once(_: Progress) -> Analysis:
            return RESULT

        finished.append(desk.begin(owner, at_once))
        await desk.ended(finished[-1])
    assert desk.jobs.of(ADA) == [working]
    assert desk.jobs.of(EVE) == [finished[2], finished[1]]
    await desk.jobs.stop()


async def test_a_result_is_forgotten_after_a_while() -> None:
    desk = Desk(kept_s=0.5)
    job = desk.begin()
    desk.let.set()
    await desk.ended(job)
    assert len(desk.jobs) == 1
    await until(lambda: len(desk.jobs) == 0)


async def test_when_the_server_stops_whoever_listens_is_told_why() -> None:
    desk = Desk()
    job = desk.begin()
    await asyncio.sleep(0)
    before = job.version
    listening = asyncio.create_task(job.changed(60))
    await asyncio.sleep(0)
    await desk.jobs.stop()
    await asyncio.wait_for(listening, 30)
    assert job.version > before
    assert job.error is not None
    assert (job.state, job.error.code, len(desk.places)) == ("failed", "restarting", 0)
    with pytest.raises(Stopping):
        desk.begin()

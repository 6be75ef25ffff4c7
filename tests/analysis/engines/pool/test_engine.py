"""The pool with its real workers: what is lost when one is, and what a session keeps."""

from __future__ import annotations

import asyncio
import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from server.analysis.engines.options import EngineOptions
from server.analysis.engines.pool.engine import COUNT_AFTER, PoolEngine, PoolLandmarker
from server.analysis.landmarks import Frame, Landmarks
from server.errors import EngineFailed, FrameHarmful, FrameLost, ModelUnavailable
from tests import engine_rig
from tests.doubles import until
from tests.engine_rig import drawn, empty_room, frame, off_by

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """As the server runs."""
    return "asyncio", {"use_uvloop": True}


def pool(**options: Any) -> PoolEngine:
    return PoolEngine(
        EngineOptions(engine_rig.model_dir(), **{"workers": 1, "spare_worker": False, **options})
    )


def lives(pid: int) -> bool:
    return Path(f"/proc/{pid}").exists()


async def find(landmarker: PoolLandmarker, shown: Frame) -> Landmarks:
    found = await landmarker.detect(shown)
    assert isinstance(found, Landmarks)
    return found


async def test_a_session_goes_on_at_another_worker_as_at_its_own() -> None:
    shown = [frame(seq, drawn("warrior2", seq / 15)[0]) for seq in range(6)]
    async with pool(workers=2, carry_s=0.0) as engine, engine.landmarker() as alone:
        one_by_one = [await find(alone, each) for each in shown]
        async with engine.landmarker() as crowded, engine.landmarker() as other:
            among_others = []
            for each in shown:
                both = await asyncio.gather(find(crowded, each), find(other, each))
                among_others.append(both[0])
    for one, same in zip(one_by_one, among_others, strict=True):
        assert (one.image == same.image).all()


@pytest.mark.parametrize("placement", ["process", "thread"])
async def test_an_unchanged_picture_is_not_looked_at_twice(placement: Any) -> None:
    picture, truth = drawn("mountain", 0.0)
    async with pool(placement=placement) as engine, engine.landmarker() as landmarker:
        found = [await find(landmarker, frame(seq, picture, fps=10)) for seq in range(12)]
    assert [one.carried for one in found] == [False, *[True] * 5, False, *[True] * 5]
    assert off_by(found[3], truth) <= 15
    assert (found[3].seq, found[3].t) == (3, 0.3)


async def test_carrying_can_be_switched_off() -> None:
    picture, _ = drawn("mountain", 0.0)
    async with pool(carry_s=0.0) as engine, engine.landmarker() as landmarker:
        assert not any([(await find(landmarker, frame(seq, picture))).carried for seq in range(3)])


async def test_an_empty_room_is_carried_until_somebody_comes() -> None:
    picture, _ = drawn("mountain", 0.0)
    async with pool() as engine, engine.landmarker() as landmarker:
        for seq in range(3):
            assert (await landmarker.detect(frame(seq, empty_room()))).carried is (seq > 0)
        assert not (await find(landmarker, frame(3, picture))).carried


async def test_a_person_who_moves_is_followed() -> None:
    async with pool() as engine, engine.landmarker() as landmarker:
        await find(landmarker, frame(0, drawn("mountain", 0.0)[0]))
        picture, truth = drawn("warrior2", 0.0)
        found = await find(landmarker, frame(1, picture))
        assert not found.carried
        assert off_by(found, truth) <= 60  # smoothed from where it was


async def test_a_killed_worker_costs_the_frame_in_hand_and_tracking_goes_on() -> None:
    picture, truth = drawn("warrior2", 0.0)
    async with pool(workers=2, carry_s=0.0) as engine, engine.landmarker() as landmarker:
        await find(landmarker, frame(0, picture))
        killed = engine.pids()
        for pid in killed:
            os.kill(pid, signal.SIGSTOP)
        asked = asyncio.create_task(landmarker.detect(frame(1, picture)))
        await asyncio.sleep(0.1)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        with pytest.raises(FrameLost, match="it ended"):
            await asked
        await until(lambda: len(engine.pids()) == 2 and not {*killed} & {*engine.pids()}, 20)
        assert off_by(await find(landmarker, frame(2, picture)), truth) <= 15


FRAGILE = """
import os, sys, server.analysis.engines.pool.tracker as tracker
from server.analysis.engines.pool import worker
decode = tracker.decode
tracker.decode = lambda picture, *more: os.abort() if picture.endswith(b"poison") else decode(picture, *more)
worker.main(*sys.argv[1:])
"""


async def test_a_picture_that_breaks_its_worker_is_blamed_for_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "fragile.py").write_text(FRAGILE)
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.setattr("server.analysis.engines.pool.engine.MODULE", "fragile")
    picture, _ = drawn("mountain", 0.0)
    async with pool(carry_s=0.0) as engine, engine.landmarker() as landmarker:
        await find(landmarker, frame(0, picture))
        with pytest.raises(FrameHarmful, match="it ended"):
            await landmarker.detect(frame(1, picture + b"poison"))
        await find(landmarker, frame(2, picture))


async def test_a_stuck_worker_costs_its_frame_and_is_replaced() -> None:
    picture, _ = drawn("warrior2", 0.0)
    async with pool(detect_deadline_s=1.0) as engine, engine.landmarker() as landmarker:
        await find(landmarker, frame(0, picture))
        (stuck,) = engine.pids()
        os.kill(stuck, signal.SIGSTOP)
        with pytest.raises(FrameLost, match="no answer within 1 s"):
            await landmarker.detect(frame(1, drawn("downdog", 0.0)[0]))
        await find(landmarker, frame(2, picture))
        assert engine.pids() != [stuck]
        assert not lives(stuck)


async def test_a_worn_worker_is_replaced_and_nobody_notices() -> None:
    picture, _ = drawn("warrior2", 0.0)
    async with pool(worker_frames=3, people_every_s=0.0) as engine, engine.landmarker() as landmarker:
        first = engine.pids()
        for seq in range(100):
            await find(landmarker, frame(seq, picture))
            await asyncio.sleep(0.05)
            if engine.pids() not in (first, []):
                break
        assert engine.pids() != first


async def test_a_worker_that_wants_too_much_memory_is_not_let() -> None:
    with pytest.raises(EngineFailed, match="did not start"):
        async with pool(worker_bytes=20_000_000):
            pass


async def test_without_any_worker_the_engine_fails_after_a_while() -> None:
    async with pool(patience_s=0.5, detect_deadline_s=30) as engine, engine.landmarker() as landmarker:
        os.kill(engine.pids()[0], signal.SIGSTOP)
        with pytest.raises(EngineFailed, match="too long"):
            await landmarker.detect(frame(0, empty_room()))


async def test_a_second_person_is_told_a_second_later() -> None:
    picture, _ = drawn("mountain", 0.0)
    async with pool(workers=2) as engine, engine.landmarker() as landmarker:
        assert (await find(landmarker, frame(0, picture))).people == 1
        landmarker._people = 2
        for seq in range(1, 10):
            await find(landmarker, Frame(seq, 0.1 * seq, picture))
        assert landmarker._people == 2
        await find(landmarker, Frame(10, 1.0, picture))
        await until(lambda: landmarker._people == 1)


async def test_people_are_not_counted_in_every_frame_of_one_who_has_few() -> None:
    picture, _ = drawn("mountain", 0.0)
    async with pool(workers=2) as engine, engine.landmarker() as landmarker:
        await find(landmarker, frame(0, picture))
        landmarker._people = 2
        for seq in range(1, COUNT_AFTER):
            assert (await find(landmarker, Frame(seq, 5.0 * seq, picture))).people == 2
        await find(landmarker, Frame(COUNT_AFTER, 5.0 * COUNT_AFTER, picture))
        await until(lambda: landmarker._people == 1)


async def test_leaving_in_the_midst_of_it_leaves_no_process() -> None:
    picture, _ = drawn("mountain", 0.0)
    async with pool(workers=2) as engine, engine.landmarker() as landmarker:
        pids = engine.pids()
        asked = [asyncio.create_task(landmarker.detect(frame(seq, picture))) for seq in range(3)]
        await asyncio.sleep(0)
    ended = await asyncio.gather(*asked, return_exceptions=True)
    assert all(isinstance(one, Landmarks | FrameLost | EngineFailed) for one in ended)
    assert not any(lives(pid) for pid in pids)


async def test_no_model_is_told_plainly(tmp_path: Path) -> None:
    options = replace(EngineOptions(tmp_path), model="immense")
    with pytest.raises(ModelUnavailable, match="immense"):
        async with PoolEngine(options):
            pass

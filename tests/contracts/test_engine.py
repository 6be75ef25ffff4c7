"""One suite over every engine: what `server.analysis.engines.base` promises."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.engines.options import EngineOptions
from server.analysis.engines.scripted import ScriptedEngine
from server.analysis.landmarks import Frame, Landmarks, Nobody
from server.errors import EngineFailed, FrameLost
from tests import engine_rig
from tests.engine_rig import drawn, empty_room, frame, off_by

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """As the server runs."""
    return "asyncio", {"use_uvloop": True}


NEAR_PX = {"scripted": 0.0, "mediapipe": 15.0, "blazepose": 15.0}
"""How far a main joint may be from where it was drawn, in a picture of 640 × 480."""


SLOW = [pytest.param(name, marks=pytest.mark.slow) for name in ("mediapipe", "blazepose thread")]
"""Started for every test, and not what a server starts by itself; `test_mediapipe.py` looks closer."""


@pytest.fixture(params=["scripted", "blazepose", *SLOW])
def engine(request: pytest.FixtureRequest) -> Engine:
    name, _, placement = request.param.partition(" ")
    folder = Path() if name == "scripted" else engine_rig.model_dir()
    return choose(
        name, EngineOptions(folder, workers=1, spare_worker=False, placement=placement or "process")
    )


async def test_finds_the_drawn_person(engine: Engine) -> None:
    async with engine, engine.landmarker() as landmarker:
        for seq in range(5):
            picture, truth = drawn("warrior2", seq / 15)
            found = await landmarker.detect(frame(seq, picture))
            assert isinstance(found, Landmarks)
            assert off_by(found, truth) <= NEAR_PX[engine.name]
            assert found.size == (640, 480)
            assert found.people == 1
            assert found.world is not None
            assert found.world.shape == (33, 3)


async def test_results_keep_number_and_time(engine: Engine) -> None:
    picture, _ = drawn("mountain", 0.0)
    async with engine, engine.landmarker() as landmarker:
        for seq, shown in ((7, picture), (9, empty_room()), (12, picture)):
            asked = frame(seq, shown)
            found = await landmarker.detect(asked)
            assert (found.seq, found.t) == (asked.seq, asked.t)


async def test_an_empty_room_is_nobody(engine: Engine) -> None:
    async with engine, engine.landmarker() as landmarker:
        assert isinstance(await landmarker.detect(frame(0, empty_room())), Nobody)


async def test_a_newer_frame_may_take_the_place_of_the_one_that_waits(engine: Engine) -> None:
    picture, _ = drawn("mountain", 0.0)
    async with engine, engine.landmarker() as landmarker:
        found = await landmarker.detect(
            frame(3, empty_room()), lambda waiting: frame(waiting.seq + 1, picture)
        )
        assert isinstance(found, Landmarks)
        assert found.seq == 4


async def test_a_frame_found_too_old_to_begin_with_raises_what_says_so(engine: Engine) -> None:
    def too_old(waiting: Frame) -> Frame:
        raise FrameLost("too old")

    async with engine, engine.landmarker() as landmarker:
        with pytest.raises(FrameLost, match="too old"):
            await landmarker.detect(frame(0, empty_room()), too_old)
        assert isinstance(await landmarker.detect(frame(1, empty_room())), Nobody)


async def test_tells_how_busy_its_workers_are(engine: Engine) -> None:
    async with engine, engine.landmarker() as landmarker:
        for seq in range(3):
            await landmarker.detect(frame(seq, empty_room()))
        load = engine.load()
        assert 0 <= load.busy <= 1.05
        assert (load.busy > 0) is (engine.name != "scripted")


async def test_a_picture_that_cannot_be_read_costs_one_frame(engine: Engine) -> None:
    picture, truth = drawn("mountain", 0.0)
    async with engine, engine.landmarker() as landmarker:
        await landmarker.detect(frame(0, picture))
        with pytest.raises(FrameLost):
            await landmarker.detect(frame(1, b"no picture at all"))
        found = await landmarker.detect(frame(2, picture))
        assert isinstance(found, Landmarks)
        assert off_by(found, truth) <= NEAR_PX[engine.name]


async def test_two_recordings_in_turn_never_mix(engine: Engine) -> None:
    async with engine, engine.landmarker() as one, engine.landmarker() as other:
        for seq in range(8):
            for landmarker, pose, wrong in ((one, "warrior2", "downdog"), (other, "downdog", "warrior2")):
                picture, truth = drawn(pose, seq / 15)
                found = await landmarker.detect(frame(seq, picture))
                assert isinstance(found, Landmarks)
                assert off_by(found, truth) < off_by(found, drawn(wrong, seq / 15)[1]) / 4


async def test_many_landmarkers_at_once_each_get_their_own(engine: Engine) -> None:
    poses = ("mountain", "warrior2", "downdog", "goddess")

    async def practise(number: int) -> None:
        async with engine.landmarker() as landmarker:
            for seq in range(4):
                picture, truth = drawn(poses[number], seq / 15)
                found = await landmarker.detect(frame(seq, picture))
                assert isinstance(found, Landmarks)
                assert found.seq == seq
                distances = {pose: off_by(found, drawn(pose, seq / 15)[1]) for pose in poses}
                assert min(distances, key=distances.__getitem__) == poses[number]
                assert off_by(found, truth) == distances[poses[number]]

    async with engine, asyncio.TaskGroup() as group:
        for number in range(len(poses)):
            group.create_task(practise(number))


async def test_an_abandoned_question_is_answered_to_nobody_else(engine: Engine) -> None:
    picture, _ = drawn("warrior2", 0.0)
    other, truth = drawn("downdog", 0.0)
    async with engine, engine.landmarker() as impatient, engine.landmarker() as patient:
        asked = asyncio.ensure_future(impatient.detect(frame(0, picture)))
        await asyncio.sleep(0)
        asked.cancel()
        found = await patient.detect(frame(5, other))
        assert isinstance(found, Landmarks)
        assert found.seq == 5
        assert off_by(found, truth) <= 2 * NEAR_PX[engine.name]


async def test_leaving_the_engine_ends_everything(engine: Engine) -> None:
    picture, _ = drawn("mountain", 0.0)
    async with engine, engine.landmarker() as landmarker:
        await landmarker.detect(frame(0, picture))
    with pytest.raises(EngineFailed):
        await landmarker.detect(frame(1, picture))


def test_an_unknown_engine_names_the_choices() -> None:
    with pytest.raises(ValueError, match="choose blazepose or mediapipe or scripted"):
        choose("openpose", EngineOptions(Path()))


def test_the_chosen_engine_carries_its_name() -> None:
    assert isinstance(choose("scripted", EngineOptions(Path())), ScriptedEngine)

"""SPEC 3.2: one frame is looked at while the one before is coached."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from server.analysis.landmarks import Detection, Frame, Nobody
from server.errors import EngineFailed, FrameLost
from server.stream.intake import Arrival
from server.stream.latest import Latest
from server.stream.lookout import Lookout, Seen
from tests.doubles import until

pytestmark = pytest.mark.anyio


class Scene:
    """A lookout whose engine notes what it is given, and answers once it is let."""

    def __init__(self) -> None:
        self.given: list[int] = []
        self.free = asyncio.Event()
        self.blind = False
        self.fails: dict[int, Exception] = {}
        self.latest: Latest[Arrival] = Latest()
        self.lookout = Lookout(self.latest, self._detect, lambda: self.blind, most_age_s=10.0)
        self.watching = asyncio.create_task(self.lookout.watch())

    async def _detect(self, frame: Frame, newer: Callable[[Frame], Frame]) -> Detection:
        self.given.append(frame.seq)
        await self.free.wait()
        if frame.seq in self.fails:
            raise self.fails[frame.seq]
        return Nobody(frame.seq, frame.t)

    async def comes(self, seq: int) -> None:
        self.latest.put(Arrival(Frame(seq, float(seq), b""), seq, 0, 0.0))
        for _ in range(20):  # more steps than anything here takes
            await asyncio.sleep(0)

    async def next(self) -> Seen:
        return await anext(aiter(self.lookout))


@pytest.fixture
async def scene() -> Scene:
    return Scene()


async def test_the_next_frame_is_given_to_the_engine_before_the_answer_is_handed_over(scene: Scene) -> None:
    taking = asyncio.create_task(scene.next())
    await scene.comes(1)
    await scene.comes(2)
    assert scene.given == [1]
    scene.free.set()
    assert (await taking).arrival.seq == 1
    assert scene.given == [1, 2]


async def test_no_more_than_one_answer_waits_and_the_newest_frame_is_next(scene: Scene) -> None:
    scene.free.set()
    for seq in range(1, 6):
        await scene.comes(seq)
    assert scene.given == [1, 2]
    assert [(await scene.next()).arrival.seq for _ in range(3)] == [1, 2, 5]
    assert scene.latest.dropped == 2


async def test_a_lost_frame_is_handed_over_in_its_turn_and_counted(scene: Scene) -> None:
    scene.free.set()
    scene.fails[2] = FrameLost("The worker was lost.")
    for seq in (1, 2):
        await scene.comes(seq)
    assert isinstance((await scene.next()).found, Nobody)
    assert isinstance((await scene.next()).found, FrameLost)
    assert scene.lookout.unanswered == 1


async def test_a_failed_engine_is_asked_no_more(scene: Scene) -> None:
    scene.free.set()
    scene.fails[1] = EngineFailed("No worker answers.")
    await scene.comes(1)
    assert isinstance((await scene.next()).found, EngineFailed)
    await until(scene.watching.done)


async def test_while_blind_frames_are_taken_and_left(scene: Scene) -> None:
    scene.blind = True
    await scene.comes(1)
    assert (scene.given, scene.lookout.unanswered) == ([], 1)

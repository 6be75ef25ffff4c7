"""Frames go out at their timestamps, whatever the answers do."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from server.analysis.landmarks import Frame
from server.client.pacing import LATE_S, paced

pytestmark = pytest.mark.anyio


class FakeTime:
    """A clock that only moves when somebody sleeps, or when a frame takes `work_s` to make."""

    def __init__(self) -> None:
        self.now = 100.0

    def clock(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.now += seconds

    def frames(self, times: list[float], work_s: list[float] | None = None) -> Iterator[Frame]:
        for seq, t in enumerate(times):
            self.now += work_s[seq] if work_s else 0.0
            yield Frame(seq, t, b"")


async def _played(
    time: FakeTime, frames: Iterator[Frame], speed: float = 1.0
) -> list[tuple[int, float, float]]:
    """Number, moment it was yielded and its capture time, both since the clock's start."""
    due_frames = paced(frames, speed=speed, clock=time.clock, sleep=time.sleep)
    return [(due.frame.seq, time.now - 100.0, due.captured_s - 100.0) async for due in due_frames]


async def test_keeps_uneven_timestamps() -> None:
    time = FakeTime()
    played = await _played(time, time.frames([0.0, 0.1, 0.5, 0.6]))
    assert [at for _, at, _ in played] == pytest.approx([0.0, 0.1, 0.5, 0.6])
    assert [captured for _, _, captured in played] == pytest.approx([0.0, 0.1, 0.5, 0.6])


async def test_plays_faster_on_request() -> None:
    time = FakeTime()
    played = await _played(time, time.frames([0.0, 1.0, 2.0]), speed=2.0)
    assert [at for _, at, _ in played] == pytest.approx([0.0, 0.5, 1.0])


async def test_a_late_frame_goes_at_once_and_keeps_its_capture_time() -> None:
    time = FakeTime()
    played = await _played(time, time.frames([0.0, 0.1, 0.2], work_s=[0.0, 0.2, 0.0]))
    assert [at for _, at, _ in played] == pytest.approx([0.0, 0.2, 0.2])
    assert [captured for _, _, captured in played] == pytest.approx([0.0, 0.1, 0.2])


async def test_leaves_out_what_comes_far_too_late() -> None:
    time = FakeTime()
    frames = time.frames([0.0, 0.1, 0.9], work_s=[0.0, 0.2 + LATE_S, 0.0])
    assert [seq for seq, _, _ in await _played(time, frames)] == [0, 2]


async def test_a_source_that_is_too_slow_is_a_slow_film_and_not_none() -> None:
    time = FakeTime()
    played = await _played(time, time.frames([n / 10 for n in range(100)], work_s=[0.2] * 100))
    assert len(played) > 50
    assert played[-1][0] > 95
    captured = [at for _, _, at in played]
    assert captured == sorted(captured)
    assert all(at - then <= LATE_S + 1e-6 for _, at, then in played)


async def test_a_source_that_starts_slowly_is_not_late() -> None:
    time = FakeTime()
    played = await _played(time, time.frames([0.0, 0.1], work_s=[5.0, 0.0]))
    assert [at for _, at, _ in played] == pytest.approx([5.0, 5.1])


async def test_closes_the_source_when_it_is_left() -> None:
    closed = threading.Event()

    def frames() -> Iterator[Frame]:
        try:
            for seq in range(1000):
                yield Frame(seq, seq * 0.001, b"")
        finally:
            closed.set()

    due_frames = paced(frames())
    await anext(due_frames)
    await due_frames.aclose()
    assert await asyncio.to_thread(closed.wait, 10.0)


async def test_an_error_of_the_source_comes_through() -> None:
    def frames() -> Iterator[Frame]:
        yield Frame(0, 0.0, b"")
        raise ValueError("broken film")

    with pytest.raises(ValueError, match="broken film"):
        async for _ in paced(frames()):
            pass

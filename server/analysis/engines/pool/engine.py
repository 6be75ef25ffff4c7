"""The engine `blazepose`: a pool of workers that remember nothing, and sessions that take turns at them."""

from __future__ import annotations

import asyncio
import itertools
import os
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Final

from server.analysis.engines import exchange, models
from server.analysis.engines.base import Load, Newer, unchanged
from server.analysis.engines.children import environment
from server.analysis.engines.exchange import BODY_BYTES, Answer, MakeParts, Parts, Question, Reply, Wish
from server.analysis.engines.line import WorkerGone, lost_with
from server.analysis.engines.meter import Meter
from server.analysis.engines.options import EngineOptions
from server.analysis.engines.pool.lane import Lane, Rules, Turn, Turns
from server.analysis.engines.pool.nursery import Hand, Nursery
from server.analysis.engines.workers import START_S, Worker
from server.analysis.landmarks import Detection, Frame, Landmarks, Nobody, Timings
from server.errors import EngineFailed, FrameLost

MODULE: Final = "server.analysis.engines.pool.worker"

AGAIN_S: Final = 15.0
"""For a worker to start when others have: a second of work, more where the cores are taken. One that hangs in
it must not leave its place empty for as long as the first may take."""

COUNT_AFTER: Final = 8
"""Frames of a session between two counts of its people, at least: one costs as much as two frames. Where many
share the workers and each has a turn a second, counting as often would take most of them."""


class PoolEngine:
    """Entered once; holds as many workers as the options say."""

    name = "blazepose"

    def __init__(self, options: EngineOptions) -> None:
        self.options = options
        self.running = False
        self._turns: Turns = Turns()
        self._meter = Meter()
        self._numbers = itertools.count()
        self._lanes: list[Lane] = []
        self._tasks: list[asyncio.Task[None]] = []

    async def __aenter__(self) -> PoolEngine:
        """Fetch the model if need be and start the workers. Raises ModelUnavailable, EngineFailed."""
        options = self.options
        bundle = await asyncio.to_thread(models.ensure, options.model, options.model_dir)
        start = partial(_START[options.placement], bundle, options)
        first, again = partial(start, START_S), partial(start, AGAIN_S)
        hands = await _together([first for _ in range(options.workers or len(os.sched_getaffinity(0)))])
        rules = Rules(options.detect_deadline_s, options.worker_frames)
        self._nursery = Nursery(again, spare=options.spare_worker and options.placement == "process")
        self._lanes = [Lane(hand, self._nursery.take, self._turns, rules, self._meter) for hand in hands]
        self._tasks = [asyncio.create_task(lane.run()) for lane in self._lanes]
        self._nursery.prepare()
        self.running = True
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.running = False
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._nursery.close()
        for lane in self._lanes:
            if lane.hand is not None:  # cancelled before it had begun to serve
                await lane.hand.stop()
        while not self._turns.empty():
            self._turns.get_nowait().fail(EngineFailed("The engine has ended."))
        for one in ended:
            if isinstance(one, Exception):  # anything but the cancellation asked for
                raise one

    @asynccontextmanager
    async def landmarker(self) -> AsyncIterator[PoolLandmarker]:
        if not self.running:
            raise EngineFailed("The engine has ended.")
        lent = PoolLandmarker(self)
        try:
            yield lent
        finally:
            await lent.close()

    def load(self) -> Load:
        workers = max(1, len(self._lanes))
        meter = self._meter
        return Load(meter.busy() / workers, meter.frame_s / workers, meter.replaced)

    def pids(self) -> list[int]:
        """Process ids of the workers that serve."""
        return [lane.hand.pid for lane in self._lanes if lane.hand is not None and lane.hand.pid]

    async def ask(self, served: float, parts: MakeParts) -> Reply:
        """Wait for a turn and its answer; `served` is when this landmarker had its last one.

        Raises FrameLost when the worker is lost with it, EngineFailed when there is none for the options'
        patience, and what `parts` raises.
        """
        if not self.running:
            raise EngineFailed("The engine has ended.")
        turn = Turn(served, next(self._numbers), parts)
        self._turns.put_nowait(turn)
        # asyncio.timeout() costs four times as much, and this is done for every frame.
        patience = asyncio.get_running_loop().call_later(
            self.options.patience_s, turn.fail, EngineFailed("No worker has answered for too long.")
        )
        try:
            return await turn.done
        except WorkerGone as gone:
            raise lost_with(gone) from gone
        finally:
            patience.cancel()


class PoolLandmarker:
    """One session's memory, and its place among the others."""

    def __init__(self, engine: PoolEngine) -> None:
        self._engine = engine
        self._memory = b""
        self._served = float("-inf")
        """When it was last answered; the one that has waited longest is served next."""
        self._people = 0
        """0 until they were counted."""
        self._counted_t = float("-inf")
        self._uncounted = COUNT_AFTER
        """Frames since then."""
        self._counting: asyncio.Task[None] | None = None

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        asked_ns, chosen = time.monotonic_ns(), [frame]

        def parts() -> Parts:
            chosen[0] = now = newer(frame)
            carry_s = self._engine.options.carry_s
            return Question(Wish.DETECT, now.picture, now.t, carry_s, self._memory).parts()

        reply = await self._engine.ask(self._served, parts)
        self._served = time.monotonic()
        timings = Timings((reply.taken_ns - asked_ns) / 1e6, reply.decode_ms, reply.detect_ms)
        return await self._found(chosen[0], reply, timings)

    async def _found(self, frame: Frame, reply: Reply, timings: Timings) -> Detection:
        if reply.kind is Answer.LOST:
            raise FrameLost(f"The picture has no answer: {reply.body.decode(errors='replace')}.")
        end = BODY_BYTES if reply.kind is Answer.BODY else 0
        self._memory = reply.body[end:] or self._memory
        if reply.kind is Answer.NOBODY:
            return Nobody(frame.seq, frame.t, timings, reply.carried)
        image, world = exchange.unpack_body(reply.body[:end])
        await self._count_in_time(frame)
        people = max(1, self._people)
        return Landmarks(frame.seq, frame.t, image, world, reply.size, people, timings, reply.carried)

    async def _count_in_time(self, frame: Frame) -> None:
        """Have the people counted now and then; a first picture waits for it, it may have no later one."""
        every_s = self._engine.options.people_every_s
        self._uncounted += 1
        early = self._uncounted < COUNT_AFTER or frame.t - self._counted_t < every_s
        if not every_s or early or self._counting is not None:
            return
        self._counted_t, self._uncounted = frame.t, 0
        if self._people == 0:
            await self._count(frame.picture, float("-inf"))
        else:
            # In line as if it had just been served: behind the frames of all who wait now.
            self._counting = asyncio.create_task(self._count(frame.picture, time.monotonic()))

    async def _count(self, picture: bytes, served: float) -> None:
        parts = Question(Wish.COUNT, picture).parts()
        try:
            reply = await self._engine.ask(served, lambda: parts)
            self._people = max(1, reply.people)
        except (FrameLost, EngineFailed):
            self._people = max(1, self._people)  # the frame itself was answered; the next count may do better
        finally:
            self._counting = None

    async def close(self) -> None:
        if self._counting is not None:
            self._counting.cancel()
            await asyncio.wait({self._counting})


async def _process(bundle: Path, options: EngineOptions, within_s: float) -> Hand:
    arguments = (str(bundle), options.runtime, str(options.worker_bytes))
    env = environment(MALLOC_ARENA_MAX="2", OMP_NUM_THREADS="1")
    return await Worker.start(MODULE, arguments, env, within_s)


async def _thread(bundle: Path, options: EngineOptions, within_s: float) -> Hand:
    # Imported only here: a server whose workers are processes does without the networks' libraries.
    from server.analysis.engines.pool.start import tracker  # noqa: PLC0415
    from server.analysis.engines.pool.thread import ThreadWorker  # noqa: PLC0415

    async with asyncio.timeout(within_s):
        return await ThreadWorker.start(partial(tracker, bundle, options.runtime))


_START: Final = {"process": _process, "thread": _thread}


async def _together(starts: list[Callable[[], Coroutine[None, None, Hand]]]) -> list[Hand]:
    """All of them; where one fails, or this is cancelled, none is left behind."""
    starting = [asyncio.ensure_future(start()) for start in starts]
    try:
        return list(await asyncio.gather(*starting))
    except BaseException:  # a cancellation too: no worker is left behind
        for one in starting:
            one.cancel()
        started = await asyncio.gather(*starting, return_exceptions=True)
        await asyncio.gather(*(hand.stop() for hand in started if not isinstance(hand, BaseException)))
        raise

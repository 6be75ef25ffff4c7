"""MediaPipe's PoseLandmarker in worker processes: one landmarker for each session, tracking its frames."""

from __future__ import annotations

import asyncio
import itertools
import os
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Final

from server.analysis.engines import exchange, models
from server.analysis.engines.base import Load, Newer, unchanged
from server.analysis.engines.children import environment
from server.analysis.engines.exchange import Answer, Reply, Wish
from server.analysis.engines.line import WorkerGone, lost_with
from server.analysis.engines.meter import Meter
from server.analysis.engines.options import EngineOptions
from server.analysis.engines.seat import Seat
from server.analysis.engines.workers import Worker
from server.analysis.landmarks import Detection, Frame, Landmarks, Nobody, Timings
from server.errors import EngineFailed, FrameLost

MODULE: Final = "server.analysis.engines.worker"
MAKING_S: Final = 3.0
"""More time for the frame that makes a landmarker: 0.1 s of work, a second where others take the cores.
Replacing a worker that is only slow would make a machine that has too much to do slower still."""

PROXIES: Final = ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY")


class MediapipeEngine:
    """Entered once; holds as many workers as the options say."""

    name = "mediapipe"

    def __init__(self, options: EngineOptions) -> None:
        self._options = options
        self._seats: list[Seat] = []
        self._tasks: list[asyncio.Task[None]] = []
        self._changed = asyncio.Event()
        self._numbers = itertools.count(1)
        self._meter = Meter()
        self.running = False

    async def __aenter__(self) -> MediapipeEngine:
        """Fetch the model if need be and start the workers. Raises ModelUnavailable, EngineFailed."""
        options = self._options
        self._bundle = await asyncio.to_thread(models.ensure, options.model, options.model_dir)
        self._closed_port = socket.socket()
        # Bound and never listening: nobody else can open this port, so a connection to it is always refused.
        self._closed_port.bind(("127.0.0.1", 0))
        workers = await self._first_workers()
        deadline_s = options.detect_deadline_s
        self._seats = [Seat(first, self._start, deadline_s, self._changed.set) for first in workers]
        self._tasks = [asyncio.create_task(seat.run()) for seat in self._seats]
        self.running = True
        return self

    async def __aexit__(self, *exc: object) -> None:
        self.running = False
        self._changed.set()
        for task in self._tasks:
            task.cancel()
        ended = await asyncio.gather(*self._tasks, return_exceptions=True)
        for seat in self._seats:
            if seat.worker is not None:  # cancelled before it had begun to serve
                await seat.worker.stop()
        self._closed_port.close()
        for one in ended:
            if isinstance(one, Exception):  # anything but the cancellation asked for
                raise one

    @asynccontextmanager
    async def landmarker(self) -> AsyncIterator[MediapipeLandmarker]:
        if not self.running:
            raise EngineFailed("The engine has ended.")
        home = min(self._seats, key=lambda seat: seat.landmarkers)
        home.landmarkers += 1
        lent = MediapipeLandmarker(self, home, next(self._numbers))
        try:
            yield lent
        finally:
            home.landmarkers -= 1
            lent.close()

    async def seat(self, home: Seat) -> Seat:
        """The landmarker's own seat if a worker is there, else the emptiest that has one.

        Raises EngineFailed when none has one for as long as the options' patience.
        """
        try:
            async with asyncio.timeout(self._options.patience_s):
                while self.running:
                    if home.worker is not None:
                        return home
                    if living := [seat for seat in self._seats if seat.worker is not None]:
                        return min(living, key=lambda seat: seat.landmarkers)
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError as error:
            raise EngineFailed("No worker has answered for too long.") from error
        raise EngineFailed("The engine has ended.")

    def answered(self, reply: Reply) -> None:
        self._meter.add((reply.decode_ms + reply.detect_ms) / 1e3)

    def load(self) -> Load:
        workers = max(1, len(self._seats))
        replaced = sum(seat.replaced for seat in self._seats)
        return Load(self._meter.busy() / workers, self._meter.frame_s / workers, replaced)

    def pids(self) -> list[int]:
        """Process ids of the living workers."""
        return [seat.worker.process.pid for seat in self._seats if seat.worker is not None]

    def worker_environment(self) -> dict[str, str]:
        """A worker's whole environment; every proxy is a closed port of this machine."""
        closed = f"http://127.0.0.1:{self._closed_port.getsockname()[1]}"
        quiet = {"GLOG_minloglevel": "2", "TF_CPP_MIN_LOG_LEVEL": "2"}
        return environment(MALLOC_ARENA_MAX="2", **quiet, **dict.fromkeys(PROXIES, closed))

    async def _first_workers(self) -> list[Worker]:
        wanted = self._options.workers or len(os.sched_getaffinity(0))
        starting = [asyncio.ensure_future(self._start()) for _ in range(wanted)]
        try:
            return list(await asyncio.gather(*starting))
        except BaseException:  # a cancellation too: none is left behind
            for one in starting:
                one.cancel()
            started = await asyncio.gather(*starting, return_exceptions=True)
            await asyncio.gather(*(worker.stop() for worker in started if isinstance(worker, Worker)))
            self._closed_port.close()
            raise

    async def _start(self) -> Worker:
        every_ms = str(round(self._options.people_every_s * 1000))
        try:
            return await Worker.start(MODULE, (str(self._bundle), every_ms), self.worker_environment())
        except EngineFailed as failed:
            if any(library in failed.message for library in ("libEGL", "libGLES")):
                raise EngineFailed(f"{failed.message} Run `apt-get install libegl1 libgles2`.") from failed
            raise


class MediapipeLandmarker:
    """One session's landmarker. Its tracking state lies in a worker; when lost, tracking starts anew."""

    def __init__(self, engine: MediapipeEngine, home: Seat, number: int) -> None:
        self._engine = engine
        self._home = home
        self._number = number
        self._worker: Worker | None = None
        """Where the tracking state lies."""

    async def detect(self, frame: Frame, newer: Newer = unchanged) -> Detection:
        frame = newer(frame)
        asked_ns = time.monotonic_ns()
        request = exchange.request(Wish.DETECT, self._number, max(0, round(frame.t * 1000)), frame.picture)
        while True:
            seat = await self._engine.seat(self._home)
            extra_s = 0.0 if seat.worker is self._worker else MAKING_S
            self._track_in(seat.worker)
            try:
                reply = await seat.ask(request, extra_s)
                self._engine.answered(reply)
            except WorkerGone as gone:
                if not gone.taken:
                    continue
                raise lost_with(gone) from gone
            return _detection(frame, reply, asked_ns)

    def close(self) -> None:
        self._track_in(None)

    def _track_in(self, worker: Worker | None) -> None:
        if self._worker is not None and self._worker is not worker and not self._worker.exited.done():
            self._worker.tell(exchange.request(Wish.CLOSE, self._number))
        self._worker = worker


def _detection(frame: Frame, reply: Reply, asked_ns: int) -> Detection:
    if reply.kind is Answer.LOST:
        raise FrameLost(f"The picture has no answer: {reply.body.decode(errors='replace')}.")
    timings = Timings((reply.taken_ns - asked_ns) / 1e6, reply.decode_ms, reply.detect_ms)
    if reply.kind is Answer.NOBODY:
        return Nobody(frame.seq, frame.t, timings)
    image, world = exchange.unpack_body(reply.body)
    return Landmarks(frame.seq, frame.t, image, world, reply.size, reply.people, timings)

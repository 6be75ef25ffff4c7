"""A place for one MediaPipe worker after another, with the frames that wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import structlog

from server.analysis.engines.exchange import Reply
from server.analysis.engines.line import WorkerGone
from server.analysis.engines.workers import RETRY_S, Worker
from server.errors import EngineFailed

log = structlog.get_logger(__name__)


@dataclass(slots=True)
class Job:
    request: bytes
    extra_s: float
    done: asyncio.Future[Reply] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Seat:
    """A place for one worker after another, and the frames that wait for it, in order.

    One frame waits per landmarker at most, so the queue needs no bound of its own.
    """

    def __init__(
        self,
        first: Worker,
        start: Callable[[], Awaitable[Worker]],
        deadline_s: float,
        changed: Callable[[], None],
    ) -> None:
        self.worker: Worker | None = first
        self.landmarkers = 0
        """How many have this seat as their home."""
        self.replaced = 0
        """Workers that were lost and have a successor."""
        self._start = start
        self._deadline_s = deadline_s
        self._changed = changed
        self._jobs: asyncio.Queue[Job | None] = asyncio.Queue()

    async def ask(self, request: bytes, extra_s: float = 0.0) -> Reply:
        """Wait for the worker and its answer, `extra_s` longer than the deadline. Raises WorkerGone."""
        if self.worker is None:
            raise WorkerGone("no worker", taken=False)
        job = Job(request, extra_s)
        self._jobs.put_nowait(job)
        return await job.done

    async def run(self) -> None:
        """Serve for ever, with a new worker whenever one is gone."""
        while True:
            worker = self.worker = self.worker or await self._another()
            worker.exited.add_done_callback(lambda _: self._jobs.put_nowait(None))
            self._changed()
            try:
                await self._serve(worker)
            except WorkerGone as gone:
                log.warning(
                    "worker replaced", pid=worker.process.pid, reason=str(gone), said=worker.last_words
                )
            finally:
                self._leave()
                await worker.stop()

    async def _serve(self, worker: Worker) -> None:
        while True:
            job = await self._jobs.get()
            if worker.exited.done():
                if job is not None:
                    self._refuse(job)
                raise WorkerGone("it ended")
            if job is None or job.done.done():  # word of an earlier worker's end, or nobody waits any more
                continue
            await self._answer(worker, job)

    async def _answer(self, worker: Worker, job: Job) -> None:
        try:
            reply = await worker.ask(job.request, self._deadline_s + job.extra_s)
        except BaseException as error:  # a cancellation too: who waits for the answer hears of it
            if not job.done.done():
                job.done.set_exception(
                    error if isinstance(error, WorkerGone) else WorkerGone("it was stopped")
                )
            raise
        if not job.done.done():
            job.done.set_result(reply)

    def _leave(self) -> None:
        """No worker here: those who wait look for another."""
        self.worker = None
        self._changed()
        while not self._jobs.empty():
            if job := self._jobs.get_nowait():
                self._refuse(job)

    def _refuse(self, job: Job) -> None:
        if not job.done.done():
            job.done.set_exception(WorkerGone("it ended", taken=False))

    async def _another(self) -> Worker:
        wait, longest = RETRY_S
        while True:
            try:
                worker = await self._start()
                self.replaced += 1
                return worker
            except (EngineFailed, OSError) as error:
                log.error("worker not started", reason=str(error), again_in_s=wait)
            await asyncio.sleep(wait)
            wait = min(2 * wait, longest)

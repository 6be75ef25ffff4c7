"""Worker processes as the server holds them: started, asked, and replaced when they die or hang."""

from __future__ import annotations

import asyncio
import contextlib
import re
import socket
import sys
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Final, cast

import structlog

from server.analysis.engines.exchange import Parts, Reply
from server.analysis.engines.line import Line, WorkerGone
from server.errors import EngineFailed

START_S: Final = 60.0
"""Loading the libraries and the networks: 2 s where nothing else runs."""

END_S: Final = 2.0
RETRY_S: Final = (0.1, 5.0)
"""Shortest and longest wait before a worker that could not be started is tried again."""

TAIL_BYTES: Final = 4000
NOTICE: Final = re.compile(r"[IW]\d{4} |INFO: |WARNING: ")
"""How MediaPipe and TensorFlow Lite begin the lines that nobody needs."""

log = structlog.get_logger(__name__)


class Worker:
    """One living process. It is asked one thing at a time."""

    def __init__(self, process: asyncio.subprocess.Process, line: Line) -> None:
        self.process = process
        self._line = line
        self._idle = True
        self._tail = bytearray()
        self._told = asyncio.create_task(self._listen())
        self.exited = asyncio.create_task(process.wait())

    @classmethod
    async def start(
        cls, module: str, arguments: tuple[str, ...], env: dict[str, str], within_s: float = START_S
    ) -> Worker:
        """Start a process and wait until it is ready. Raises EngineFailed with its last words."""
        ours, theirs = socket.socketpair()
        _, line = await asyncio.get_running_loop().create_connection(Line, sock=ours)
        with contextlib.ExitStack() as undo, theirs:
            undo.callback(line.close)
            process = await _spawn((module, str(theirs.fileno()), *arguments), theirs.fileno(), env)
            undo.pop_all()
        worker = cls(process, line)
        try:
            await worker._hear(within_s)
        except BaseException as error:  # a cancellation too: the process must not outlive the wait for it
            await worker.stop()
            if isinstance(error, WorkerGone):
                raise EngineFailed(f"A worker did not start: {worker.last_words or error}.") from error
            raise
        return worker

    @property
    def last_words(self) -> str:
        """The last line that the process wrote to stderr and that is not a library's notice."""
        lines = bytes(self._tail).decode(errors="replace").split("\n")
        return next((line.strip() for line in reversed(lines) if line.strip() and not NOTICE.match(line)), "")

    @property
    def pid(self) -> int:
        return self.process.pid

    def tell(self, *parts: bytes) -> None:
        """Send what has no answer; to one that has ended, nothing."""
        self._line.say(parts)

    async def ask(self, request: bytes | Parts, deadline_s: float) -> Reply:
        """Send a request and wait for its reply. Raises WorkerGone."""
        self.tell(*((request,) if isinstance(request, bytes) else request))
        return await self._hear(deadline_s)

    async def stop(self) -> None:
        """End the process: asked first, killed when it does not listen. Takes END_S at most."""
        ending = asyncio.ensure_future(self._end())
        try:
            await asyncio.shield(ending)
        except asyncio.CancelledError:  # whoever is cancelled here still leaves no process behind
            await asyncio.wait({ending})
            raise

    async def _end(self) -> None:
        self._line.close()
        await asyncio.wait({self.exited}, timeout=END_S if self._idle else 0)
        _kill(self.process)
        await self.exited
        await self._told

    async def _hear(self, deadline_s: float) -> Reply:
        self._idle = False
        reply = await self._line.hear(deadline_s)
        self._idle = True
        return reply

    async def _listen(self) -> None:
        """Keep the end of what the process says; libraries are talkative, so it has to be read."""
        said_to_us = cast(asyncio.StreamReader, self.process.stderr)
        while said := await said_to_us.read(4096):
            self._tail += said
            del self._tail[:-TAIL_BYTES]


async def _spawn(command: tuple[str, ...], line: int, env: dict[str, str]) -> asyncio.subprocess.Process:
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *command),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
            pass_fds=(line,),
            env=env,
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:  # asyncio leaks a process that is cancelled half made
        process = await starting
        _kill(process)
        await process.communicate()
        raise


def _kill(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has ended by itself
        process.kill()


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

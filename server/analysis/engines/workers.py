"""A worker process as the server holds it: started, asked one thing at a time, and ended."""

from __future__ import annotations

import asyncio
import contextlib
import re
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Final, cast

from server.analysis.engines.exchange import Parts, Reply
from server.analysis.engines.line import Line, WorkerGone
from server.errors import EngineFailed

START_S: Final = 60.0
"""Loading the libraries and the networks: 2 s where nothing else runs."""

LOOK_EVERY_S: Final = 0.5
"""Between two looks whether one that starts was stopped."""

END_S: Final = 2.0
RETRY_S: Final = (0.1, 5.0)
"""Shortest and longest wait before a worker that could not be started is tried again."""

BUSY: Final = 0.2
"""A worker that used this part of its deadline was busy with the frame: one takes a hundredth of a second."""

SENT: Final = (signal.SIGKILL, signal.SIGTERM, signal.SIGINT)
"""What ends a worker from outside: an operator, or a machine out of memory."""
REAP_S: Final = 1.0
"""From the end of a process's line to word of how it ended."""

TAIL_BYTES: Final = 4000
NOTICE: Final = re.compile(r"[IW]\d{4} |INFO: |WARNING: ")
"""How MediaPipe and TensorFlow Lite begin the lines that nobody needs."""


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
        with contextlib.ExitStack() as undo, theirs:
            # The start may be called off at any wait: an engine that closes does not wait for its spare.
            undo.callback(ours.close)
            _, line = await asyncio.get_running_loop().create_connection(Line, sock=ours)
            undo.callback(line.close)
            process = await _spawn((module, str(theirs.fileno()), *arguments), theirs.fileno(), env)
            undo.pop_all()
        worker = cls(process, line)
        try:
            await worker._is_ready(within_s)
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

    @property
    def halted(self) -> bool:
        """Whether somebody has stopped it (SIGSTOP), so that it lives and answers nothing."""
        try:
            # The program's name, in brackets, may hold spaces (proc(5)).
            return Path(f"/proc/{self.pid}/stat").read_text().rpartition(") ")[2].startswith("T")
        except OSError:
            return False

    def tell(self, *parts: bytes) -> None:
        """Send what has no answer; to one that has ended, nothing."""
        self._line.say(parts)

    async def ask(self, request: bytes | Parts, deadline_s: float) -> Reply:
        """Send a request and wait for its reply. Raises WorkerGone."""
        began_s = cpu_s(self.pid)
        self.tell(*((request,) if isinstance(request, bytes) else request))
        try:
            return await self._hear(deadline_s)
        except WorkerGone as gone:
            computed = cpu_s(self.pid) - began_s > deadline_s * BUSY
            raise WorkerGone(str(gone), at_fault=computed or await self._crashed()) from gone

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

    async def _is_ready(self, within_s: float) -> None:
        """Raises WorkerGone. One that somebody has stopped is not waited for as long as a slow one."""
        ready = asyncio.create_task(self._hear(within_s))
        try:
            while not (await asyncio.wait({ready}, timeout=LOOK_EVERY_S))[0]:
                if self.halted:
                    raise WorkerGone("it was stopped", taken=False)
            await ready
        finally:
            ready.cancel()

    async def _hear(self, deadline_s: float) -> Reply:
        self._idle = False
        reply = await self._line.hear(deadline_s)
        self._idle = True
        return reply

    async def _crashed(self) -> bool:
        """Whether it has ended by its own doing, and not by a signal that others send."""
        if self._line.closed:
            await asyncio.wait({self.exited}, timeout=REAP_S)
        return self.process.returncode is not None and -self.process.returncode not in SENT

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


def cpu_s(pid: int) -> float:
    """Processor time of a process, by its own clock (clock_getcpuclockid(3)); 0 once it is gone."""
    try:
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0

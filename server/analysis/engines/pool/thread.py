"""A thread as a worker, for development: no isolation, so a crash is the server's and a stuck one stays."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from server.analysis.engines.exchange import QUESTION, Parts, Question, Reply, Wish
from server.analysis.engines.line import WorkerGone
from server.analysis.engines.pool.tracker import Tracker

_STARTING: Final = threading.Lock()
"""Held while networks are loaded and run for the first time: two first runs at once have locked each other up
inside OpenVINO's Python binding, one with the interpreter's lock and one with that of a static value."""


class ThreadWorker:
    """One thread with networks of its own. It is asked one thing at a time."""

    pid = 0
    halted = False

    def __init__(self, tracker: Tracker, threads: ThreadPoolExecutor) -> None:
        self._tracker = tracker
        self._threads = threads
        self.exited: asyncio.Future[int] = asyncio.get_running_loop().create_future()

    @classmethod
    async def start(cls, make: Callable[[], Tracker]) -> ThreadWorker:
        threads = ThreadPoolExecutor(1, "landmarks")
        loop = asyncio.get_running_loop()
        return cls(await loop.run_in_executor(threads, _alone, make), threads)

    async def ask(self, request: Parts, deadline_s: float) -> Reply:
        """Raises WorkerGone; the thread then ends by itself, once it is through."""
        answered = asyncio.get_running_loop().run_in_executor(self._threads, self._answer, request)
        try:
            async with asyncio.timeout(deadline_s):
                return await answered
        except TimeoutError as error:
            raise WorkerGone(f"no answer within {deadline_s:g} s") from error

    async def stop(self) -> None:
        self._threads.shutdown(wait=False)
        if not self.exited.done():
            self.exited.set_result(0)

    def _answer(self, request: Parts) -> Reply:
        head, memory, picture = request
        wish, t, carry_s, _, _ = QUESTION.unpack(head)
        return self._tracker.answer(Question(Wish(wish), picture, t, carry_s, memory))


def _alone(make: Callable[[], Tracker]) -> Tracker:
    with _STARTING:
        return make()

"""Uploads worked on while their owner does something else; forgotten after a while, and at a restart."""

from __future__ import annotations

import asyncio
import time
import uuid
from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

import structlog

from server.auth.places import Place
from server.errors import NotFound, Stopping, YogaError

if TYPE_CHECKING:
    from server.api.readings import Analysis
    from server.api.uploads.analysing import Progress

State: TypeAlias = Literal["working", "done", "failed", "cancelled"]
Work: TypeAlias = "Callable[[Progress], Coroutine[Any, Any, Analysis]]"

MISSING: Final = "There is no such analysis; it may be too old, or from before a restart."
RESTARTING: Final = "The server is restarting; please send the file again."
INTERNAL: Final = "Something went wrong on our side."
EVERY_S: Final = 0.25
"""Progress is told no more often."""

log = structlog.get_logger(__name__)


class Job:
    """One upload's work, and what came of it."""

    def __init__(self, owner: int, kept_s: float) -> None:
        self.id = str(uuid.uuid4())
        self.owner = owner
        self.state: State = "working"
        self.seconds = 0.0
        """Of the film that are behind it."""

        self.of = 0.0
        """Seconds of the film; 0 where it does not tell, or is a picture."""

        self.result: Analysis | None = None
        self.error: YogaError | None = None
        self.version = 1
        """Rises with whatever is worth telling."""

        self.created_at = datetime.now(UTC)
        self.expires_at = self.created_at + timedelta(seconds=kept_s)
        """Not before it has ended; counted again from there."""

        self.task: asyncio.Task[None] | None = None
        self._told = 0.0
        self._changed = asyncio.Event()

    def progress(self, seconds: float, of: float) -> None:
        self.seconds, self.of = seconds, of
        if time.monotonic() - self._told >= EVERY_S:
            self.change()

    def change(self) -> None:
        self._told = time.monotonic()
        self.version += 1
        self._changed.set()
        self._changed = asyncio.Event()

    async def changed(self, within_s: float) -> None:
        """Wait for the next change, but not for ever."""
        await asyncio.wait({changing := asyncio.ensure_future(self._changed.wait())}, timeout=within_s)
        changing.cancel()


class Jobs:
    """Those of this process. How many run is bounded by the places they hold, how many are kept here."""

    def __init__(self, most: int, most_per_owner: int, kept_s: float) -> None:
        self._most = most
        self._most_per_owner = most_per_owner
        self._kept_s = kept_s
        self._jobs: dict[str, Job] = {}
        self._stopping = False

    def __len__(self) -> int:
        return len(self._jobs)

    def begin(self, owner: int, place: Place, work: Work) -> Job:
        """Start it under a place that is its own from then on. Raises Stopping."""
        if self._stopping:
            raise Stopping("The server is restarting.", retry_after_s=2.0)
        place.hand_over()
        job = Job(owner, self._kept_s)
        self._jobs[job.id] = job
        self._forget_some(owner)
        job.task = asyncio.create_task(self._run(job, work), name=f"upload {job.id}")
        # Not by the task itself: one that is cancelled before its first step never takes it.
        job.task.add_done_callback(lambda _: place.give_back())
        return job

    def find(self, id: str, owner: int) -> Job:
        """Raises NotFound, also for somebody else's."""
        job = self._jobs.get(id)
        if job is None or job.owner != owner:
            raise NotFound(MISSING)
        return job

    def of(self, owner: int) -> list[Job]:
        """Newest first."""
        return [job for job in reversed(self._jobs.values()) if job.owner == owner]

    async def cancel(self, job: Job) -> None:
        """Stop it where it runs, and forget it."""
        self._jobs.pop(job.id, None)
        if job.task is not None and not job.task.done():
            job.task.cancel()
            await asyncio.wait({job.task})

    async def forget_all(self, owner: int) -> None:
        """Of somebody who has left for good."""
        for job in self.of(owner):
            await self.cancel(job)

    async def stop(self) -> None:
        """The server leaves: whoever listens is told so. Idempotent."""
        self._stopping = True
        tasks = [job.task for job in self._jobs.values() if job.task is not None]
        for task in tasks:
            task.cancel()
        if tasks:
            await asyncio.wait(tasks)

    async def _run(self, job: Job, work: Work) -> None:
        try:
            job.result = await work(job.progress)
            job.state, job.seconds = "done", job.of
        except YogaError as error:
            job.state, job.error = "failed", error
        except asyncio.CancelledError:
            job.state = "failed" if self._stopping else "cancelled"
            job.error = Stopping(RESTARTING) if self._stopping else None
        # Nobody awaits this task: a mistake of ours is logged here, and costs this upload only.
        except Exception:
            log.exception("an upload failed", job=job.id)
            job.state, job.error = "failed", YogaError(INTERNAL)
        finally:
            self._keep_a_while(job)
            job.change()

    def _keep_a_while(self, job: Job) -> None:
        job.expires_at = datetime.now(UTC) + timedelta(seconds=self._kept_s)
        asyncio.get_running_loop().call_later(self._kept_s, self._jobs.pop, job.id, None)

    def _forget_some(self, owner: int) -> None:
        """The oldest that have ended make room for the newest."""
        self._forget_beyond(self._most_per_owner, self.of(owner))
        self._forget_beyond(self._most, list(reversed(self._jobs.values())))

    def _forget_beyond(self, most: int, jobs: list[Job]) -> None:
        ended = [job for job in reversed(jobs) if job.state != "working"]
        for job in ended[: max(0, len(jobs) - most)]:
            del self._jobs[job.id]

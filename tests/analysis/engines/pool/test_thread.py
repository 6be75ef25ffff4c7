"""Threads as workers."""

from __future__ import annotations

import asyncio
import threading
import time
from typing import cast

import pytest

from server.analysis.engines.pool.thread import ThreadWorker
from server.analysis.engines.pool.tracker import Tracker

pytestmark = pytest.mark.anyio


async def test_networks_are_loaded_one_after_another() -> None:
    loading = threading.Lock()

    def make() -> Tracker:
        assert loading.acquire(blocking=False)
        time.sleep(0.02)
        loading.release()
        return cast(Tracker, None)

    workers = await asyncio.gather(*(ThreadWorker.start(make) for _ in range(4)))
    for worker in workers:
        await worker.stop()

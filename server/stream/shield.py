"""Work that a cancellation may not cut short."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

R = TypeVar("R")


async def to_the_end(work: Coroutine[Any, Any, R]) -> R:
    """Run `work` to its end even if the caller is cancelled, however often; then let the cancel through.

    A plain await loses a summary when a cancel lands inside it, and a shield alone lets the caller leave
    before the work is done.
    """
    task = asyncio.ensure_future(work)
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait({task})
        except asyncio.CancelledError as error:
            cancelled = error
    if cancelled is not None:
        task.exception()  # mark it as seen: the cancel goes first
        raise cancelled
    return task.result()

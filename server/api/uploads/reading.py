"""A stranger's file as JPEGs: decoded in a process of its own, as fast as they are taken and no faster."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO, Final

from server.analysis.engines.children import environment
from server.api.uploads.decoder import END, FILM, HEAD, REFUSED, SHOT, SHOT_BYTES, STILL
from server.errors import BadFrame

MODULE: Final = "server.api.uploads.decoder"
NICE: Final = 10
"""Of a decoder that starts while somebody practises live: a tenth of a core where all are wanted."""

NICEST: Final = 19
"""Of one that goes on with a film beside them: what they leave, and next to nothing of what they do not."""

UNREADABLE: Final = "The file cannot be read."


@dataclass(frozen=True, slots=True)
class ReadLimits:
    max_pixels: int
    """Of a picture."""

    max_film_pixels: int
    """Of one frame of a film."""

    max_film_s: float
    timeout_s: float


@dataclass(frozen=True, slots=True)
class Shot:
    t: float
    """Seconds since the film began; 0 in a picture."""

    jpeg: bytes


@dataclass(frozen=True, slots=True)
class Material:
    """An opened file."""

    duration_s: float | None
    """None for a single picture; 0 for a film that does not tell."""

    shots: AsyncIterator[Shot]
    """To be read once. Raises BadFrame where the file cannot be read on."""

    step_back: Callable[[], None]
    """Let everything else go before the rest of it, from now on."""


@asynccontextmanager
async def opened(file: BinaryIO, limits: ReadLimits, *, crowded: bool = False) -> AsyncIterator[Material]:
    """Open a picture or a film, `crowded` while others go before.

    Raises BadFrame with a sentence that says what is wrong with it.
    """
    process = await _started(file, limits, NICE if crowded else 0)
    assert process.stdout is not None  # noqa: S101 - asked for there
    try:
        kind, seconds, _ = await _record(process.stdout)
        if kind not in (STILL, FILM):
            raise BadFrame(UNREADABLE)
        length = None if kind == STILL else seconds
        yield Material(length, _shots(process.stdout), partial(_step_back, process))
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


def _step_back(process: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):  # it has ended by itself
        os.setpriority(os.PRIO_PROCESS, process.pid, NICEST)


async def _started(file: BinaryIO, limits: ReadLimits, nice: int) -> asyncio.subprocess.Process:
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", MODULE, str(file.fileno()), str(nice), str(limits.timeout_s)),
            *(str(limits.max_pixels), str(limits.max_film_pixels), str(limits.max_film_s)),
            pass_fds=(file.fileno(),),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=environment(),
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:  # asyncio leaks a process that is cancelled half made
        process = await starting
        process.kill()
        await process.wait()
        raise


async def _shots(out: asyncio.StreamReader) -> AsyncIterator[Shot]:
    while True:
        kind, seconds, content = await _record(out)
        if kind == END:
            return
        if kind != SHOT:
            raise BadFrame(UNREADABLE)
        yield Shot(seconds, content)


async def _record(out: asyncio.StreamReader) -> tuple[int, float, bytes]:
    """The next record. Raises BadFrame for a refusal, and where the process has died of the file."""
    try:
        kind, seconds, length = HEAD.unpack(await out.readexactly(HEAD.size))
        if length > SHOT_BYTES:
            raise BadFrame(UNREADABLE)
        content = await out.readexactly(length)
    except asyncio.IncompleteReadError:
        raise BadFrame(UNREADABLE) from None
    if kind == REFUSED:
        raise BadFrame(content.decode())
    return kind, seconds, content

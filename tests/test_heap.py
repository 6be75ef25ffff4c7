"""The heap's settings, in processes of their own: those of this one would stay."""

from __future__ import annotations

import asyncio
import ctypes
import platform
import subprocess
import sys
import threading

import pytest

from server import heap
from server.heap import Sweep

needs_glibc = pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="another C library")

ARENAS = """
import ctypes, sys, tempfile, threading
from server.heap import share_arenas
if "shared" in sys.argv:
    share_arenas()
libc, together = ctypes.CDLL(None), threading.Barrier(8)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
def take():
    together.wait()
    libc.malloc(1000)
    together.wait()
threads = [threading.Thread(target=take) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
with tempfile.NamedTemporaryFile() as told:
    stream = ctypes.c_void_p(libc.fopen(told.name.encode(), b"w"))
    libc.malloc_info(0, stream)
    libc.fclose(stream)
    print(told.read().count(b"<heap nr="))
"""

HOLES = """
import ctypes
from server.heap import give_back
libc = ctypes.CDLL(None)
libc.malloc.restype = ctypes.c_void_p
def resident():
    with open("/proc/self/statm") as told:
        return int(told.read().split()[1]) * 4096
taken = [libc.malloc(100_000) for _ in range(1000)]
for block in taken:
    ctypes.memset(block, 1, 100_000)
for block in taken[:-1]:  # the last keeps the heap from shrinking
    libc.free(ctypes.c_void_p(block))
before = resident()
give_back()
print(before - resident())
"""


def printed(program: str, *arguments: str) -> int:
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, timeout=60, check=True
    )
    return int(done.stdout)


@needs_glibc
def test_all_threads_share_two_arenas() -> None:
    assert printed(ARENAS) > 2
    assert printed(ARENAS, "shared") == 2


@needs_glibc
def test_what_is_free_in_the_middle_goes_back() -> None:
    assert printed(HOLES) > 50_000_000


def test_a_library_without_these_calls_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    heap.share_arenas()
    heap.give_back()


@pytest.mark.anyio
async def test_a_sweep_is_one_for_all_and_off_the_loop(monkeypatch: pytest.MonkeyPatch) -> None:
    swept: asyncio.Queue[int] = asyncio.Queue()
    loop = asyncio.get_running_loop()
    monkeypatch.setattr(
        heap, "give_back", lambda: loop.call_soon_threadsafe(swept.put_nowait, threading.get_ident())
    )
    sweep = Sweep(rest_s=0.0)
    for _ in range(2):
        for _ in range(5):
            sweep.soon()
        async with asyncio.timeout(30):
            assert await swept.get() != threading.get_ident()
        assert swept.empty()


@pytest.mark.anyio
async def test_a_sweep_that_is_stopped_does_not_come() -> None:
    sweep = Sweep(rest_s=3600.0)
    sweep.soon()
    due = sweep._due
    assert due is not None
    sweep.stop()
    sweep.stop()
    assert due.cancelled()

"""Worker processes that misbehave, played by small programs."""

from __future__ import annotations

import asyncio
import os
import signal
import textwrap
from pathlib import Path

import pytest

from server.analysis.engines import workers
from server.analysis.engines.exchange import Answer, Wish, request
from server.analysis.engines.line import WorkerGone
from server.analysis.engines.seat import Seat
from server.analysis.engines.workers import Worker
from server.errors import EngineFailed

pytestmark = pytest.mark.anyio


@pytest.fixture(params=[True, False], ids=["uvloop", "asyncio"])
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, bool]]:
    """The server runs on uvloop, tests elsewhere on asyncio's own; their processes and pipes differ."""
    return "asyncio", {"use_uvloop": request.param}


READY = """
import socket, struct, sys, time
from server.analysis.engines.exchange import *
line = socket.socket(fileno=int(sys.argv[1]))
line.sendall(Reply(Answer.READY).packed())
def take():
    header = line.recv(REQUEST.size, socket.MSG_WAITALL)
    if not header:
        sys.exit()
    return REQUEST.unpack(header)
"""

OBEDIENT = READY + "while True: take(); line.sendall(Reply(Answer.NOBODY).packed())\n"


class Stage:
    """Starts a worker that does what a script says."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.started = 0

    async def start(self, script: str) -> Worker:
        self.started += 1
        (self._folder / "played.py").write_text(textwrap.dedent(script))
        root = Path(__file__).parents[3]
        return await Worker.start("played", (), {"PYTHONPATH": f"{self._folder}:{root}"})


@pytest.fixture
def stage(tmp_path: Path) -> Stage:
    return Stage(tmp_path)


async def test_a_worker_is_asked_and_answers(stage: Stage) -> None:
    worker = await stage.start(OBEDIENT)
    reply = await worker.ask(request(Wish.DETECT, 1), 5.0)
    assert reply.kind is Answer.NOBODY
    await worker.stop()
    assert worker.process.returncode == 0


async def test_one_that_cannot_start_is_told_with_its_last_words(stage: Stage) -> None:
    with pytest.raises(EngineFailed, match=r"libEGL\.so\.1: cannot open"):
        await stage.start("raise OSError('libEGL.so.1: cannot open shared object file')")


async def test_one_that_is_stopped_while_it_starts_is_not_waited_for(stage: Stage) -> None:
    with pytest.raises(EngineFailed, match="it was stopped"):
        await stage.start("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)")


async def test_library_notices_are_not_last_words(stage: Stage) -> None:
    with pytest.raises(EngineFailed, match="did not start: the reason"):
        await stage.start("import sys; sys.exit('the reason\\nW0000 00:00:1.5 a_calculator.cc:81] Using it')")


async def test_chatter_on_stdout_and_stderr_does_no_harm(stage: Stage) -> None:
    noise = "print('x' * 200_000, flush=True); print('y' * 200_000, file=sys.stderr, flush=True)\n"
    worker = await stage.start(READY + noise + "take(); line.sendall(Reply(Answer.NOBODY).packed()); take()")
    assert (await worker.ask(request(Wish.DETECT, 1), 5.0)).kind is Answer.NOBODY
    await worker.stop()


@pytest.mark.parametrize(
    ("does", "why"),
    [
        ("take(); sys.exit()", "it ended"),
        ("take(); time.sleep(60)", "no answer within"),
        ("take(); line.sendall(b'\\xff' * 200); time.sleep(60)", "longer than any"),
        ("take(); line.sendall(b'\\x02' * 5); sys.exit()", "it ended"),
    ],
)
async def test_one_that_goes_wrong_is_gone(stage: Stage, does: str, why: str) -> None:
    worker = await stage.start(READY + does)
    with pytest.raises(WorkerGone, match=why):
        await worker.ask(request(Wish.DETECT, 1), 0.5)
    await worker.stop()
    assert worker.process.returncode is not None


async def test_stopping_one_that_is_stopped_by_a_signal_does_not_wait(stage: Stage) -> None:
    worker = await stage.start(OBEDIENT)
    worker.process.send_signal(signal.SIGSTOP)
    async with asyncio.timeout(30):
        await worker.stop()
    assert worker.process.returncode == -signal.SIGKILL


class SeatRun:
    """A seat that is served while the block runs."""

    def __init__(self, first: Worker, stage: Stage, script: str = OBEDIENT) -> None:
        self.seat = Seat(first, lambda: stage.start(script), 0.5, lambda: None)

    async def __aenter__(self) -> Seat:
        self._task = asyncio.create_task(self.seat.run())
        await asyncio.sleep(0)
        return self.seat

    async def __aexit__(self, *exc: object) -> None:
        self._task.cancel()
        await asyncio.wait({self._task})


async def refilled(seat: Seat, old: Worker) -> Worker:
    async with asyncio.timeout(60):
        while seat.worker is None or seat.worker is old:  # noqa: ASYNC110 - a test may look often
            await asyncio.sleep(0.01)
    return seat.worker


async def test_the_frame_in_hand_is_lost_and_those_behind_it_are_not_touched(stage: Stage) -> None:
    first = await stage.start(READY + "take(); time.sleep(60)")
    async with SeatRun(first, stage) as seat:
        asked = [asyncio.create_task(seat.ask(request(Wish.DETECT, number))) for number in range(3)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert [gone.taken for gone in done if isinstance(gone, WorkerGone)] == [True, False, False]
        await refilled(seat, first)
        assert (await seat.ask(request(Wish.DETECT, 1))).kind is Answer.NOBODY


async def test_one_that_dies_with_nothing_to_do_is_replaced(stage: Stage) -> None:
    first = await stage.start(OBEDIENT)
    async with SeatRun(first, stage) as seat:
        os.kill(first.process.pid, signal.SIGKILL)
        second = await refilled(seat, first)
        assert (await seat.ask(request(Wish.DETECT, 1))).kind is Answer.NOBODY
        assert second.process.pid != first.process.pid


async def test_a_replacement_that_does_not_start_is_tried_again(stage: Stage, tmp_path: Path) -> None:
    first = await stage.start(OBEDIENT)
    tries = tmp_path / "tries"
    script = f"""
import pathlib, sys
tries = pathlib.Path({str(tries)!r})
tries.write_text(tries.read_text() + "x" if tries.exists() else "x")
if len(tries.read_text()) < 3:
    sys.exit("not yet")
"""
    async with SeatRun(first, stage, script + OBEDIENT) as seat:
        first.process.kill()
        await refilled(seat, first)
        assert tries.read_text() == "xxx"
        assert seat.replaced == 1


async def test_one_that_nobody_waits_for_any_more_is_not_asked(stage: Stage) -> None:
    first = await stage.start(READY + "take(); take(); line.sendall(Reply(Answer.NOBODY).packed()) ; take()")
    async with SeatRun(first, stage) as seat:
        given_up = asyncio.create_task(seat.ask(request(Wish.DETECT, 1)))
        await asyncio.sleep(0)
        given_up.cancel()
        await asyncio.wait({given_up})
        with pytest.raises(WorkerGone, match="no answer"):  # the first request is the only one it has seen
            await seat.ask(request(Wish.DETECT, 2))


@pytest.mark.parametrize(
    "deed", ["os.abort()", "sys.exit(1)", "bytearray(1 << 62)", "exec('while True: pass')"], ids=str.split
)
async def test_one_that_breaks_over_a_frame_blames_it(
    stage: Stage, deed: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers, "BUSY", 0.0)  # a busy test machine may give it next to no time
    worker = await stage.start(f"import os\n{READY}take(); {deed}")
    with pytest.raises(WorkerGone) as gone:
        await worker.ask(request(Wish.DETECT, 1), 2.0)
    await worker.stop()
    assert gone.value.at_fault


@pytest.mark.parametrize("blow", [signal.SIGKILL, signal.SIGTERM, signal.SIGSTOP])
async def test_one_that_is_struck_from_outside_blames_no_frame(stage: Stage, blow: signal.Signals) -> None:
    worker = await stage.start(READY + "take(); take()")
    asked = asyncio.create_task(worker.ask(request(Wish.DETECT, 1), 0.5))
    await asyncio.sleep(0.1)
    os.kill(worker.pid, blow)
    with pytest.raises(WorkerGone) as gone:
        await asked
    await worker.stop()
    assert not gone.value.at_fault

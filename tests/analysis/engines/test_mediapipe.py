"""What only the engine with worker processes promises: it outlives them, and tells nobody outside."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import struct
import subprocess
import sys
import textwrap
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import cv2
import numpy as np
import psutil
import pytest

from server.analysis.engines import models
from server.analysis.engines.base import Landmarker
from server.analysis.engines.mediapipe import PROXIES, MediapipeEngine
from server.analysis.engines.options import EngineOptions
from server.analysis.engines.workers import Worker
from server.analysis.landmarks import Landmarks
from server.demo import scene
from server.demo.camera import Camera
from server.demo.choreography import first_practice
from server.demo.film import jpeg
from server.demo.practitioner import Practitioner
from server.errors import EngineFailed, FrameLost, ModelUnavailable
from tests import engine_rig
from tests.engine_rig import drawn, frame, off_by, practitioner

pytestmark = pytest.mark.anyio


@pytest.fixture
def anyio_backend() -> tuple[str, dict[str, bool]]:
    """As the server runs."""
    return "asyncio", {"use_uvloop": True}


async def lost_before_found(landmarker: Landmarker, first: int) -> int:
    """How many frames had no answer before one had; a picture of warrior II, found where it is."""
    for lost in range(20):
        picture, truth = drawn("warrior2", 0.0)
        try:
            found = await landmarker.detect(frame(first + lost, picture))
        except FrameLost:
            continue
        assert isinstance(found, Landmarks)
        assert off_by(found, truth) < 15
        return lost
    pytest.fail("the engine did not recover")


@pytest.mark.parametrize(("blow", "workers"), [(signal.SIGKILL, 1), (signal.SIGKILL, 2), (signal.SIGSTOP, 1)])
async def test_a_worker_that_dies_or_hangs_costs_one_frame(blow: signal.Signals, workers: int) -> None:
    async with engine_rig.mediapipe(workers=workers) as engine, engine.landmarker() as landmarker:
        assert await lost_before_found(landmarker, 0) == 0
        for pid in engine.pids():
            if landmarker_is_in(landmarker, pid):
                os.kill(pid, blow)
        assert await lost_before_found(landmarker, 1) <= 1
        assert await lost_before_found(landmarker, 30) == 0


def landmarker_is_in(landmarker: object, pid: int) -> bool:
    worker: Worker = landmarker._worker  # type: ignore[attr-defined]
    return worker.process.pid == pid


async def test_other_sessions_of_a_lost_worker_go_on() -> None:
    engine = engine_rig.mediapipe(workers=2)
    async with engine, engine.landmarker() as one, engine.landmarker() as two, engine.landmarker() as three:
        everyone = (one, two, three)
        assert [await lost_before_found(each, 0) for each in everyone] == [0, 0, 0]
        os.kill(engine.pids()[0], signal.SIGKILL)
        lost = await asyncio.gather(*(lost_before_found(each, 1) for each in everyone))
        assert sum(lost) <= 1


async def test_with_no_worker_for_too_long_the_engine_has_failed(monkeypatch: pytest.MonkeyPatch) -> None:
    async def refuse(self: MediapipeEngine) -> Worker:
        raise EngineFailed("no more processes")

    engine = engine_rig.mediapipe(patience_s=0.5)
    async with engine, engine.landmarker() as landmarker:
        monkeypatch.setattr(MediapipeEngine, "_start", refuse)
        os.kill(engine.pids()[0], signal.SIGKILL)
        with pytest.raises(
            EngineFailed, match="No worker"
        ):  # the first may be in the hands of the one that dies
            await lost_before_found(landmarker, 0)


async def test_sessions_are_spread_over_the_workers() -> None:
    engine = engine_rig.mediapipe(workers=2)
    async with engine, engine.landmarker() as one, engine.landmarker() as two:
        assert await lost_before_found(one, 0) == await lost_before_found(two, 0) == 0
        assert sorted(pid for pid in engine.pids() for each in (one, two) if landmarker_is_in(each, pid)) == (
            sorted(engine.pids())
        )


async def test_leaving_ends_the_workers_even_a_stopped_one() -> None:
    async with engine_rig.mediapipe(workers=2) as engine:
        pids = engine.pids()
        assert len(pids) == 2
        os.kill(pids[0], signal.SIGSTOP)
    assert not any(psutil.pid_exists(pid) for pid in pids)


def test_the_workers_die_with_the_server(tmp_path: Path) -> None:
    """Whatever ends it: here SIGKILL, while one worker is stopped and hears nothing."""
    script = """
        import asyncio, os, signal, sys
        from pathlib import Path
        from server.analysis.engines.mediapipe import MediapipeEngine
        from server.analysis.engines.options import EngineOptions

        async def main():
            async with MediapipeEngine(EngineOptions(Path(sys.argv[1]), workers=2)) as engine:
                os.kill(engine.pids()[0], signal.SIGSTOP)
                print(*engine.pids(), flush=True)
                await asyncio.sleep(600)

        asyncio.run(main())
    """
    command = [sys.executable, "-c", textwrap.dedent(script), str(engine_rig.model_dir())]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        workers = [psutil.Process(int(pid)) for pid in server.stdout.readline().split()]
        server.kill()
    assert len(workers) == 2
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


async def test_a_broken_bundle_stops_the_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken.task"
    broken.write_bytes(b"nothing")
    monkeypatch.setattr(models, "ensure", lambda *_: broken)
    with pytest.raises(EngineFailed, match="A worker did not start"):
        await engine_rig.mediapipe(workers=2).__aenter__()


async def test_an_unknown_model_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="lite, full, heavy"):
        await MediapipeEngine(EngineOptions(tmp_path, "huge")).__aenter__()


async def test_timings_are_told() -> None:
    engine = engine_rig.mediapipe()
    async with engine, engine.landmarker() as landmarker:
        found = await landmarker.detect(frame(0, drawn("mountain", 0.0)[0]))
    assert found.timings.decode_ms > 0
    assert found.timings.detect_ms > 0
    assert 0 < found.timings.wait_ms < 10_000


async def test_two_people_are_noticed_in_the_first_frame() -> None:
    engine = engine_rig.mediapipe()
    async with engine, engine.landmarker() as landmarker:
        found = await landmarker.detect(frame(0, jpeg(scene.two_people())))
    assert isinstance(found, Landmarks)
    assert found.people == 2


async def test_somebody_who_comes_and_goes_is_noticed() -> None:
    one, two = drawn("mountain", 0.0)[0], jpeg(scene.two_people())
    engine = engine_rig.mediapipe()
    async with engine, engine.landmarker() as landmarker:

        async def people(seq: int, picture: bytes) -> int:
            found = await landmarker.detect(frame(seq, picture, fps=5.0))
            assert isinstance(found, Landmarks)
            return found.people

        assert await people(0, one) == 1
        assert [await people(seq, two) for seq in range(1, 8)][-1] == 2
        assert [await people(seq, one) for seq in range(8, 20)][-1] == 1


async def test_the_picture_may_change_its_size() -> None:
    engine = engine_rig.mediapipe()
    async with engine, engine.landmarker() as landmarker:
        for seq, camera in enumerate((Camera((640, 480)), Camera((480, 360)), Camera((360, 480)))):
            moment = Practitioner(first_practice(), camera=camera).frame(0.0)
            found = await landmarker.detect(frame(seq, jpeg(moment.picture), fps=1.0))
            assert isinstance(found, Landmarks)
            assert found.size == camera.size
            assert off_by(found, moment.landmarks) < 15


async def test_kinds_of_pictures() -> None:
    picture = practitioner("mountain").frame(0.0).picture
    grey = cv2.imencode(".jpg", cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY))[1].tobytes()
    progressive = cv2.imencode(".jpg", picture, [cv2.IMWRITE_JPEG_PROGRESSIVE, 1])[1].tobytes()
    whole = jpeg(picture)
    size = struct.pack("!HH", *picture.shape[:2])
    bomb = whole.replace(size, struct.pack("!HH", 32767, 32767), 1)
    engine = engine_rig.mediapipe()
    async with engine, engine.landmarker() as landmarker:
        for seq, shown in enumerate((whole, grey, progressive)):
            assert isinstance(await landmarker.detect(frame(seq, shown)), Landmarks)
        worker = psutil.Process(engine.pids()[0])
        for seq, broken in enumerate((whole[: len(whole) // 2], b"", bomb, jpeg(picture)[2:]), start=10):
            with pytest.raises(FrameLost):
                await landmarker.detect(frame(seq, broken))
        assert worker.is_running()
        assert worker.memory_info().rss < 1e9
        assert isinstance(await landmarker.detect(frame(20, whole)), Landmarks)


async def test_looking_for_others_can_be_left_out() -> None:
    engine = engine_rig.mediapipe(people_every_s=0.0)
    async with engine, engine.landmarker() as landmarker:
        found = await landmarker.detect(frame(0, jpeg(scene.two_people())))
    assert isinstance(found, Landmarks)
    assert found.people == 1


@pytest.mark.slow
@pytest.mark.evaluation
async def test_photos_of_one_person_show_one(evaluation_data: Path) -> None:
    photos = sorted((evaluation_data / "photos").glob("*/*.jpg"))[::12]
    engine, counted = engine_rig.mediapipe(), []
    async with engine:
        for photo in photos:
            async with engine.landmarker() as landmarker:
                found = await landmarker.detect(frame(0, photo.read_bytes()))
                counted.append(found.people if isinstance(found, Landmarks) else 0)
    assert len(counted) > 30
    assert sum(people > 1 for people in counted) / len(counted) <= 0.02


@asynccontextmanager
async def recorder() -> AsyncIterator[tuple[str, list[str]]]:
    """A proxy on this machine that writes down who wants to go where, and refuses."""
    wanted: list[str] = []

    async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wanted.append((await reader.readline()).decode(errors="replace").strip())
        writer.close()

    server = await asyncio.start_server(note, "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}", wanted


async def test_the_workers_environment_holds_a_closed_proxy_and_nothing_of_the_servers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SECRET_KEY", "not for workers")
    monkeypatch.setenv("no_proxy", "*")
    for name in PROXIES:
        monkeypatch.setenv(name, "http://127.0.0.1:3128")
    before = dict(os.environ)
    async with engine_rig.mediapipe() as engine:
        told = engine.worker_environment()
        assert dict(os.environ) == before
        assert set(told) <= {
            *PROXIES,
            "PYTHONPATH",
            "HOME",
            "MALLOC_ARENA_MAX",
            "GLOG_minloglevel",
            "TF_CPP_MIN_LOG_LEVEL",
        }
        [port] = {int(told[name].rpartition(":")[2]) for name in PROXIES}
        with pytest.raises(ConnectionRefusedError):
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        if os.geteuid() == 0:  # a worker is not dumpable, so that only root may look
            assert psutil.Process(engine.pids()[0]).environ() == told


@pytest.mark.slow
async def test_mediapipes_usage_log_reaches_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A landmarker that runs for 75 s sends its usage log; the control shows that this one would have."""
    async with recorder() as (proxy, wanted), recorder() as (open_proxy, wanted_without):
        for name in PROXIES:
            monkeypatch.setenv(name, proxy)
        control = engine_rig.mediapipe()
        closed = control.worker_environment
        monkeypatch.setattr(
            control, "worker_environment", lambda: closed() | dict.fromkeys(PROXIES, open_proxy)
        )
        real = engine_rig.mediapipe()
        async with control, real, control.landmarker() as one, real.landmarker() as other:
            for seq in range(200):
                if seq > 90 and wanted_without:
                    break
                picture, _ = drawn("mountain", 0.0)
                await asyncio.gather(*(each.detect(frame(seq, picture, fps=1.0)) for each in (one, other)))
                await asyncio.sleep(1.0)
    assert any(line.startswith("CONNECT ") for line in wanted_without)
    assert wanted == []


async def test_tracking_is_one_sessions_own() -> None:
    """A second session that begins in the middle gets what a fresh landmarker gives."""
    engine = engine_rig.mediapipe(people_every_s=0.0)
    async with engine, engine.landmarker() as alone:
        fresh = await alone.detect(frame(0, drawn("warrior2", 0.3)[0]))
        for seq in range(1, 5):
            await alone.detect(frame(seq, drawn("downdog", seq / 15)[0]))
        async with engine.landmarker() as later:
            again = await later.detect(frame(0, drawn("warrior2", 0.3)[0]))
    assert isinstance(fresh, Landmarks)
    assert isinstance(again, Landmarks)
    np.testing.assert_array_equal(fresh.image, again.image)


async def test_a_start_that_is_given_up_leaves_no_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[MediapipeEngine] = []
    started: list[Worker] = []
    start, first_is_there = MediapipeEngine._start, asyncio.Event()

    async def only_one(self: MediapipeEngine) -> Worker:
        asked.append(self)
        if len(asked) > 1:
            await asyncio.sleep(600)
        started.append(await start(self))
        first_is_there.set()
        return started[0]

    monkeypatch.setattr(MediapipeEngine, "_start", only_one)
    entering = asyncio.create_task(engine_rig.mediapipe(workers=2).__aenter__())
    await first_is_there.wait()
    entering.cancel()
    await asyncio.wait({entering})
    assert started[0].process.returncode is not None


async def test_missing_system_libraries_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    async def start(*_: object) -> Worker:
        raise EngineFailed("A worker did not start: OSError: libEGL.so.1: cannot open shared object file.")

    monkeypatch.setattr(Worker, "start", start)
    with pytest.raises(EngineFailed, match="apt-get install libegl1 libgles2"):
        await engine_rig.mediapipe().__aenter__()

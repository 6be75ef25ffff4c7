"""The networks themselves, in every runtime that is installed, on the drawn practitioner."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from contextlib import suppress
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from bench.agreement import Found, Pair, apart
from server.analysis.engines import models
from server.analysis.engines.blazepose import files, runtimes
from server.analysis.engines.blazepose.body import Body
from server.analysis.engines.blazepose.crop import Pixels
from server.analysis.engines.blazepose.files import Files
from server.analysis.engines.blazepose.networks import Networks
from server.analysis.engines.blazepose.pipeline import BlazePose, State
from tests import engine_rig
from tests.engine_rig import practitioner

POSES = ("mountain", "warrior2", "downdog", "goddess")
OTHERS = [name for name in runtimes.installed() if name != runtimes.LITERT]
FPS = 15.0

AMX = {"avx2", "avx512f", "avx512_bf16", "amx_bf16"}
"""Some of the flags of a CPU that computes in bfloat16 by itself."""


@cache
def bundle() -> Path:
    return models.ensure("full", engine_rig.model_dir())


@cache
def networks(runtime: str) -> Networks:
    return runtimes.load(runtime, files.read(bundle()))


@cache
def pictures() -> tuple[Pixels, ...]:
    """A few of each pose, RGB."""
    drawn = (practitioner(pose).frame(t / FPS).picture for pose in POSES for t in (0, 7, 14))
    return tuple(np.ascontiguousarray(picture[..., ::-1]) for picture in drawn)


def bodies(runtime: str) -> list[Body | None]:
    return [BlazePose(networks(runtime)).photo(picture) for picture in pictures()]


def pairs(runtime: str) -> list[Pair]:
    """LiteRT's bodies, and the other runtime's."""
    both = zip(bodies(runtimes.LITERT), bodies(runtime), strict=True)
    return [(_found(one), _found(other)) for one, other in both]


def _found(body: Body | None) -> Found | None:
    return None if body is None else Found(body.image, body.world, (640, 480))


def test_the_drawn_person_is_where_it_was_drawn() -> None:
    moment = practitioner("warrior2").frame(0.0)
    body = BlazePose(networks(runtimes.LITERT)).photo(np.ascontiguousarray(moment.picture[..., ::-1]))
    assert body is not None
    joints = engine_rig.MAIN_JOINTS
    off = (body.image - moment.landmarks.image)[joints, :2] * (640, 480)
    assert np.linalg.norm(off, axis=1).max() < 15


@pytest.mark.skipif(len(os.sched_getaffinity(0)) < 2, reason="one core is all there is")
@pytest.mark.parametrize("runtime", runtimes.installed())
def test_no_runtime_ties_itself_to_one_core(runtime: str) -> None:
    """Else the workers of all processes share the first core, and the others idle."""
    ready, crop = networks(runtime), np.zeros((256, 256, 3), np.uint8)
    allowed, seen, done = os.sched_getaffinity(0), set[frozenset[int]](), threading.Event()

    def look() -> None:
        while not done.is_set():
            for thread in os.listdir("/proc/self/task"):
                with suppress(ProcessLookupError):  # it has just ended
                    seen.add(frozenset(os.sched_getaffinity(int(thread))))

    looking = threading.Thread(target=look)
    looking.start()
    for _ in range(60):
        ready.place(crop)
    done.set()
    looking.join()
    assert seen == {frozenset(allowed)}


@pytest.mark.parametrize("runtime", [name for name in OTHERS if name in runtimes.EXACT])
def test_an_exact_runtime_finds_the_same(runtime: str) -> None:
    found = apart(pairs(runtime))
    assert found.disagreed == 0
    assert np.median(found.points) < 0.01
    assert found.world_mm.mean() < 0.5


@pytest.mark.parametrize("runtime", [name for name in OTHERS if name not in runtimes.EXACT])
def test_a_faster_runtime_stays_near(runtime: str) -> None:
    found = apart(pairs(runtime))
    assert found.disagreed == 0
    assert found.angles.mean() <= 1.0
    assert found.world_mm.mean() <= 15.0


@pytest.mark.parametrize("runtime", runtimes.installed())
def test_sessions_in_turn_find_what_each_finds_alone(runtime: str) -> None:
    """The interpreters remember nothing: bit for bit the same, whoever was served in between."""
    blazepose = BlazePose(networks(runtime))
    films = [pictures()[:3], pictures()[6:9]]

    def alone(film: tuple[Pixels, ...]) -> list[Body | None]:
        state, seen = State(), []
        for n, picture in enumerate(film):
            body, state = blazepose.detect(picture, n / FPS, state)
            seen.append(body)
        return seen

    apart_from_each_other = [alone(film) for film in films]
    states = [State(), State()]
    for n in range(3):
        for number, film in enumerate(films):
            body, states[number] = blazepose.detect(film[n], n / FPS, states[number])
            expected = apart_from_each_other[number][n]
            assert body is not None
            assert expected is not None
            assert (body.image == expected.image).all()
            assert (body.world == expected.world).all()


@pytest.mark.parametrize("runtime", runtimes.installed())
def test_no_runtime_connects_to_anywhere(runtime: str) -> None:
    """OpenVINO brings a telemetry package, whose sender is Python: whatever it opens would raise here."""
    script = f"""
import sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        print(event, arguments)
        raise SystemExit(1)
sys.addaudithook(refuse)
import numpy as np
from pathlib import Path
from server.analysis.engines.blazepose import files, runtimes
networks = runtimes.load({runtime!r}, files.read(Path({str(bundle())!r})))
networks.place(np.zeros((256, 256, 3), np.uint8))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_bundle_tells_which_variant_it_holds() -> None:
    assert files.read(bundle()).variant == "full"


def test_an_unknown_runtime_names_the_choices() -> None:
    with pytest.raises(ValueError, match="choose auto, litert, openvino, openvino-bf16"):
        runtimes.load("abacus", Files(b"", b""))


@pytest.mark.parametrize(
    ("flags", "extra", "variant", "chosen"),
    [
        (AMX, True, "full", runtimes.MIXED),
        (AMX, True, "heavy", runtimes.MIXED),
        (AMX, True, "lite", runtimes.OPENVINO),
        (AMX - {"amx_bf16"}, True, "full", runtimes.OPENVINO),
        ({"avx2"}, True, "full", runtimes.LITERT),
        (set(), True, "full", runtimes.LITERT),
        (AMX, False, "full", runtimes.LITERT),
    ],
)
def test_the_fastest_depends_on_the_cpu_and_on_what_is_installed(
    monkeypatch: pytest.MonkeyPatch, flags: set[str], extra: bool, variant: str, chosen: str
) -> None:
    monkeypatch.setattr(runtimes, "cpu_flags", lambda: frozenset(flags))
    monkeypatch.setattr(runtimes, "find_spec", lambda name: object() if extra else None)
    assert runtimes.fastest(variant) == chosen


def test_the_cpu_of_a_supported_machine_says_what_it_can_do() -> None:
    assert "sse2" in runtimes.cpu_flags()

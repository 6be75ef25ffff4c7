"""What the benchmarks of a whole server share: pictures to send, a server with few limits, and clients in
processes of their own."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import Any

from server.analysis.engines.choose import choose
from server.client.bench.bare import bare_frames_per_s
from server.client.bench.load import WARM_UP_S, Load, Order, run_load
from server.client.local import LocalServer, local_server
from server.demo.choreography import Choreography, Step
from server.demo.film import jpeg
from server.demo.practitioner import Practitioner
from server.engine_options import engine_options
from server.settings import Settings

FPS = 15.0
JOIN_S = 0.15
"""For each client: its first frame looks for people, twice, and nothing else is as costly."""

POSES = ("warrior2", "mountain", "goddess")


def pictures(seconds: float = 2.0) -> tuple[bytes, ...]:
    """The drawn practitioner, 640 × 480."""
    drawn = Practitioner(Choreography(tuple(Step(pose, 6.0) for pose in POSES)))
    return tuple(jpeg(drawn.frame(n / FPS).picture) for n in range(int(seconds * FPS)))


@contextmanager
def server(**settings: object) -> Iterator[LocalServer]:
    """A server of its own whose limits on clients are out of the way; `settings` by their short names."""
    with TemporaryDirectory(prefix="yoga-assistant-bench-") as folder:
        chosen: dict[str, object] = {
            "data_dir": folder,
            "model_dir": Settings().model_dir,
            "engine": "blazepose",
            "carry_s": 0.0,
            "max_load": 1_000_000,
            "max_loop_lag_s": 1_000_000,
            "max_sessions": 10_000,
            "max_sessions_per_address": 10_000,
            "max_frames_per_s": 100_000,
            "resume_window_s": 0,
        }
        named = {f"YOGA_{name.upper()}": str(value) for name, value in (chosen | settings).items()}
        with local_server({"LOG_LEVEL": "WARNING", **named}) as running:
            yield running


@dataclass(frozen=True, slots=True)
class Clients:
    """Processes that send."""

    processes: ProcessPoolExecutor
    server: LocalServer
    shown: tuple[bytes, ...]

    async def send(self, clients: int, fps: float, seconds: float) -> Load:
        """So many clients in one process, open loop. All begin at once, and are given time to be let in."""
        at, warm_up_s = self.server, WARM_UP_S + JOIN_S * clients
        order = Order(at.address, at.pid, clients, fps, seconds, self.shown, warm_up_s)
        return await asyncio.get_running_loop().run_in_executor(self.processes, run_load, order)


@asynccontextmanager
async def clients(running: LocalServer) -> AsyncIterator[Clients]:
    with ProcessPoolExecutor(2, get_context("spawn")) as processes:
        yield Clients(processes, running, pictures())


async def bare(seconds: float, landmarkers: int = 4, **options: object) -> float:
    """Frames per second of the engine alone, fed from memory."""
    chosen: dict[str, Any] = {"carry_s": 0.0, **options}
    async with choose("blazepose", replace(engine_options(Settings()), **chosen)) as engine:
        return await bare_frames_per_s(engine, landmarkers, pictures(), warm_up_s=1.0, seconds=seconds)

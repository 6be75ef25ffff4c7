"""One row for each number of clients: the bare engine, the server overloaded, the server unhurried."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, replace
from multiprocessing import get_context
from tempfile import TemporaryDirectory
from typing import Final

from server.analysis.engines.base import Engine
from server.analysis.engines.choose import choose
from server.analysis.engines.options import EngineOptions
from server.client.bench.bare import bare_frames_per_s
from server.client.bench.load import WARM_UP_S, Load, Order, run_load
from server.client.bench.sink import sink
from server.client.local import LocalServer, local_server

OVERLOAD: Final = 1.1
"""How much more than the bare engine manages is sent when the server's limit is looked for."""

CALIBRATION_S: Final = 2.0
DIAL_S: Final = 0.5
"""For each client that makes a WebRTC connection before the measured part."""


@dataclass(frozen=True, slots=True)
class Plan:
    engine: str
    options: EngineOptions
    clients: tuple[int, ...]
    fps: float
    """Frames per second of each client in the unhurried part, such as a phone sends."""

    seconds: float
    """Of each measured part; a row has three, and one more over WebRTC."""

    pictures: tuple[bytes, ...]

    rounds: int = 1
    """Each row is measured so often; the one with the median share is told."""

    video: bool = True
    """Whether the unhurried part is measured over WebRTC too."""


@dataclass(frozen=True, slots=True)
class Row:
    clients: int
    bare_per_s: float
    """The bare engine, while the same client process sends as fast as in `full`, to a sink."""

    beside_bare: Load
    """That sending: shows that the client took as much of the machine."""

    full: Load
    """The server, offered more than it can take."""

    paced: Load
    """The server, each client at the plan's rate."""

    video: Load | None = None
    """The same over WebRTC; the client encodes the video meanwhile."""

    @property
    def share(self) -> float:
        """Of the bare engine's frames, those that get through the server."""
        return self.full.answered_per_s / self.bare_per_s


@dataclass(frozen=True, slots=True)
class _Bench:
    plan: Plan
    engine: Engine
    client: Executor
    """The one process that sends, in every part."""

    server: LocalServer
    sink: LocalServer


async def measure(plan: Plan) -> AsyncIterator[Row]:
    """Start everything and yield a row for each number of clients. Raises ClientError, ModelUnavailable."""
    async with _bench(plan) as bench:
        for clients in plan.clients:
            rows = [await _row(bench, clients) for _ in range(plan.rounds)]
            yield sorted(rows, key=lambda row: row.share)[len(rows) // 2]


@asynccontextmanager
async def _bench(plan: Plan) -> AsyncIterator[_Bench]:
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(TemporaryDirectory(prefix="yoga-assistant-bench-"))
        # First the engine: it fetches the model, and says so plainly where it cannot.
        engine = await stack.enter_async_context(choose(plan.engine, plan.options))
        server = stack.enter_context(local_server(_settings(plan, folder)))
        yield _Bench(
            plan,
            engine,
            stack.enter_context(ProcessPoolExecutor(1, get_context("spawn"))),
            server,
            stack.enter_context(sink()),
        )


def _settings(plan: Plan, folder: str) -> dict[str, str]:
    return {
        "YOGA_DATA_DIR": folder,
        "YOGA_ENGINE": plan.engine,
        "YOGA_MODEL": plan.options.model,
        "YOGA_MODEL_DIR": str(plan.options.model_dir),
        "YOGA_WORKERS": str(plan.options.workers),
        "YOGA_GUESTS": "true",
        "YOGA_MAX_SESSIONS": "1000",
        "YOGA_MAX_SESSIONS_PER_ADDRESS": "1000",
        "YOGA_WEBRTC_PENDING_PER_USER": "1000",
        "YOGA_WEBRTC_PENDING": "1000",
        "YOGA_PLACEMENT": plan.options.placement,
        "YOGA_RUNTIME": plan.options.runtime,
        # Frames that are not looked at are told apart, never inside a rate (bench.held).
        "YOGA_CARRY_S": str(plan.options.carry_s),
        # Neither the rate limit nor admission is what is measured.
        "YOGA_MAX_LOAD": "1000000",
        "YOGA_MAX_LOOP_LAG_S": "1000000",
        "YOGA_MAX_FRAMES_PER_S": "100000",
        "LOG_LEVEL": "WARNING",
    }


async def _row(bench: _Bench, clients: int) -> Row:
    plan = bench.plan
    alone = await bare_frames_per_s(
        bench.engine, clients, plan.pictures, warm_up_s=WARM_UP_S, seconds=CALIBRATION_S
    )
    flood = Order(
        bench.sink.address, bench.sink.pid, clients, OVERLOAD * alone / clients, plan.seconds, plan.pictures
    )
    sending = asyncio.create_task(_load(bench, flood))
    bare = await bare_frames_per_s(
        bench.engine, clients, plan.pictures, warm_up_s=WARM_UP_S, seconds=plan.seconds
    )
    beside_bare = await sending
    at_server = replace(flood, server=bench.server.address, pid=bench.server.pid)
    full = await _load(bench, replace(at_server, fps=OVERLOAD * max(alone, bare) / clients))
    paced = replace(at_server, fps=plan.fps)
    video = replace(paced, transport="whip", warm_up_s=WARM_UP_S + DIAL_S * clients)
    return Row(
        clients,
        bare,
        beside_bare,
        full,
        await _load(bench, paced),
        await _load(bench, video) if plan.video else None,
    )


async def _load(bench: _Bench, order: Order) -> Load:
    return await asyncio.get_running_loop().run_in_executor(bench.client, run_load, order)

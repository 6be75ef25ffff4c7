"""The load: clients in one process that send pictures from memory, open loop, and time the answers."""

from __future__ import annotations

import asyncio
import os
import time
from collections import deque
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np
import orjson
import uvloop

from server.client.address import Address
from server.client.bench.usage import Usage, machine_cpu_s, usage
from server.client.call import Call
from server.client.connection import Connection
from server.client.transport import CONNECT, SOURCE, Transport
from server.stream.wire import VERSION, ErrorMessage, FeedbackMessage, Hello, Picture, Stop

WARM_UP_S: Final = 2.0
"""Left out of every figure: the first frames find the person, and start the networks."""

LEAVE_S: Final = 5.0
"""Time for every client to say goodbye: a session that is only left may wait for its client."""

_MOST_ANSWERS: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Order:
    """What to send where."""

    server: Address
    pid: int
    """Of the server, whose use of the machine is taken over the same seconds."""

    clients: int
    fps: float
    """Frames per second of each client."""

    seconds: float
    """Length of the measured part."""

    pictures: tuple[bytes, ...]

    warm_up_s: float = WARM_UP_S
    """More where many clients begin at once."""

    transport: Transport = "ws"


@dataclass(frozen=True, slots=True)
class Load:
    """What came of it, over the measured part."""

    sent_per_s: float
    """By all clients together."""

    answered_per_s: float
    p50_ms: float | None
    """From a frame's due moment to its feedback, on the client's monotonic clock; None without answers."""

    p95_ms: float | None
    dropped_share: float
    """Of the frames sent: those the server says it did not analyse."""

    errors: int
    client_cpu: float
    """Cores busy with this process."""

    server_cpu: float
    """Cores busy with the server and its workers."""

    other_cpu: float
    """Cores busy with anything else: figures of a busy machine say little."""

    server_bytes: int
    """Resident memory of the server and its workers at the end."""

    front_cpu: float = 0.0
    """Of the server's cores, those busy with its own process: all but the workers."""

    rates: tuple[float, ...] = ()
    """Answers per second of each client."""

    p95_thirds_ms: tuple[float | None, ...] = ()
    """The 95th percentile of the latency in each third of the measured part."""

    @property
    def front_ms(self) -> float:
        """Of the server's own process, for each answer; what it spent on dropped frames is in it."""
        return 1000.0 * self.front_cpu / self.answered_per_s if self.answered_per_s else 0.0


@dataclass(slots=True)
class _Client:
    """One connection's counters."""

    leaving: bool = False
    sent: int = 0
    dropped: int = 0
    errors: int = 0
    answers: deque[tuple[float, float]] = field(default_factory=lambda: deque(maxlen=_MOST_ANSWERS))
    """Seconds on the monotonic clock, and latency in milliseconds."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """Everything that is subtracted, at one moment."""

    at: float
    sent: int
    dropped: int
    client: Usage
    server: Usage
    machine_cpu_s: float


def run_load(order: Order) -> Load:
    """Run it to its end in this process, on the cheaper loop: a client is to take little of the machine."""
    return uvloop.run(measure_load(order))


async def measure_load(order: Order) -> Load:
    """Stream until the measured part is over. Raises ClientError where a client could not."""
    clients = [_Client() for _ in range(order.clients)]
    began = time.monotonic() + 0.5
    tasks = [asyncio.create_task(_stream(order, client, began, n)) for n, client in enumerate(clients)]
    try:
        await asyncio.sleep(order.warm_up_s)
        start = _read(order, clients)
        await asyncio.sleep(order.seconds)
        end = _read(order, clients)
        for client in clients:
            client.leaving = True
        await asyncio.wait(tasks, timeout=LEAVE_S)
        for task in tasks:
            if task.done():
                task.result()
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    return _difference(start, end, clients)


async def _stream(order: Order, client: _Client, began: float, number: int) -> None:
    hello = Hello(type="hello", version=VERSION, source=SOURCE[order.transport])
    async with CONNECT[order.transport](order.server, hello) as connection:
        receiving = asyncio.create_task(_receive(connection, client))
        try:
            # Clients are spread over one frame's time, as people are.
            await _send(connection, order, client, began + number / (order.fps * order.clients))
            await connection.send(Stop(type="stop"))
            await receiving
        finally:
            receiving.cancel()
            await asyncio.gather(receiving, return_exceptions=True)


async def _send(connection: Connection | Call, order: Order, client: _Client, began: float) -> None:
    seq = 0
    while not client.leaving:
        due = began + seq / order.fps
        # Also when late, so that the receiving side has its turn.
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        jpeg = order.pictures[seq % len(order.pictures)]
        await connection.send_picture(Picture(seq, round(due * 1e6), jpeg))
        seq += 1
        client.sent += 1


async def _receive(connection: Connection | Call, client: _Client) -> None:
    if isinstance(connection, Connection):
        await _receive_texts(connection, client)
        return
    async for message in connection:
        match message:
            case FeedbackMessage(captured_us=int() as captured_us):
                _answered(client, captured_us, message.dropped)
            case ErrorMessage():
                client.errors += 1


async def _receive_texts(connection: Connection, client: _Client) -> None:
    """Read only what is counted: to build whole messages costs as much as to send pictures."""
    async for text in connection.texts():
        match orjson.loads(text):
            case {"type": "feedback", "captured_us": int(captured_us), "dropped": int(dropped)}:
                _answered(client, captured_us, dropped)
            case {"type": "error"}:
                client.errors += 1


def _answered(client: _Client, captured_us: int, dropped: int) -> None:
    now = time.monotonic()
    client.answers.append((now, 1000.0 * now - captured_us / 1000.0))
    client.dropped = dropped


def _read(order: Order, clients: list[_Client]) -> _Reading:
    return _Reading(
        at=time.monotonic(),
        sent=sum(client.sent for client in clients),
        dropped=sum(client.dropped for client in clients),
        client=usage(os.getpid()),
        server=usage(order.pid),
        machine_cpu_s=machine_cpu_s(),
    )


def _difference(start: _Reading, end: _Reading, clients: list[_Client]) -> Load:
    seconds = end.at - start.at
    sent = end.sent - start.sent
    latencies = [ms for client in clients for ms in _latencies(client, start.at, end.at)]
    client_cpu = (end.client.cpu_s - start.client.cpu_s) / seconds
    server_cpu = (end.server.cpu_s - start.server.cpu_s) / seconds
    p50, p95 = (float(p) for p in np.percentile(latencies, (50, 95))) if latencies else (None, None)
    thirds = [start.at + seconds * n / 3 for n in range(4)]
    return Load(
        sent_per_s=sent / seconds,
        answered_per_s=len(latencies) / seconds,
        p50_ms=p50,
        p95_ms=p95,
        dropped_share=(end.dropped - start.dropped) / sent if sent else 0.0,
        errors=sum(client.errors for client in clients),
        client_cpu=client_cpu,
        server_cpu=server_cpu,
        other_cpu=max(0.0, (end.machine_cpu_s - start.machine_cpu_s) / seconds - client_cpu - server_cpu),
        server_bytes=end.server.resident_bytes,
        front_cpu=(end.server.own_cpu_s - start.server.own_cpu_s) / seconds,
        rates=tuple(len(_latencies(client, start.at, end.at)) / seconds for client in clients),
        p95_thirds_ms=tuple(
            _p95([ms for client in clients for ms in _latencies(client, since, until)])
            for since, until in pairwise(thirds)
        ),
    )


def _latencies(client: _Client, since: float, until: float) -> list[float]:
    """Of the answers in that time, in milliseconds."""
    return [ms for at, ms in client.answers if since <= at < until]


def _p95(latencies: list[float]) -> float | None:
    return float(np.percentile(latencies, 95)) if latencies else None

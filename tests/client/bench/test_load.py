"""The load counts what it sends and what is answered; the bare engine counts its own."""

from __future__ import annotations

import os

import pytest

from server.analysis.engines.scripted import ScriptedEngine
from server.client.bench import load
from server.client.bench.bare import bare_frames_per_s
from server.client.bench.load import Order
from server.client.bench.sink import sink
from server.client.demo import Demo
from server.client.errors import TurnedAway
from server.client.sources import Look
from tests.client.double import Double, serving

pytestmark = pytest.mark.anyio

WARM_UP_S = 0.5
"""Nothing here has to find anybody first."""


async def test_counts_the_answers_of_all_clients() -> None:
    doubles = Double()
    async with serving(doubles) as address:
        result = await load.measure_load(
            Order(address, os.getpid(), 3, 20.0, 1.0, (b"one", b"two"), WARM_UP_S)
        )
    assert result.sent_per_s > 0
    assert result.answered_per_s > 0
    assert result.p50_ms is not None
    assert result.p95_ms is not None
    assert 0 < result.p50_ms <= result.p95_ms
    assert result.errors == 0
    assert {picture.jpeg for picture in doubles.pictures} == {b"one", b"two"}


async def test_a_refusal_ends_the_measurement() -> None:
    async with serving(Double(token="secret")) as address:
        with pytest.raises(TurnedAway):
            await load.measure_load(Order(address, os.getpid(), 1, 20.0, 0.1, (b"one",), WARM_UP_S))


async def test_the_sink_swallows_everything() -> None:
    with sink() as swallowing:
        order = Order(swallowing.address, swallowing.pid, 2, 20.0, 0.5, (b"one",), WARM_UP_S)
        result = await load.measure_load(order)
    assert result.sent_per_s > 0
    assert (result.answered_per_s, result.p50_ms, result.errors) == (0.0, None, 0)
    assert result.server_bytes > 0


async def test_the_bare_engine_is_fed_without_a_pause() -> None:
    pictures = tuple(frame.picture for frame, _ in zip(Demo(Look(fps=5.0)).frames(), range(2), strict=False))
    async with ScriptedEngine() as engine:
        rate = await bare_frames_per_s(engine, 2, pictures, warm_up_s=0.05, seconds=0.2)
    assert rate > 10


async def test_a_failing_engine_ends_the_measurement() -> None:
    async with ScriptedEngine() as engine:
        with pytest.raises(Exception, match="cannot be read"):
            await bare_frames_per_s(engine, 1, (b"no picture",), warm_up_s=0.05, seconds=0.05)

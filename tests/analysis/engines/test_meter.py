"""How busy the workers were."""

from __future__ import annotations

import pytest

from server.analysis.engines.meter import FIRST_FRAME_S, SPAN_S, Meter


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_nothing_was_done_at_first() -> None:
    meter = Meter(Clock())
    assert meter.busy() == 0
    assert meter.frame_s == FIRST_FRAME_S


@pytest.mark.parametrize("seconds", [0.2, 2.0, 30.0])
def test_half_the_time_is_half_busy_from_the_start_on(seconds: float) -> None:
    clock = Clock()
    meter = Meter(clock)
    for _ in range(round(seconds / 0.02)):
        clock.now += 0.02
        meter.add(0.01)
    assert meter.busy() == pytest.approx(0.5, abs=0.03)


def test_what_was_long_ago_is_forgotten() -> None:
    clock = Clock()
    meter = Meter(clock)
    clock.now += SPAN_S
    meter.add(SPAN_S)
    clock.now += 10 * SPAN_S
    assert meter.busy() < 0.01


def test_the_cost_of_a_frame_is_learnt() -> None:
    meter = Meter(Clock())
    for _ in range(400):
        meter.add(0.012)
    assert meter.frame_s == pytest.approx(0.012, rel=0.05)

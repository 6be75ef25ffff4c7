"""Who is let in while the machine has much to do."""

from __future__ import annotations

import asyncio

import pytest

from server.analysis.engines.base import Load
from server.errors import Busy
from server.stream.admission import EXPECTED_FPS, SETTLED_S, Admission
from tests.doubles import until


class Machine:
    """An engine's load and a clock, both as they are set."""

    def __init__(self, busy: float = 0.0, frame: float = 0.005) -> None:
        self.busy, self.frame, self.now = busy, frame, 100.0
        self.admission = Admission(
            lambda: Load(self.busy, self.frame), most_load=0.8, most_lag_s=0.25, clock=lambda: self.now
        )

    def let_in(self) -> int:
        """How many in a row."""
        count = 0
        try:
            while count < 1000:
                self.admission.check(pictures=True)
                count += 1
        except Busy:
            pass
        return count


def test_as_many_at_once_as_are_expected_to_fit() -> None:
    assert Machine(frame=0.005).let_in() == 0.8 / (EXPECTED_FPS * 0.005)


def test_none_where_those_who_run_have_taken_it_all() -> None:
    machine = Machine(busy=0.79)
    with pytest.raises(Busy) as refused:
        machine.admission.check(pictures=True)
    assert refused.value.retry_after_s == 20.0


def test_one_who_turns_out_to_need_less_makes_room() -> None:
    machine = Machine()
    assert machine.let_in() == 16
    machine.now += SETTLED_S + 0.1
    machine.busy = 0.16  # they hold still
    assert machine.let_in() == 12


def test_an_engine_that_costs_nothing_turns_nobody_away() -> None:
    assert Machine(frame=0.0).let_in() == 1000


def test_landmarks_from_the_client_need_no_worker() -> None:
    machine = Machine(busy=1.0)
    machine.admission.check(pictures=False)


def test_a_late_event_loop_lets_nobody_in_for_a_while() -> None:
    machine = Machine()
    machine.admission.tick(0.5)
    machine.admission.check(pictures=False)  # once is chance
    for _ in range(10):
        machine.admission.tick(0.5)
    with pytest.raises(Busy):
        machine.admission.check(pictures=False)
    for _ in range(10):
        machine.admission.tick(0.0)
    machine.admission.check(pictures=False)


@pytest.mark.anyio
async def test_the_event_loop_is_watched() -> None:
    admission = Admission(Load, most_load=0.8, most_lag_s=0.25)
    watching = asyncio.create_task(admission.watch())
    await until(lambda: admission.lag_s > 0)
    watching.cancel()

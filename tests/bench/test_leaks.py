from __future__ import annotations

import pytest

from bench.leaks import Sample, faults, growth_bytes_per_h
from bench.visitors import Tally

IDLE = Sample(0, 100_000_000, files=20, threads=8)


def watched(hours: float, megabytes_per_h: float, warm_up_mb: float = 0) -> list[Sample]:
    """A sample a minute; the memory first jumps, then grows evenly."""
    minutes = range(round(hours * 60) + 1)
    return [
        Sample(
            minute * 60, round((100 + warm_up_mb * (minute > 5) + megabytes_per_h * minute / 60) * 1e6), 20, 8
        )
        for minute in minutes
    ]


def test_growth_is_the_slope_in_bytes_an_hour() -> None:
    assert growth_bytes_per_h(watched(2, 3)) == pytest.approx(3e6, rel=1e-6)


def test_growth_leaves_warming_up_out() -> None:
    assert growth_bytes_per_h(watched(1, 0, warm_up_mb=50)) == pytest.approx(0, abs=1)


def test_growth_is_not_moved_by_a_peak() -> None:
    samples = watched(2, 1)
    samples[100] = Sample(samples[100].at_s, 900_000_000, 20, 8)
    assert growth_bytes_per_h(samples) == pytest.approx(1e6, rel=0.05)


def test_growth_wants_two_samples() -> None:
    assert growth_bytes_per_h([]) is None
    assert growth_bytes_per_h([IDLE]) is None


def test_a_steady_server_has_no_fault() -> None:
    assert faults(IDLE, watched(1, 1), IDLE) == []


@pytest.mark.parametrize(("files", "threads", "word"), [(23, 8, "files"), (20, 11, "Threads")])
def test_what_stays_open_is_a_fault(files: int, threads: int, word: str) -> None:
    (sentence,) = faults(IDLE, watched(0.1, 0), Sample(400, 100_000_000, files, threads))
    assert word in sentence


def test_growth_is_a_fault_once_it_was_watched_for_an_hour() -> None:
    assert faults(IDLE, watched(0.9, 5), IDLE) == []
    assert faults(IDLE, watched(1, 5), IDLE) == ["Memory grows by 5.0 MB an hour."]


@pytest.mark.parametrize(("stored", "sound"), [(7, False), (8, True), (10, True), (11, False)])
def test_a_scored_practice_is_stored_and_nothing_is_stored_twice(stored: int, sound: bool) -> None:
    assert (Tally(visits=10, scored=8).faults(stored) == []) is sound


def test_a_run_that_scored_nothing_proves_nothing() -> None:
    assert Tally(visits=10).faults(0) != []

"""SPEC 3.4 and 3.5: rates, and time within a session."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.stream.pace import Bucket, SessionTime


def test_3_4_a_bucket_gives_its_burst_and_then_its_rate() -> None:
    bucket = Bucket(rate=8, burst=5)
    assert [bucket.take(0.0) for _ in range(6)] == [True] * 5 + [False]
    assert sum(bucket.take(i / 64) for i in range(1, 65)) == 8


def test_3_5_time_follows_the_capture_clock() -> None:
    time = SessionTime()
    assert time.stamp(5_000_000, now=100.0) == 0.001
    assert abs(time.stamp(5_100_000, now=100.4) - 0.1) < 1e-9  # late, but captured 0.1 s after


def test_3_5_capture_times_that_stray_are_not_believed() -> None:
    time = SessionTime()
    time.stamp(0, now=0.0)
    assert time.stamp(3_600_000_000, now=0.1) == 0.1
    assert time.stamp(None, now=0.5) == 0.5


@given(st.lists(st.tuples(st.integers(0, 2**53), st.floats(0, 0.5)), max_size=30))
def test_3_5_time_strictly_rises_whatever_the_client_says(frames: list[tuple[int, float]]) -> None:
    time, now, last = SessionTime(), 0.0, 0.0
    for captured, gap in frames:
        now += gap
        t = time.stamp(captured, now)
        assert t > last
        last = t


def test_7_6_time_away_does_not_count_whatever_clock_comes_next() -> None:
    time = SessionTime()
    time.rejoin()
    assert time.stamp(5_000_000, 100.0) == pytest.approx(0.0, abs=0.002)
    assert time.stamp(6_000_000, 101.0) == pytest.approx(1.0)
    time.rejoin()
    assert time.stamp(77_000_000, 131.0) == pytest.approx(1.1)
    assert time.stamp(77_500_000, 131.5) == pytest.approx(1.6)

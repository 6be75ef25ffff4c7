"""Filters follow what moves, quieten what does not, and bear uneven frames."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.smoothing import Ema, OneEuro


def test_the_first_value_passes_unchanged() -> None:
    assert OneEuro()(np.array([90.0]), 0.0) == pytest.approx([90.0])
    assert Ema(0.5)(np.array([90.0]), 0.0) == pytest.approx([90.0])


def test_jitter_at_rest_is_quietened() -> None:
    noise = np.random.default_rng(3).normal(90.0, 2.0, 300)
    steady = OneEuro()

    out = [float(steady(np.array([x]), n / 30)[0]) for n, x in enumerate(noise)]

    assert np.std(out[60:]) < 0.5 * np.std(noise[60:])


def test_a_quick_joint_is_followed_within_a_quarter_of_a_second() -> None:
    steady = OneEuro()
    steady(np.array([170.0]), 0.0)

    for n in range(1, 24):
        out = steady(np.array([max(170.0 - 6.0 * n, 90.0)]), n / 30)

    assert float(out[0]) == pytest.approx(90.0, abs=8.0)


@pytest.mark.parametrize("fps", [5.0, 15.0, 60.0])
def test_an_average_forgets_at_the_same_pace_at_any_frame_rate(fps: float) -> None:
    average = Ema(0.5)
    average(np.array(100.0), 0.0)

    for n in range(1, round(fps) + 1):
        out = average(np.array(0.0), n / fps)

    assert float(out) == pytest.approx(100.0 * np.exp(-2.0), rel=0.01)


def test_a_filter_that_is_reset_begins_anew() -> None:
    steady, average = OneEuro(), Ema(0.5)
    for filtered in (steady, average):
        filtered(np.array([1.0]), 0.0)
        filtered.reset()

        assert filtered(np.array([9.0]), 0.1) == pytest.approx([9.0])

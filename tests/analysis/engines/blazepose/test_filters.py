"""The One-Euro filter against its definition, one number at a time."""

from __future__ import annotations

import math

import numpy as np
import pytest

from server.analysis.engines.blazepose.filters import IMAGE, WORLD, Cutoffs, Smoothed, one_euro, slow_mean

STAMPS = (1.0, 1.033, 1.09, 1.1, 1.4)


def by_definition(values: list[float], cutoffs: Cutoffs, scale: float) -> list[float]:
    """Casiez, Roussel, Vogel (2012); the speed is that of the given values, as MediaPipe has it."""

    def weight(cutoff: float, rate: float) -> float:
        return 1 / (1 + rate / (2 * math.pi * cutoff))

    out, speed = [values[0]], 0.0
    for before, now, value, given in zip(STAMPS, STAMPS[1:], values[1:], values, strict=False):
        rate = 1 / (now - before)
        a = weight(cutoffs.speed, rate)
        speed = a * (value - given) * scale * rate + (1 - a) * speed
        a = weight(cutoffs.least + cutoffs.slope * abs(speed), rate)
        out.append(a * value + (1 - a) * out[-1])
    return out


@pytest.mark.parametrize(("cutoffs", "scale"), [(IMAGE, 1 / 500), (WORLD, 1.0)])
def test_it_is_the_filter_of_the_paper(cutoffs: Cutoffs, scale: float) -> None:
    given = np.random.default_rng(3).normal(100, 20, (len(STAMPS), 33, 3)).astype(np.float32)
    memory: Smoothed | None = None
    for n, t in enumerate(STAMPS):
        memory = one_euro(memory, t, given[n], cutoffs, scale)
        for point, axis in ((0, 0), (17, 1), (32, 2)):
            wanted = by_definition(given[: n + 1, point, axis].tolist(), cutoffs, scale)[-1]
            assert memory.value[point, axis] == pytest.approx(wanted, rel=1e-5)


def test_the_first_value_passes() -> None:
    given = np.ones((33, 3), np.float32)
    assert (one_euro(None, 5.0, given, WORLD).value == given).all()


def test_nothing_given_is_changed() -> None:
    given = np.ones((33, 3), np.float32)
    before = one_euro(None, 1.0, given, WORLD)
    one_euro(before, 1.1, given * 2, WORLD)
    assert (given == 1).all()
    assert (before.value == 1).all()


def test_visibility_moves_by_a_tenth() -> None:
    first = slow_mean(None, np.ones(33, np.float32))
    assert (first == 1).all()
    assert slow_mean(first, np.zeros(33, np.float32)) == pytest.approx(np.full(33, 0.9))

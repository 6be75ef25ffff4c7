"""The figures of a crowd."""

from __future__ import annotations

import pytest

from bench.crowd import jain


@pytest.mark.parametrize(
    ("rates", "index"), [((3.0, 3.0, 3.0), 1.0), ((5.0, 0.0), 0.5), ((1.0, 2.0, 3.0), 6 / 7), ((0.0,), 1.0)]
)
def test_jains_index(rates: tuple[float, ...], index: float) -> None:
    assert jain(rates) == pytest.approx(index)

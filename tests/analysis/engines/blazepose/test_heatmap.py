"""Points that follow the heat around them, and those that stay."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.engines.blazepose.heatmap import refine
from server.analysis.landmarks import Points

COLD, HOT = -20.0, 20.0


def at(column: float, row: float) -> Points:
    """39 points at one place, in cells."""
    return np.full((39, 2), (column / 64, row / 64), np.float32)


def heat(**hot: list[tuple[int, int]]) -> Points:
    values = np.full((64, 64, 39), COLD, np.float32)
    for column, row in hot.get("cells", []):
        values[row, column] = HOT
    return values


def test_a_point_moves_to_the_hot_cell() -> None:
    assert refine(at(20.9, 30.2), heat(cells=[(22, 29)])) * 64 == pytest.approx(np.full((39, 2), (22, 29)))


def test_it_moves_to_the_middle_of_two() -> None:
    moved = refine(at(20.5, 30.5), heat(cells=[(20, 30), (22, 30)]))
    assert moved * 64 == pytest.approx(np.full((39, 2), (21, 30)))


def test_it_stays_where_nothing_is_likely_enough() -> None:
    assert (refine(at(20.5, 30.5), heat() * 0 - 0.01) == at(20.5, 30.5)).all()


def test_heat_out_of_reach_moves_nothing() -> None:
    assert (refine(at(20.5, 30.5), heat(cells=[(24, 30)])) == at(20.5, 30.5)).all()


@pytest.mark.parametrize("cell", [(0, 0), (63, 63), (0, 63)])
def test_at_the_edge_only_cells_of_the_map_count(cell: tuple[int, int]) -> None:
    moved = refine(at(cell[0] + 0.5, cell[1] + 0.5), heat(cells=[cell]))
    assert moved * 64 == pytest.approx(np.full((39, 2), cell), abs=1e-5)


@pytest.mark.parametrize("place", [(-1.0, 10.0), (64.0, 10.0), (10.0, 70.0)])
def test_a_point_outside_the_map_stays(place: tuple[float, float]) -> None:
    assert (refine(at(*place), heat() * 0 + HOT) == at(*place)).all()


def test_every_point_has_a_map_of_its_own() -> None:
    values = heat(cells=[(20, 30)])
    values[:, :, 7] = COLD
    moved = refine(at(21.5, 30.5), values)
    assert moved[6] * 64 == pytest.approx((20, 30))
    assert moved[7] * 64 == pytest.approx((21.5, 30.5))

"""All 65 poses recognise their own figure, on either side and turned to the view they are scored in."""

from __future__ import annotations

from math import cos, radians, sin

import numpy as np
import pytest

from server.analysis.figures import load_figures, mirrored
from server.analysis.loading import load_library
from server.analysis.still import read_still
from server.analysis.vectors import Vectors
from tests.analysis.bodies import picture

LIBRARY = load_library()
FIGURES = load_figures()
TURNS = {"front": (0.0,), "side": (90.0, -90.0), "any": (0.0, 45.0, -45.0)}
SIDES_LOOK_ALIKE = {"eagle"}
"""From the front nobody can see which thigh is on top."""


def turned(figure: Vectors, degrees: float) -> Vectors:
    c, s = cos(radians(degrees)), sin(radians(degrees))
    x, y, z = figure.T
    return np.stack([x * c + z * s, y, z * c - x * s], axis=1)


def test_there_is_a_figure_for_every_pose() -> None:
    assert FIGURES.keys() == LIBRARY.poses.keys()


@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_figure_names_itself(name: str, side: str) -> None:
    pose = LIBRARY.poses[name]
    figure = FIGURES[name] if side == "left" else mirrored(FIGURES[name])
    for turn in TURNS[pose.view]:
        expected = name if pose.select_only else None
        reading = read_still(LIBRARY, picture(turned(figure, turn)), expected=expected)

        assert reading.pose is not None
        assert reading.pose.id == name
        assert reading.pose.side == (side if pose.sided else None) or name in SIDES_LOOK_ALIKE


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_scored_high_and_has_no_dangerous_fault(name: str) -> None:
    pose = LIBRARY.poses[name]
    for turn in TURNS[pose.view]:
        reading = read_still(LIBRARY, picture(turned(FIGURES[name], turn)), expected=name)

        if pose.safety_only:
            assert reading.score is None
            continue
        assert reading.score is not None
        assert reading.score >= 90
        assert not [cue.id for cue in reading.cues if cue.severity == 3]


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_has_no_fault(name: str) -> None:
    pose = LIBRARY.poses[name]
    for turn in TURNS[pose.view]:
        reading = read_still(LIBRARY, picture(turned(FIGURES[name], turn)), "advanced", expected=name)
        assert [cue.id for cue in reading.cues] == []

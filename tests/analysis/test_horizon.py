"""A camera that stands askew makes nobody lean: a device tells, or the estimate finds, where down is."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, radians, sin

import numpy as np
import pytest

from server.analysis.coach import Coach
from server.analysis.horizon import MOST_DEG, Down, Horizon, Wish
from server.analysis.loading import load_library
from server.analysis.vectors import UP
from server.stream import wire
from server.stream.controls import Controls
from server.stream.intake import Intake
from server.stream.life import Given, Limits
from tests.analysis.bodies import FIGURES, Vector, body, build, mirrored, picture, seen_by_camera, to
from tests.analysis.driving import FPS, Practice

LIBRARY = load_library()
STANDING = body("mountain")


def rolled(world: Vector, degrees: float) -> Vector:
    """As a camera sees a body for which down is turned so far from the picture's bottom toward its right."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.asarray(world @ np.array([[c, -s, 0.0], [s, c, 0.0], [0.0, 0.0, 1.0]]))


def from_above(world: Vector, degrees: float) -> Vector:
    """As a camera that looks down sees it."""
    c, s = cos(radians(degrees)), sin(radians(degrees))
    return np.asarray(world @ np.array([[1.0, 0.0, 0.0], [0.0, c, s], [0.0, -s, c]]))


def stand(horizon: Wish, shown: Iterable[tuple[Vector, float]]) -> Practice:
    """Somebody before a coach, one body after another for some seconds each."""
    coach = Coach(LIBRARY)
    coach.configure(horizon=horizon)
    practice = Practice(coach)
    for world, seconds in shown:
        practice.show(world, seconds)
    return practice


def estimated(*shown: tuple[Vector, float]) -> float:
    return stand("estimate", shown).coach._senses.horizon.down.roll


@pytest.mark.parametrize("pitch", [0.0, -12.0])
@pytest.mark.parametrize("roll", [0.0, 15.0, -70.0])
def test_what_is_told_turns_down_downward(roll: float, pitch: float) -> None:
    horizon = Horizon()
    horizon.wish(Down(roll, pitch))
    down = from_above(-UP[None], pitch)

    flat, deep = horizon.level(rolled(-UP[None], roll), rolled(down, roll))

    np.testing.assert_allclose(flat[0], -UP, atol=1e-9)
    np.testing.assert_allclose(deep[0], -UP, atol=1e-9)


@pytest.mark.parametrize("roll", [5.0, -10.0, 15.0])
@pytest.mark.parametrize("name", ["warrior2", "side_plank"])
@pytest.mark.parametrize("told", [True, False])
def test_a_rolled_picture_is_named_and_scored_as_an_upright_one(name: str, roll: float, told: bool) -> None:
    shown = [(rolled(STANDING, roll), 4.0), (rolled(body(name), roll), 3.0)]
    practice = stand(Down(roll) if told else "estimate", shown)

    feedback = practice.last
    assert feedback.pose is not None
    assert (feedback.pose.id, feedback.score) == (name, 100)
    assert practice.cues == []


def test_without_it_a_rolled_picture_costs_score() -> None:
    practice = stand("off", [(rolled(STANDING, 15.0), 4.0), (rolled(body("tree"), 15.0), 3.0)])

    assert practice.last.pose is None or (practice.last.score or 0) < 95


def test_what_is_read_in_space_follows_a_camera_that_looks_down() -> None:
    seen = from_above(body("warrior2"), 20.0)

    told = stand(Down(0.0, 20.0), [(seen, 3.0)]).last
    untold = stand("off", [(seen, 3.0)]).last

    tilts = {
        name: next(joint.angle for joint in feedback.joints if joint.name == "left_knee_drop")
        for name, feedback in (("told", told), ("untold", untold))
    }
    assert abs(tilts["told"]) < abs(tilts["untold"])


@pytest.mark.parametrize("roll", [0.0, 1.0, -2.0])
def test_a_level_camera_is_left_alone(roll: float) -> None:
    assert estimated((rolled(STANDING, roll), 4.0)) == 0.0


@pytest.mark.parametrize("roll", [4.0, -10.0, 18.0])
def test_whoever_stands_tells_how_the_camera_stands(roll: float) -> None:
    assert estimated((rolled(STANDING, roll), 4.0)) == pytest.approx(roll, abs=0.5)
    assert estimated((rolled(body("t_pose"), roll), 4.0)) == pytest.approx(roll, abs=0.5)
    assert estimated((rolled(mirrored(STANDING), roll), 4.0)) == pytest.approx(roll, abs=0.5)


def test_an_estimate_is_bounded() -> None:
    assert estimated((rolled(STANDING, MOST_DEG + 3.0), 5.0)) == 0.0


LEANING = body("mountain", trunk=to(12, 90))
LYING = seen_by_camera(build(FIGURES["mountain"])) @ np.array(
    [[1.0, 0, 0], [0, 0.3, -0.954], [0, 0.954, 0.3]]
)


@pytest.mark.parametrize(
    "world",
    [
        rolled(body("tree"), 10.0),
        LEANING,
        rolled(seen_by_camera(build(FIGURES["mountain"]), 90.0), 10.0),
        rolled(LYING, 10.0),
        rolled(body("chair"), 10.0),
        body("side_plank"),
        body("warrior2"),
    ],
    ids=["one leg", "trunk aside", "from the side", "lying", "bent knees", "plank", "lunge"],
)
def test_nobody_else_moves_the_estimate(world: Vector) -> None:
    assert estimated((world, 5.0)) == 0.0


def test_somebody_who_moves_moves_no_estimate() -> None:
    practice = Practice(Coach(LIBRARY))
    for share in np.linspace(0.2, 0.8, 60):
        practice.look(picture(rolled(STANDING, 10.0), shift=(float(share), 0.5)))

    assert practice.coach._senses.horizon.down.roll == 0.0


def test_a_camera_that_is_moved_is_found_again() -> None:
    assert estimated((rolled(STANDING, 12.0), 5.0), (rolled(STANDING, -8.0), 6.0)) == pytest.approx(-8, abs=1)


def test_a_single_look_that_is_far_off_changes_nothing() -> None:
    practice = stand("estimate", [(rolled(STANDING, 6.0), 5.0)])
    for _ in range(3):
        practice.show(rolled(STANDING, -12.0), 1.0 / FPS)
        practice.show(rolled(STANDING, 6.0), 1.0)

    assert practice.coach._senses.horizon.down.roll == pytest.approx(6.0, abs=0.7)


def test_it_can_be_told_and_switched_off_in_the_middle() -> None:
    coach = Coach(LIBRARY)
    limits = Limits()
    controls = Controls(coach, Intake(limits, Given()), None)

    controls.apply(wire.Set(type="set", horizon=wire.Down(roll=-3.0)))
    assert coach._senses.horizon.down == Down(-3.0)

    controls.apply(wire.Set(type="set", horizon="off"))
    assert coach._senses.horizon.down == Down(0.0)

    controls.apply(wire.Set(type="set", level="advanced"))
    assert coach._senses.horizon.down == Down(0.0)


def test_landmarks_that_are_kept_stay_as_they_were_seen() -> None:
    shown = picture(rolled(body("tree"), 15.0))
    coach = Coach(LIBRARY)
    coach.configure(horizon=Down(15.0))
    practice = Practice(coach)
    for _ in range(30):
        practice.look(shown)

    assert coach.summary().best_landmarks == shown.image.astype("<f4").tobytes()

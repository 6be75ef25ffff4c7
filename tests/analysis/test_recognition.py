"""A pose is named once it has shown itself, kept through a slip, and never guessed."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.geometry import INDEX, measure
from server.analysis.loading import load_library
from server.analysis.recognition import (
    ENTER,
    ENTER_S,
    EXIT,
    EXPECTED_PRIOR,
    EXPECTED_SOFTER,
    GRACE_S,
    MARGIN,
    SIDE_S,
    Recogniser,
    clear_best,
    expectation,
    likeness,
)
from server.analysis.variants import Floats, variants_of
from tests.analysis.bodies import FIGURES, body, mirrored, picture

VARIANTS = variants_of(load_library())
FPS = 30.0


def like(**looks: float) -> Floats:
    """Likeness by variant: `tree`, `tree_right`."""
    values = np.zeros(len(VARIANTS.all))
    for variant in VARIANTS.all:
        name = variant.pose.id if variant.side != "right" else f"{variant.pose.id}_right"
        values[variant.number] = looks.pop(name, 0.0)
    assert not looks
    return values


class Watcher:
    def __init__(self) -> None:
        self.recogniser = Recogniser(VARIANTS)
        self.t = 0.0

    def see(self, seconds: float, expected: str | None = None, **looks: float) -> str | None:
        meant = expectation(VARIANTS, expected).meant
        for _ in range(round(seconds * FPS)):
            self.t += 1.0 / FPS
            self.recogniser.update(like(**looks), self.t, meant)
        return self.name

    @property
    def name(self) -> str | None:
        current = self.recogniser.current
        return None if current is None else f"{current.pose.id} {current.side}"


@pytest.fixture
def watcher() -> Watcher:
    return Watcher()


def test_a_pose_is_named_after_it_has_shown_for_a_moment(watcher: Watcher) -> None:
    assert watcher.see(ENTER_S * 0.8, mountain=0.9) is None
    assert watcher.see(ENTER_S * 0.5, mountain=0.9) == "mountain None"
    assert watcher.recogniser.confidence == pytest.approx(0.9, abs=0.01)


def test_what_hardly_looks_like_a_pose_is_not_named(watcher: Watcher) -> None:
    assert watcher.see(5.0, mountain=ENTER - 0.02) is None


def test_between_entering_and_leaving_a_named_pose_stays(watcher: Watcher) -> None:
    watcher.see(1.0, mountain=0.9)

    assert watcher.see(10.0, mountain=(ENTER + EXIT) / 2) == "mountain None"


def test_a_slip_shorter_than_the_grace_changes_nothing(watcher: Watcher) -> None:
    watcher.see(1.0, mountain=0.9)
    watcher.see(GRACE_S * 0.9)

    assert watcher.name == "mountain None"
    assert not watcher.recogniser.shows
    assert watcher.see(0.5, mountain=0.9) == "mountain None"


def test_a_pose_that_is_left_is_given_up(watcher: Watcher) -> None:
    watcher.see(1.0, mountain=0.9)

    assert watcher.see(GRACE_S + 0.5) is None
    assert watcher.recogniser.confidence == 0.0


def test_two_poses_that_look_alike_are_not_guessed_between(watcher: Watcher) -> None:
    assert watcher.see(5.0, chair=0.9, goddess=0.9 - MARGIN / 2) is None


def test_the_expected_pose_is_believed_first() -> None:
    looks = like(chair=0.8, goddess=0.8)

    chosen = clear_best(VARIANTS, looks * expectation(VARIANTS, "goddess").prior)

    assert chosen is not None
    assert chosen.pose.id == "goddess"
    assert expectation(VARIANTS, None).prior.max() == 1.0
    assert expectation(VARIANTS, "goddess").prior.max() == EXPECTED_PRIOR


def test_an_expectation_cannot_make_a_pose_of_nothing() -> None:
    assert clear_best(VARIANTS, like() * expectation(VARIANTS, "goddess").prior) is None


def test_of_two_poses_that_look_alike_the_expected_one_is_meant(watcher: Watcher) -> None:
    assert watcher.see(1.0, "goddess", chair=0.9, goddess=0.9 - MARGIN / 2) == "goddess None"
    assert watcher.see(5.0, "goddess", chair=0.9, goddess=0.9 - MARGIN * 0.9) == "goddess None"


def test_what_is_plainly_another_pose_is_named_whatever_is_expected(watcher: Watcher) -> None:
    assert watcher.see(1.0, "goddess", chair=0.9, goddess=0.9 - MARGIN * 2) == "chair None"
    assert watcher.see(5.0, "goddess", chair=0.9, goddess=0.9 - MARGIN / 2) == "chair None"
    assert watcher.see(1.0, "goddess", chair=0.9, goddess=0.92) == "goddess None"


def test_the_gates_of_the_expected_pose_alone_are_softer() -> None:
    gates = VARIANTS.gates
    plank = next(v for v in VARIANTS.all if v.pose.id == "plank")
    own = np.arange(len(gates.at)) >= gates.start[plank.number]
    own &= np.arange(len(gates.at)) < gates.start[plank.number + 1]

    softer = expectation(VARIANTS, "plank").softness / gates.softness

    np.testing.assert_array_equal(softer, np.where(own, EXPECTED_SOFTER, 1.0))
    np.testing.assert_array_equal(expectation(VARIANTS, None).softness, gates.softness)


def test_who_does_the_expected_pose_badly_is_in_it_all_the_same() -> None:
    measures = measure(picture(body("chair")))
    for side in (0, 1):
        measures[INDEX["knee"], side] = 158.0  # its gate ends at 152
    chair = next(v.number for v in VARIANTS.all if v.pose.id == "chair")

    unasked = likeness(VARIANTS, measures)[chair]
    asked = likeness(VARIANTS, measures, expectation(VARIANTS, "chair").softness)[chair]

    assert 0 < unasked < ENTER < asked * EXPECTED_PRIOR


def test_another_pose_takes_over_once_it_is_plainly_better(watcher: Watcher) -> None:
    watcher.see(1.0, mountain=0.9)

    assert watcher.see(0.2, t_pose=0.95) == "mountain None"
    assert watcher.see(1.0, t_pose=0.95) == "t_pose None"


def test_the_side_changes_only_for_a_lasting_reason(watcher: Watcher) -> None:
    watcher.see(1.0, tree=0.8, tree_right=0.3)

    assert watcher.see(5.0, tree=0.8, tree_right=0.85) == "tree left"
    assert watcher.see(SIDE_S * 0.5, tree=0.6, tree_right=0.95) == "tree left"
    assert watcher.see(1.0, tree=0.6, tree_right=0.95) == "tree right"


def test_noise_at_the_threshold_does_not_make_the_name_flicker(watcher: Watcher) -> None:
    noise = np.random.default_rng(11)
    watcher.see(1.0, mountain=0.8)

    names = {watcher.see(1.5 / FPS, mountain=float(x)) for x in noise.normal(0.58, 0.1, 600)}

    assert names == {"mountain None"}


@pytest.mark.parametrize("name", FIGURES)
def test_no_pose_looks_like_another(name: str) -> None:
    for world in (body(name), mirrored(body(name))):
        values = likeness(VARIANTS, measure(picture(world)))
        others = [values[v.number] for v in VARIANTS.all if v.pose.id != name]

        assert values.max() > 0.95
        assert max(others) < EXIT

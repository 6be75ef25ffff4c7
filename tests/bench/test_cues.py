"""Bodies with one fault: put on the floor, chosen for what they show, counted by why no cue came."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from bench.accuracy.cues import Cued, Outcome, cued
from bench.accuracy.faults import as_meant, with_faults
from bench.accuracy.resting import FLOATS_M, rest
from server.analysis.figures import load_figures
from server.analysis.generation import rotations
from server.analysis.landmarks import NAMES
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.analysis.vectors import Vectors

LIBRARY = load_library()
FEET = [NAMES.index(f"{side}_foot_index") for side in ("left", "right")]
HANDS = [NAMES.index(f"{side}_index") for side in ("left", "right")]


def only(*poses: str) -> Library:
    return replace(LIBRARY, poses={name: LIBRARY.poses[name] for name in poses})


def turned(pose: str, degrees: float) -> tuple[Vectors, Vectors]:
    """A pose's figure, and the same turned as a whole about the axis from its right to its left."""
    figure = load_figures()[pose]
    return figure, (figure @ rotations(np.radians([[degrees, 0.0, 0.0]]))[0].T)[None]


def test_a_plank_that_floats_is_put_on_its_hands_and_feet() -> None:
    figure, floating = turned("plank", 20.0)
    apart = np.ptp(floating[0, FEET + HANDS, 1])

    bodies, rests = rest(figure, floating)

    assert rests.all()
    assert apart > 5 * FLOATS_M
    np.testing.assert_allclose(bodies[0], figure, atol=0.02)


def test_who_stands_on_one_foot_is_not_tipped_by_it() -> None:
    figure, leaning = turned("tree", 8.0)

    bodies, _ = rest(figure, leaning)

    np.testing.assert_allclose(bodies, leaning, atol=1e-6)


def test_a_body_of_which_one_hand_hangs_in_the_air_does_not_rest() -> None:
    figure = load_figures()["downdog"]
    lifted = figure[None].copy()
    lifted[0, HANDS[0] - 4 : HANDS[0] + 3 : 2, 1] -= 0.5

    _, rests = rest(figure, lifted)

    assert not rests.any()


def test_a_fault_is_made_alone_and_mostly_cued() -> None:
    library = only("t_pose")

    told = cued(library, with_faults(library, each=1, seed=3), chosen=True)

    assert told.faults > 1
    assert told.first.value >= 0.5
    assert len(told.outcomes) - told.first.some == sum(n for _, n in told.causes)


def test_bodies_as_meant_are_as_many_as_asked_for_and_show_no_fault() -> None:
    examples = list(as_meant(only("tree", "warrior2"), each=2, seed=1))

    assert [(one.pose.id, one.fault) for one in examples] == [("tree", None)] * 2 + [("warrior2", None)] * 2


def test_causes_tell_a_pose_that_was_not_named_from_a_cue_that_did_not_come() -> None:
    def outcome(cue: str | None, *named: str) -> Outcome:
        cause = None if cue == "tree.leaning" else "not named"
        return Outcome("tree", "tree.leaning", cue, 2.0, frozenset(named), cause)  # type: ignore[arg-type]

    told = Cued((outcome("tree.leaning", "tree"), outcome(None), outcome("tree.hip_hike", "tree")))

    assert (told.first.some, told.first.of) == (1, 3)
    assert (told.named.some, told.named.of) == (1, 2)
    assert (told.precision.some, told.precision.of) == (1, 2)
    assert told.missed == [("tree.leaning", "not named", 1), ("tree.leaning", "tree.hip_hike", 1)]

"""The classifier knows the poses' figures, says none to others, and is the same from the same seed."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from server.analysis.everyday import everyday
from server.analysis.figures import load_figures
from server.analysis.generation import look, vary, yaws
from server.analysis.geometry import Shape, measure_bodies, shape_of
from server.analysis.landmarks import Landmarks
from server.analysis.learned import FILE, inputs_of, load_network, opinion
from server.analysis.loading import load_library
from server.analysis.still import read_still
from server.analysis.training import examples, save, told, train
from tests.analysis.bodies import body, picture

LIBRARY = load_library()
NETWORK = load_network()
FIGURES = load_figures()


def shape(landmarks: Landmarks) -> Shape:
    return shape_of(landmarks, np.ones(33, dtype=bool))


def inputs(of: Shape) -> np.ndarray:
    return inputs_of(of.flat[None], of.deep[None], of.measures[None])


def test_the_file_is_small_and_knows_every_pose_of_the_library() -> None:
    assert NETWORK.poses == tuple(LIBRARY.poses)
    assert (resources.files("server.analysis") / "library" / FILE).stat().st_size < 300_000  # type: ignore[attr-defined]


def test_chances_are_chances() -> None:
    found = opinion(NETWORK, shape(picture(body("tree"))))

    assert found.best == "tree"
    assert found.of("tree") > 0.9
    assert found.none + sum(map(found.of, LIBRARY.poses)) == pytest.approx(1.0, abs=1e-4)


def test_of_a_pose_that_it_has_not_learned_it_says_nothing() -> None:
    assert opinion(NETWORK, shape(picture(body("tree")))).of("somebody's own") == 0.0


def test_neither_place_nor_size_changes_the_opinion() -> None:
    here, there = (
        picture(body("warrior2"), size=size, scale=scale, shift=shift)
        for size, scale, shift in (((1280, 720), 0.36, (0.5, 0.5)), ((480, 854), 0.2, (0.45, 0.55)))
    )
    np.testing.assert_allclose(inputs(shape(here)), inputs(shape(there)), atol=2e-4)


def test_generated_bodies_are_mostly_told_rightly() -> None:
    data = examples(LIBRARY, np.random.default_rng(101), 3000)
    right = NETWORK(data.inputs).argmax(axis=1) == data.answers
    none = data.answers == len(LIBRARY.poses)

    assert right[~none].mean() > 0.88
    assert right[none].mean() > 0.80


def test_people_at_other_things_are_hardly_ever_named_for_sure() -> None:
    rng = np.random.default_rng(102)
    bodies = everyday(rng, FIGURES, 500)
    seen = look(rng, bodies, yaws(rng, np.full(len(bodies), "any")))
    in_no_pose = told(LIBRARY, bodies, np.full(len(bodies), -1)) == len(LIBRARY.poses)
    chances = NETWORK(inputs_of(seen.flat, seen.deep, measure_bodies(seen.flat, seen.deep)))

    assert in_no_pose.sum() > 200
    assert (chances[in_no_pose, :-1].max(axis=1) > 0.9).mean() < 0.02


def test_a_body_keeps_the_lengths_of_its_pairs() -> None:
    figures = np.stack([FIGURES["warrior2"]] * 20)
    bodies = vary(np.random.default_rng(1), figures, figures)
    left, right = (
        np.linalg.norm(bodies[:, knee] - bodies[:, hip], axis=1) for hip, knee in ((23, 25), (24, 26))
    )

    np.testing.assert_allclose(left, right, rtol=0.01)
    assert left.std() > 0.005


def test_the_same_seed_makes_the_same_classifier(tmp_path: Path) -> None:
    heard: list[str] = []
    for name in ("one.npz", "two.npz"):
        save(train(LIBRARY, seed=5, bodies=1000, rounds=1, tell=heard.append), tmp_path / name)

    with np.load(tmp_path / "one.npz") as one, np.load(tmp_path / "two.npz") as two:
        for name in one.files:
            np.testing.assert_array_equal(one[name], two[name])
    assert heard[-1] == "Round 1 of 1"


def test_a_still_tells_both_opinions() -> None:
    reading = read_still(LIBRARY, picture(body("tree")))

    assert reading.rules is not None
    assert reading.learned is not None
    assert (reading.rules.pose, reading.learned.pose) == ("tree", "tree")
    assert reading.pose is not None
    assert reading.pose.confidence > 0.9

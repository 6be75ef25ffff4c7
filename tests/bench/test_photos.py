"""What is counted over photos, and, where there is evaluation data, that its targets are met."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import pytest
from PIL import Image

from bench.photos import (
    Named,
    Photo,
    Share,
    evaluate,
    foreign,
    half_of,
    macro,
    missed_targets,
    named_of,
    negative,
    recognised,
    still,
)


def named(label: str, wanted: str | None, got: str | None) -> Named:
    return Named(Photo(Path(f"{label}/1.jpg"), label, "tune"), wanted, got)


FOUND = [
    *[named("tree", "tree", "tree")] * 9,
    named("tree", "tree", None),
    named("downward_dog", "downdog", "downdog"),
    named("downward_dog", "downdog", "side_plank"),
    named("boat", None, None),
    named("boat", None, "staff"),
    *[named("negatives", None, None)] * 19,
    named("negatives", None, "mountain"),
]


def test_none_counts_as_wrong() -> None:
    assert recognised(FOUND) == Share(10, 12)
    assert recognised(FOUND, "tree") == Share(9, 10)


def test_what_is_confusable_is_right_in_a_count_of_groups_alone() -> None:
    lunge = Named(Photo(Path("x"), "warrior1", "tune"), "warrior_1", "high_lunge", frozenset({"high_lunge"}))

    assert recognised([lunge]) == Share(0, 1)
    assert recognised([lunge], group=True) == Share(1, 1)


def test_a_straight_armed_cobra_is_right_as_upward_dog() -> None:
    assert recognised([named("cobra", "cobra", "upward_dog")]) == Share(1, 1)
    assert recognised([named("upward_dog", "upward_dog", "cobra")]) == Share(0, 1)


def test_negatives_and_poses_outside_the_library_are_counted_apart() -> None:
    assert named_of(FOUND, negative) == Share(1, 20)
    assert named_of(FOUND, foreign) == Share(1, 2)


def test_the_macro_mean_weighs_poses_alike() -> None:
    mean, half = macro(FOUND)

    assert mean == pytest.approx((0.9 + 0.5) / 2)
    assert 0.1 < half < 0.5


@pytest.mark.parametrize(
    ("some", "of", "low", "high"), [(90, 100, 0.826, 0.945), (0, 10, 0.0, 0.278), (10, 10, 0.722, 1.0)]
)
def test_the_interval_is_wilsons(some: int, of: int, low: float, high: float) -> None:
    assert Share(some, of).interval() == pytest.approx((low, high), abs=0.001)


def test_a_missed_target_is_told() -> None:
    assert len(missed_targets(FOUND)) == 1
    assert len(missed_targets([named("tree", "tree", None), named("negatives", None, "tree")])) == 2


def test_a_photo_belongs_to_the_half_that_its_hash_says() -> None:
    for content in (b"a", b"b", b"c", b"d", b"e"):
        first = hashlib.sha256(content).hexdigest()[0]
        assert half_of(content) == ("tune" if first < "8" else "report")


def test_a_png_is_sent_as_a_jpeg(tmp_path: Path) -> None:
    Image.new("RGBA", (8, 8)).save(tmp_path / "x.png")

    assert still(tmp_path / "x.png").startswith(b"\xff\xd8")


@pytest.mark.evaluation
@pytest.mark.slow
def test_the_photos_meet_their_targets(evaluation_data: Path) -> None:
    assert missed_targets(asyncio.run(evaluate(evaluation_data))) == []

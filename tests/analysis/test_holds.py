"""A hold runs while the pose is held well and still, waits through slips, and is kept if it was one."""

from __future__ import annotations

import pytest

from server.analysis.holds import GAP_S, GOOD_ENOUGH, MOST_HOLDS, PAUSE_S, SHORTEST_S, HoldTimer
from server.analysis.loading import load_library
from server.analysis.variants import Variant, variants_of

TREE_LEFT, TREE_RIGHT = (v for v in variants_of(load_library()).all if v.pose.id == "tree")


class Stopwatch:
    def __init__(self) -> None:
        self.timer = HoldTimer()
        self.t = 0.0

    def hold(
        self,
        seconds: float,
        score: float | None = 90.0,
        *,
        variant: Variant | None = TREE_LEFT,
        counts: bool = True,
        named: bool = True,
        step: float = 0.1,
    ) -> float:
        """Length of the present hold after some more seconds."""
        for _ in range(round(seconds / step)):
            self.t += step
            self.timer.update(variant, named=named, counts=counts, score=score, t=self.t)
        present = self.timer.present
        return present.length if present else 0.0


@pytest.fixture
def watch() -> Stopwatch:
    return Stopwatch()


def test_a_hold_runs_while_it_is_good(watch: Stopwatch) -> None:
    assert watch.hold(5.1) == pytest.approx(5.0)

    (kept,) = watch.timer.kept
    assert (kept.pose_id, kept.side) == ("tree", "left")
    assert kept.start_s == pytest.approx(0.1)
    assert kept.mean_score == pytest.approx(90.0)


def test_the_time_before_the_name_is_sure_counts_in_the_end(watch: Stopwatch) -> None:
    assert watch.hold(0.6, named=False) == 0.0
    assert watch.hold(1.0) == pytest.approx(1.5)
    assert watch.timer.kept[0].start_s == pytest.approx(0.1)


def test_evidence_that_comes_to_nothing_is_not_kept(watch: Stopwatch) -> None:
    watch.hold(3.0, named=False)
    watch.hold(1.0, None, variant=None)

    assert watch.timer.kept == ()


@pytest.mark.parametrize("slip", [{"score": GOOD_ENOUGH - 1}, {"score": None}, {"counts": False}])
def test_a_slip_pauses_the_hold_and_does_not_reset_it(
    watch: Stopwatch, slip: dict[str, float | None]
) -> None:
    watch.hold(3.1)

    assert watch.hold(0.6, **slip) == pytest.approx(3.0)  # type: ignore[arg-type]
    assert watch.timer.present is not None
    assert not watch.timer.present.running
    assert watch.hold(1.0) == pytest.approx(3.9)
    assert len(watch.timer.kept) == 1


def test_a_slip_that_lasts_ends_the_hold(watch: Stopwatch) -> None:
    watch.hold(3.1)
    watch.hold(PAUSE_S + 0.3, counts=False)

    assert watch.timer.present is None
    assert watch.hold(2.1) == pytest.approx(2.0)
    assert [round(kept.hold_s, 1) for kept in watch.timer.kept] == [3.0, 2.0]


def test_leaving_the_pose_or_changing_side_ends_the_hold(watch: Stopwatch) -> None:
    watch.hold(2.1)
    watch.hold(2.1, variant=TREE_RIGHT)
    watch.hold(0.1, None, variant=None)

    assert [(kept.side, round(kept.hold_s, 1)) for kept in watch.timer.kept] == [
        ("left", 2.0),
        ("right", 2.0),
    ]


def test_passing_through_a_pose_is_no_hold(watch: Stopwatch) -> None:
    watch.hold(SHORTEST_S - 0.1)
    watch.hold(0.1, None, variant=None)

    assert watch.timer.kept == ()


def test_time_in_which_no_frame_came_does_not_count(watch: Stopwatch) -> None:
    watch.hold(2.1)
    watch.t += GAP_S + 1.0

    assert watch.hold(0.1) == pytest.approx(2.0)
    assert watch.hold(1.0) == pytest.approx(3.0)


def test_the_cues_of_a_hold_are_kept_as_fixed_or_open(watch: Stopwatch) -> None:
    watch.hold(2.1)
    assert watch.timer.present is not None
    watch.timer.present.cues.update({"Level your hips.": True, "Grow tall.": False})
    watch.timer.end()

    (kept,) = watch.timer.kept
    assert (kept.fixed, kept.open) == (("Level your hips.",), ("Grow tall.",))


def test_a_session_of_nothing_but_short_holds_keeps_a_bounded_number(watch: Stopwatch) -> None:
    watch.hold(9.1)
    watch.hold(0.1, None, variant=None)
    for _ in range(MOST_HOLDS + 50):
        watch.hold(1.8, step=0.3)
        watch.hold(0.3, None, variant=None, step=0.3)
    watch.hold(0.9, step=0.3)

    assert len(watch.timer.kept) == MOST_HOLDS
    assert watch.timer.kept[0].hold_s == pytest.approx(9.0)

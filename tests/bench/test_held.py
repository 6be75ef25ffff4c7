"""What is told of frames that were carried."""

from __future__ import annotations

from bench.held import Compared, Shown
from server.analysis.feedback import Feedback


def shown(n: int, *, carried: bool = False, holding: bool = False, score: int | None = None) -> Shown:
    return Shown(n / 10, carried, 1.0, Feedback(n, n / 10, "whole", holding=holding, score=score))


def test_the_longest_hold_is_cut_out_of_both_sides() -> None:
    holding = [False, True, True, False, True, True, True, False]
    always = [shown(n, holding=held) for n, held in enumerate(holding)]
    held = Compared("clip", always, [shown(n) for n in range(8)]).held()
    assert held is not None
    assert [one.t for one in held.always] == [one.t for one in held.carrying] == [0.4, 0.5, 0.6]


def test_a_clip_without_a_hold_has_none() -> None:
    assert Compared("clip", [shown(0)], [shown(0)]).held() is None


def test_runs_are_the_frames_that_were_not_carried() -> None:
    carrying = [shown(n, carried=n % 4 != 0) for n in range(8)]
    assert Compared("clip", carrying, carrying).fewer == 4


def test_scores_are_compared_where_both_have_one() -> None:
    always = [shown(0, score=80), shown(1, score=90), shown(2)]
    carrying = [shown(0, score=82), shown(1), shown(2, score=10)]
    assert Compared("clip", always, carrying).scores == (80, 82)

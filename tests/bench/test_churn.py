from __future__ import annotations

import pytest

from bench.churn import Held, growth_bytes

BEFORE = Held(180_000_000, files=17, threads=10, tasks=7)


def test_growth_is_bytes_a_round_after_the_first_hundred() -> None:
    warming = [(rounds, 180_000_000 + rounds * 500_000) for rounds in range(25, 101, 25)]
    warm = [(rounds, 230_000_000 + rounds * 3_000) for rounds in range(125, 501, 25)]
    assert growth_bytes(warming + warm) == pytest.approx(3_000)


def test_growth_wants_two_looks() -> None:
    assert growth_bytes([(50, 1), (100, 2), (125, 3)]) is None


def test_what_came_back_is_no_fault() -> None:
    assert Held(250_000_000, files=19, threads=12, tasks=9).beyond(BEFORE) == []


@pytest.mark.parametrize(
    ("after", "word"),
    [
        (Held(0, files=20, threads=10, tasks=7), "files"),
        (Held(0, files=17, threads=13, tasks=7), "Threads"),
        (Held(0, files=17, threads=10, tasks=10), "Tasks"),
    ],
)
def test_what_stays_is_told(after: Held, word: str) -> None:
    (sentence,) = after.beyond(BEFORE)
    assert word in sentence

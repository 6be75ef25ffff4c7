"""What is told of workers that were struck."""

from __future__ import annotations

import math
import os

from bench.kills import Told, gaps, workers


def test_the_client_that_waited_longest_counts() -> None:
    told = [Told(answers=[1.0, 2.0, 3.5]), Told(answers=[0.5, 4.0])]
    assert gaps([1.5, 3.0], told) == [2.5, 1.0]


def test_one_that_was_never_answered_again_waited_for_ever() -> None:
    assert gaps([5.0], [Told(answers=[1.0])]) == [math.inf]


def test_this_process_has_no_workers() -> None:
    assert workers(os.getpid()) == []

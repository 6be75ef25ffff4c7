"""The parity bench: its judgement on made-up figures, and a short run on real pictures."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.agreement import Apart
from bench.parity import PHOTOS, RESTARTS, Row, misses, nudge

NEAR = Apart(np.zeros(99), np.zeros(24), np.zeros(24), np.zeros(99), pictures=3, disagreed=0)
FAR_POINT = replace(NEAR, points=np.r_[np.zeros(90), np.full(9, 1.0)])


def test_nothing_apart_misses_nothing() -> None:
    rows = [Row(PHOTOS, NEAR), Row(RESTARTS, NEAR)]
    assert misses(rows, exact=True) == misses(rows, exact=False) == []


def test_far_points_are_a_miss_of_an_exact_runtime_alone() -> None:
    rows = [Row(PHOTOS, FAR_POINT), Row(RESTARTS, FAR_POINT), Row("long runs", FAR_POINT)]
    assert [line.partition(":")[0] for line in misses(rows, exact=True)] == [PHOTOS, RESTARTS]
    assert misses(rows, exact=False) == []


def test_a_faster_runtime_is_held_to_angles_and_metres() -> None:
    bent = replace(NEAR, angles=np.full(24, 1.1), world_mm=np.full(99, 16.0))
    assert len(misses([Row(PHOTOS, bent)], exact=False)) == 2


def test_a_nudge_is_one_level_of_one_pixel_of_the_first_frame() -> None:
    film = [(n / 30, np.full((48, 64, 3), 255 * n, np.uint8)) for n in (0, 1)]
    (_, first), (_, second) = nudge(film, None)
    apart = first.astype(int) - film[0][1]
    assert np.abs(apart).max() == 1
    assert (apart != 0).any(axis=2).sum() == 1
    assert second is film[1][1]
    assert not film[0][1].any()


@pytest.mark.slow
@pytest.mark.evaluation
def test_photos_and_restarts_agree_with_mediapipe(evaluation_data: Path) -> None:
    sample = [
        "--data",
        str(evaluation_data),
        "--photos",
        "60",
        "--clips",
        "2",
        "--frames",
        "30",
        "--restarts",
        "6",
    ]
    command = [sys.executable, "-m", "bench.parity", "--check", *sample]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr

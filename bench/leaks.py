"""Whether a process that was watched for a while has leaked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

WARM_UP_SHARE: Final = 1 / 3
"""Of the time watched: caches, arenas and thread pools fill up first."""

SHORTEST_FOR_GROWTH_S: Final = 3600.0
"""Memory over less time says more about the allocator than about leaks."""

MOST_GROWTH_BYTES_PER_H: Final = 2_000_000.0
"""A server that is restarted once a month then stays below 1.5 GB more than it began with."""

SLACK: Final = 2
"""Files and threads more than at the start that are no leak: a pool that grew by one."""


@dataclass(frozen=True, slots=True)
class Sample:
    """What a process held at one moment."""

    at_s: float
    """Seconds since the first sample."""

    resident_bytes: int
    files: int
    threads: int


def growth_bytes_per_h(samples: Sequence[Sample]) -> float | None:
    """Slope of the resident memory after warming up; None without two samples."""
    warm_up = WARM_UP_SHARE * samples[-1].at_s if samples else 0.0
    warm = [sample for sample in samples if sample.at_s >= warm_up]
    return slope([(sample.at_s / 3600, sample.resident_bytes) for sample in warm])


def slope(points: Sequence[tuple[float, float]]) -> float | None:
    """Of y over x; None without two points, whose x differ.

    The median of the slopes between all pairs (Theil 1950, Sen 1968), which single peaks do not move.
    """
    if len(points) < 2:
        return None
    x, y = np.array(points, dtype=float).T
    first, second = np.triu_indices(len(points), k=1)
    return float(np.median((y[second] - y[first]) / (x[second] - x[first])))


def faults(idle: Sample, samples: Sequence[Sample], settled: Sample) -> list[str]:
    """What is wrong, a sentence each: idle before all, watched in between, settled after all have left."""
    found = [
        f"{name} rose from {before} to {after} and stayed."
        for name, before, after in (
            ("Open files", idle.files, settled.files),
            ("Threads", idle.threads, settled.threads),
        )
        if after > before + SLACK
    ]
    growth = growth_bytes_per_h(samples)
    long_enough = bool(samples) and samples[-1].at_s >= SHORTEST_FOR_GROWTH_S
    if long_enough and growth is not None and growth > MOST_GROWTH_BYTES_PER_H:
        found.append(f"Memory grows by {growth / 1e6:.1f} MB an hour.")
    return found

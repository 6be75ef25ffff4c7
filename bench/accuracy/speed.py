"""What coaching one frame costs."""

from __future__ import annotations

import time
from typing import Final

import numpy as np

from bench.accuracy.bodies import AS_MEANT, film, pictures, poses
from server.analysis.coach import Coach
from server.analysis.figures import load_figures
from server.analysis.generation import look
from server.analysis.poses import Library

SECONDS, FPS = 3.0, 15.0
WARM: Final = 15
"""Frames before the clock starts."""


def of_a_frame(library: Library) -> float:
    """Mean milliseconds of CPU time over all poses, each held for some seconds; one core, no engine."""
    rng = np.random.default_rng(1)
    spent, frames = 0.0, 0
    for pose in poses(library):
        yaw = np.array([90.0 if pose.view == "side" else 0.0])
        seen = look(rng, load_figures()[pose.id][None], yaw, AS_MEANT.conditions)
        shown = list(film(rng, pictures(seen)[0], SECONDS, FPS))
        coach = Coach(library)
        for one in shown[:WARM]:
            coach.observe(one)
        began = time.process_time()
        for one in shown[WARM:]:
            coach.observe(one)
        spent += time.process_time() - began
        frames += len(shown) - WARM
    return 1000.0 * spent / frames

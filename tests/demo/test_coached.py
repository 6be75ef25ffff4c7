"""The coach knows every pose of the practitioner by the truth alone, and corrects its faults."""

from __future__ import annotations

from functools import cache

import pytest

from server.analysis.coach import Coach
from server.analysis.feedback import Feedback
from server.analysis.loading import load_library
from server.analysis.poses import Library
from server.demo.choreography import Choreography, Step, all_poses, first_practice, short_practice
from server.demo.poses import FAULTS
from server.demo.practitioner import Practitioner

FPS = 10


@cache
def library() -> Library:
    return load_library()


def _feedback(practice: Choreography, seconds: float) -> list[Feedback]:
    """What the coach says, ten times a second; the pictures are not needed and not drawn."""
    practitioner, coach = Practitioner(practice), Coach(library())
    times = [(seq, seq / FPS) for seq in range(1, round(seconds * FPS))]
    told = (practitioner.camera.landmarks(practitioner.points(t), seq=seq, t=t) for seq, t in times)
    return [coach.observe(landmarks) for landmarks in told]


def _cues(practice: Choreography) -> list[str]:
    """The cues in the order in which they were issued."""
    said = {one.cue.n: one.cue for one in _feedback(practice, practice.duration_s) if one.cue}
    return [said[n].id for n in sorted(said)]


@pytest.mark.parametrize("step", all_poses().steps, ids=lambda step: f"{step.pose}-{step.lead}")
def test_every_pose_is_recognised_and_scored_well(step: Step) -> None:
    last = _feedback(Choreography((step,)), 3.0)[-1]
    assert last.pose is not None
    assert (last.pose.id, last.pose.side) == (step.pose, step.lead)
    assert last.score is not None
    assert last.score >= 90


@pytest.mark.parametrize("fault", FAULTS)
def test_every_fault_is_told_and_its_correction_praised(fault: str) -> None:
    cues = _cues(Choreography((Step(fault.partition(".")[0], 14.0, fault=fault, fault_s=5.0),)))
    assert cues[0] == fault
    assert cues[1].startswith("praise.")


@pytest.mark.parametrize("practice", [first_practice(), short_practice()])
def test_a_practice_brings_its_own_cues_and_no_others(practice: Choreography) -> None:
    faults = [step.fault for step in practice.steps if step.fault]
    assert [cue for cue in _cues(practice) if not cue.startswith("praise.")] == faults

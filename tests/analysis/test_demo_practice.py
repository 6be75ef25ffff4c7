"""The coach follows the demo practitioner, whose truth is known, through whole rounds."""

from __future__ import annotations

from server.analysis.coach import Coach
from server.analysis.loading import load_library
from server.analysis.summary import HoldSummary
from server.demo.choreography import Choreography, all_poses, first_practice
from server.demo.practitioner import Practitioner
from tests.analysis.driving import Practice

FPS = 15.0


def follow(choreography: Choreography) -> Practice:
    """One round, with the landmarks that a perfect landmarker would find."""
    practitioner, practice = Practitioner(choreography), Practice(Coach(load_library()))
    for frame in range(round(choreography.duration_s * FPS)):
        t = frame / FPS
        practice.look(practitioner.camera.landmarks(practitioner.points(t), seq=frame, t=t), 1.0 / FPS)
    return practice


def held(holds: tuple[HoldSummary, ...], start: float, end: float) -> dict[tuple[str, str | None], float]:
    """Seconds of each pose and side that fall between two times."""
    return {
        (hold.pose_id, hold.side): min(end, hold.start_s + hold.hold_s) - max(start, hold.start_s)
        for hold in holds
        if hold.start_s < end and hold.start_s + hold.hold_s > start
    }


def test_every_pose_of_the_tour_is_held_on_its_side_and_nothing_else_is() -> None:
    tour = all_poses()
    holds = follow(tour).coach.summary().holds

    for step, start in zip(tour.steps, tour.starts(), strict=True):
        found = held(holds, start, start + step.hold_s)
        assert set(found) == {(step.pose, step.lead)}
        assert found[step.pose, step.lead] >= 0.7 * step.hold_s
    assert len(holds) == len(tour.steps)


def test_a_practitioner_who_does_it_as_meant_is_told_nothing() -> None:
    assert follow(all_poses()).cues == []


def test_the_faults_of_a_first_practice_are_told_praised_and_counted() -> None:
    practice = follow(first_practice())
    meant = [step.fault for step in first_practice().steps if step.fault]

    told = [cue.id for cue in practice.cues if cue.kind != "praise"]
    assert told == meant
    assert len([cue for cue in practice.cues if cue.kind == "praise"]) == len(meant)
    summary = practice.coach.summary()
    assert summary.cues_given == summary.cues_fixed == len(meant)
    assert sum(len(hold.fixed) for hold in summary.holds) == len(meant)
    assert not any(hold.open for hold in summary.holds)

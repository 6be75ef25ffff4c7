"""How streamed clips are counted."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.figures import Hold, Segment, agreement, coverage, false_holds, read_segments

WARRIOR = Segment("warrior2", 10.0, 14.0)


@pytest.mark.parametrize(
    ("holds", "share"),
    [
        ([], 0.0),
        ([Hold("warrior2", 9.0, 15.0)], 1.0),
        ([Hold("warrior2", 12.0, 15.0)], 0.5),
        ([Hold("warrior2", 10.0, 11.0), Hold("warrior2", 11.0, 14.0)], 0.75),
        ([Hold("tree", 10.0, 14.0)], 0.0),
        ([Hold("warrior2", 1.0, 2.0)], 0.0),
    ],
)
def test_one_hold_covers_a_segment(holds: list[Hold], share: float) -> None:
    assert coverage(WARRIOR, holds) == pytest.approx(share)


def test_only_answered_frames_with_a_person_count() -> None:
    answers = {0: True, 1: False, 2: True, 4: False}
    offline = {0: True, 1: True, 2: False, 3: True, 4: False}
    counted = agreement(answers, offline)
    assert (counted.carried, counted.expected, counted.share) == (1, 2, 0.5)
    assert agreement({}, offline).share is None


def test_a_hold_is_false_in_a_clip_without_a_pose() -> None:
    short, long = Hold("mountain", 0.0, 1.9), Hold("chair", 3.0, 5.0)
    assert false_holds("mergedexercise__jump-squat.mp4", [short, long]) == [long]
    assert false_holds("mergedexercise__wall-sit.mp4", [long]) == []


def test_reads_the_long_segments_of_library_poses(tmp_path: Path) -> None:
    path = tmp_path / "segments.csv"
    path.write_text(
        "file,start_s,end_s,label\n"
        "a.mp4,0,2.2,warrior2\n"
        "a.mp4,2.2,3.9,warrior2\n"
        "a.mp4,4,9,triangle\n"
        'b.mp4,2.0,6.3,"downward_dog, side view"\n'
    )
    assert read_segments(path) == {
        "a.mp4": [Segment("warrior2", 0.0, 2.2)],
        "b.mp4": [Segment("downdog", 2.0, 6.3)],
    }

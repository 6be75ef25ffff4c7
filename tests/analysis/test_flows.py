"""The shipped flows read well, a mistake in one is told exactly, and rounds swap sides where they should."""

from __future__ import annotations

import shutil
from importlib import resources
from pathlib import Path

import pytest

from server.analysis.flows import MOST_STEPS
from server.analysis.loading import load_library, read_library
from server.analysis.tables import LibraryError

LIBRARY = load_library()
FLOWS = LIBRARY.flows


def test_the_shipped_flows_are_there() -> None:
    assert {"sun_salutation_a", "sun_salutation_b", "moon_salutation"} <= FLOWS.keys()
    assert len(FLOWS) == 8


def test_a_flow_that_is_held_takes_about_as_long_as_it_says() -> None:
    for name in ("beginner_class_15", "standing_strength_8", "balance_6", "gentle_back_12"):
        flow = FLOWS[name]
        assert 0.6 <= flow.course().length_s / 60 / flow.minutes <= 1.0


def test_every_second_round_of_a_sided_flow_is_on_the_other_side() -> None:
    flow = FLOWS["sun_salutation_classical"]
    steps = flow.course().steps
    first, second = steps[: len(flow.steps)], steps[len(flow.steps) :]

    assert [step.side for step in first if step.side] == ["left", "right"]
    assert [step.side for step in second if step.side] == ["right", "left"]
    # "Right leg back" is not said of the left one.
    assert [step.say for step in second if step.side] == [None, None]


def test_a_pose_that_ends_a_round_and_begins_the_next_is_done_once() -> None:
    flow = FLOWS["sun_salutation_a"]
    poses = [step.pose for step in flow.course().steps]

    assert len(poses) == flow.rounds * len(flow.steps) - (flow.rounds - 1)
    assert "mountain mountain" not in " ".join(poses)
    assert all(len(each.course().steps) <= MOST_STEPS for each in FLOWS.values())


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('pose = "plank"', 'pose = "planc"', "flow 'sun_salutation_a': steps[4]: pose: 'planc' is no pose"),
        ('pose = "mountain", ', 'pose = "mountain", side = "left", ', "steps[0]: side: is given"),
        ("rounds = 3", "rounds = 0", "rounds: expected a number from 1 to 108"),
        ("rounds = 3", "rounds = 100", "flow 'sun_salutation_a': rounds: expected at most 250 steps in all"),
        ('breath = "in"', 'breath = "through"', "steps[1]: breath: expected one of in, out"),
        ('id = "sun_salutation_b"', 'id = "sun_salutation_a"', "id: is taken by another"),
        ('"inhale_reach_up"', '"inhale_reach_down"', "says: 'inhale_reach_down' is missing"),
        ('"choose_a_point"', '"stand_tall"', "messages/de.json: says: 'choose_a_point' is never told"),
        ("[[flow]]", "[[flow", "flows.toml: "),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    with resources.as_file(resources.files("server.analysis") / "library") as shipped:
        shutil.copytree(shipped, tmp_path / "library")
    file = tmp_path / "library" / "flows.toml"
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(LibraryError) as refused:
        read_library(tmp_path / "library")

    assert told in str(refused.value)

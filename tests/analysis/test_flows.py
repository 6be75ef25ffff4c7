"""The shipped flows read well, a mistake in one is told exactly, and rounds swap sides where they should."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest

from server.analysis.flows import load_flows, read_flows
from server.analysis.loading import load_library
from server.analysis.tables import LibraryError

LIBRARY = load_library()
FLOWS = load_flows(LIBRARY)


def test_the_shipped_flows_are_there() -> None:
    assert {"sun_salutation_a", "sun_salutation_b", "moon_salutation"} <= FLOWS.keys()
    assert len(FLOWS) == 8


def test_a_flow_that_is_held_takes_about_as_long_as_it_says() -> None:
    for name in ("beginner_class_15", "standing_strength_8", "balance_6", "gentle_back_12"):
        held_s = sum(step.length_s for step in FLOWS[name].course())
        assert 0.6 <= held_s / 60 / FLOWS[name].minutes <= 1.0


def test_every_second_round_of_a_sided_flow_is_on_the_other_side() -> None:
    flow = FLOWS["sun_salutation_classical"]
    first, second = flow.course()[: len(flow.steps)], flow.course()[len(flow.steps) :]

    assert [step.side for step in first if step.side] == ["left", "right"]
    assert [step.side for step in second if step.side] == ["right", "left"]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ('pose = "plank"', 'pose = "planc"', "flow 'sun_salutation_a': steps[4]: pose: 'planc' is no pose"),
        ('pose = "mountain", ', 'pose = "mountain", side = "left", ', "steps[0]: side: is given"),
        ("rounds = 3", "rounds = 0", "rounds: expected a number from 1 to 108"),
        ('breath = "in"', 'breath = "through"', "steps[1]: breath: expected one of in, out"),
        ('id = "sun_salutation_b"', 'id = "sun_salutation_a"', "id: is taken by an earlier flow"),
        ("[[flow]]", "[[flow", "flows.toml: "),
    ],
)
def test_a_mistake_is_told_with_its_place(tmp_path: Path, before: str, after: str, told: str) -> None:
    shipped = resources.files("server.analysis") / "library" / "flows.toml"
    text = shipped.read_text(encoding="utf-8")
    assert before in text
    (tmp_path / "flows.toml").write_text(text.replace(before, after, 1), encoding="utf-8")

    with pytest.raises(LibraryError) as refused:
        read_flows(tmp_path / "flows.toml", LIBRARY)

    assert told in str(refused.value)

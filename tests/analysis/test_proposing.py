"""From bodies that do a pose to its description: it names them, tells them from others, knows sides."""

from __future__ import annotations

import json
from dataclasses import replace
from importlib import resources
from pathlib import Path

import numpy as np
import pytest

from server.analysis.feedback import Side
from server.analysis.landmarks import Landmarks
from server.analysis.loading import load_library, read_library
from server.analysis.messages import fits_phone
from server.analysis.packing import messages_text, pose_text, short_of, with_words
from server.analysis.poses import Pose
from server.analysis.proposing import CannotPropose, Proposal, propose
from server.demo.body import points
from server.demo.camera import Camera
from server.demo.poses import pose as posture

LIBRARY = load_library()
NOISE_M = 0.008


def bodies(pose_id: str, *sides: Side, count: int = 6) -> list[Landmarks]:
    """The demo practitioner in a pose, as a landmarker with small errors sees it."""
    random = np.random.default_rng(0)
    rooms = [points(posture(pose_id, side)) for side in sides or ("left",)]
    shown = [rooms[n % len(rooms)] + random.normal(0.0, NOISE_M, (33, 3)) for n in range(count)]
    return [Camera().landmarks(room, seq=seq, t=seq / 10) for seq, room in enumerate(shown)]


def draft(pose_id: str) -> Pose:
    """What an author says of a pose of the library, had it another id."""
    return replace(LIBRARY.poses[pose_id], id="mine", confusable=(), gates=(), targets=(), faults=())


def proposed(pose_id: str, *sides: Side, **kwargs: Side) -> Proposal:
    others = {name: pose for name, pose in LIBRARY.poses.items() if name != pose_id}
    return propose(replace(LIBRARY, poses=others), draft(pose_id), bodies(pose_id, *sides), **kwargs)


@pytest.mark.parametrize(
    "pose_id", ["tree", "warrior2", "boat", "triangle", "camel", "downdog", "chair", "eagle"]
)
def test_a_pose_that_the_library_did_not_have_is_told_from_all_that_it_has(pose_id: str) -> None:
    proposal = proposed(pose_id)
    assert proposal.named == 6
    assert proposal.alike == proposal.taken == ()
    assert len(proposal.readings) == len(proposal.pose.targets) >= 8


def test_ideals_are_what_was_recorded_and_tolerances_no_finer_than_the_landmarks() -> None:
    proposal = proposed("boat")
    trunk = next(target for target in proposal.pose.targets if target.feature == "trunk_incl")
    library = next(target for target in LIBRARY.poses["boat"].targets if target.feature == "trunk_incl")
    assert abs(trunk.ideal - library.ideal) <= library.tol
    assert all(target.fail > target.tol >= 0.05 for target in proposal.pose.targets)
    straight = next(target for target in proposal.pose.targets if target.feature == "knee")
    assert (straight.side, straight.mode) == ("both", "min")


def test_sides_are_told_apart_and_photos_of_either_side_belong_together() -> None:
    left, mixed = proposed("warrior2"), proposed("warrior2", "right", "left", side="right")
    for proposal in (left, mixed):
        knees = {t.side: t.ideal for t in proposal.pose.targets if t.feature == "knee"}
        assert knees["lead"] < 120
        assert knees["trail"] > 165
        assert proposal.named == 6


def test_a_pose_without_sides_in_which_they_differ_is_told() -> None:
    lopsided = replace(draft("warrior2"), sided=False, lead="")
    proposal = propose(LIBRARY, lopsided, bodies("warrior2"))
    assert "knee" in proposal.uneven
    assert all(target.side in ("both", "body") for target in proposal.pose.targets)


def test_a_pose_that_the_library_has_already_is_told() -> None:
    proposal = propose(LIBRARY, draft("boat"), bodies("boat"))
    assert proposal.taken == proposal.alike == ("boat",)


def test_where_too_little_is_seen_nothing_is_proposed() -> None:
    with pytest.raises(CannotPropose, match="nobody"):
        propose(LIBRARY, draft("boat"), [])
    image = bodies("boat")[0].image.copy()
    image[25:, 3] = 0.0
    with pytest.raises(CannotPropose, match="Too little of the body"):
        propose(LIBRARY, draft("boat"), [replace(bodies("boat")[0], image=image)])


@pytest.mark.parametrize("pose_id", ["boat", "warrior2"])
def test_what_is_written_is_read_back_the_same(tmp_path: Path, pose_id: str) -> None:
    made = replace(
        proposed(pose_id).pose, name='Mine, "so to say"', sanskrit="", aliases=(), catalogue_id="mine"
    )
    pack = tmp_path / "ours"
    (pack / "poses").mkdir(parents=True)
    (pack / "messages").mkdir()
    (pack / "poses" / "mine.toml").write_text(pose_text(made), encoding="utf-8")
    (pack / "messages" / "en.json").write_text(messages_text(with_words({}, made, "en")), encoding="utf-8")
    library = read_library(resources.files("server.analysis") / "library", pack)

    assert library.poses["mine"] == made
    assert library.say("de").pose("mine", None).text == 'Mine, "so to say".'
    assert (("left" in library.say("en").poses["mine"]) is made.sided) is True


def test_words_are_added_to_those_that_are_there() -> None:
    before = {"language": "de", "reviewed": True, "says": {"a": {"text": "A.", "short": "A"}}}
    after = json.loads(messages_text(with_words(before, draft("boat"), "de")))
    assert (after["reviewed"], after["says"]) == (True, before["says"])
    assert after["poses"].keys() == {"mine"}


@pytest.mark.parametrize(
    "name", ["Boat", "Standing Hand-to-Big-Toe Pose", "Donaudampfschifffahrt", "A " * 30]
)
def test_a_short_form_is_made_that_fits_a_phone(name: str) -> None:
    assert fits_phone(short_of(name))

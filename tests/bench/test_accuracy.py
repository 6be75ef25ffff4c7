"""What the accuracy bench counts: kept landmarks, still stretches, delays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bench.accuracy.bodies import AS_MEANT, cameras, names, pictures
from bench.accuracy.clips import Practised
from bench.accuracy.practitioner import changes
from bench.accuracy.seen import Cache
from bench.figures import Hold
from server.analysis.feedback import Feedback
from server.analysis.figures import load_figures
from server.analysis.generation import Conditions, look
from server.analysis.landmarks import Landmarks, Nobody
from server.analysis.loading import load_library
from server.analysis.poses import Library
from tests.analysis.bodies import body, picture

LIBRARY = load_library()


def only(*poses: str) -> Library:
    return replace(LIBRARY, poses={name: LIBRARY.poses[name] for name in poses})


@pytest.mark.anyio
async def test_what_was_found_once_is_not_looked_for_again(tmp_path: Path) -> None:
    looked = 0

    async def find() -> list[Landmarks | Nobody]:
        nonlocal looked
        looked += 1
        return [Nobody(0, 0.0), picture(body("tree"), seq=1, t=0.5, people=2)]

    cache = Cache(tmp_path / "kept", "engine full")
    first, again = await cache.get("a clip", find), await cache.get("a clip", find)

    assert looked == 1
    for found in (first, again):
        assert isinstance(found[0], Nobody)
        assert isinstance(found[1], Landmarks)
        assert (found[1].seq, found[1].t, found[1].people) == (1, 0.5, 2)
        np.testing.assert_array_equal(found[1].image, picture(body("tree")).image)
    await Cache(tmp_path / "kept", "engine lite").get("a clip", find)
    assert looked == 2


def test_a_still_stretch_ends_where_the_camera_changes() -> None:
    scores = [80] * 60 + [90] * 60
    feedback = tuple(
        Feedback(n, n / 15, "whole", score=score, holding=True) for n, score in enumerate(scores)
    )
    hold = Hold("tree", 0.0, 8.0)

    apart = Practised("clip", 8.0, feedback, (hold,), (), cuts=(4.0,)).still_stretches()
    together = Practised("clip", 8.0, feedback, (hold,), ()).still_stretches()

    assert apart == [0.0, 0.0]
    assert together[0] > 4


def test_cameras_stay_within_the_views() -> None:
    rng = np.random.default_rng(1)
    front, side = cameras(rng, LIBRARY.poses["warrior2"], 200), cameras(rng, LIBRARY.poses["downdog"], 200)

    assert np.abs(front).max() <= 30
    assert np.abs(np.abs(side) - 90).max() <= 30
    assert (side > 0).any()
    assert (side < 0).any()


def test_a_generated_picture_holds_all_of_the_body_in_proportion() -> None:
    figure = load_figures()["warrior2"][None]
    still = Conditions(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    landmarks = pictures(look(np.random.default_rng(0), figure, np.zeros(1), still))[0]

    assert landmarks.image[:, :2].min() > 0
    assert landmarks.image[:, :2].max() < 1
    wide, high = np.ptp(landmarks.image[:, :2] * landmarks.size, axis=0)
    assert wide / high == pytest.approx(np.ptp(figure[0, :, 0]) / np.ptp(figure[0, :, 1]), rel=0.1)


def test_plain_poses_are_named_with_their_sides() -> None:
    found = names(only("tree", "warrior2"), AS_MEANT, each=5, seed=1)

    assert found.strict.value > 0.8
    assert found.side.some == found.side.of > 0


def test_a_change_is_seen_within_the_bounds() -> None:
    assert max(changes(only("tree", "warrior2", "goddess"), pairs=3, seed=2)) <= 1.0

"""What a worker answers, with the real networks."""

from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest
import simplejpeg

from server.analysis.engines import exchange, models
from server.analysis.engines.exchange import BODY_BYTES, Answer, Question, Reply, Wish
from server.analysis.engines.pool import start
from server.analysis.engines.pool.memory import unpack
from server.analysis.engines.pool.tracker import Tracker, decode
from server.analysis.landmarks import Points
from tests import engine_rig
from tests.engine_rig import MAIN_JOINTS, drawn, empty_room, practitioner


@cache
def tracker() -> Tracker:
    return start.tracker(models.ensure("full", engine_rig.model_dir()), "litert")


def ask(picture: bytes, t: float = 1.0, memory: bytes = b"", carry_s: float = 0.0) -> Reply:
    return tracker().answer(Question(Wish.DETECT, picture, t, carry_s, memory))


def body(reply: Reply) -> Points:
    assert reply.kind is Answer.BODY
    return exchange.unpack_body(reply.body[:BODY_BYTES])[0]


def wide(width: int, pose: str = "warrior2", people: int = 1) -> bytes:
    """The drawn practitioner, enlarged; several stand side by side."""
    picture = np.hstack([practitioner(pose).frame(0.0).picture] * people)
    size = (width, round(width * picture.shape[0] / picture.shape[1]))
    large = np.ascontiguousarray(cv2.resize(picture, size, interpolation=cv2.INTER_CUBIC))
    return bytes(simplejpeg.encode_jpeg(large, 90, "BGR"))


def test_the_memory_goes_on_where_the_last_frame_ended() -> None:
    first = ask(drawn("warrior2", 0.0)[0])
    memory = unpack(first.body[BODY_BYTES:])
    assert memory.size == first.size == (640, 480)
    assert memory.state.region is not None
    second = unpack(ask(drawn("warrior2", 0.1)[0], 1.1, first.body[BODY_BYTES:]).body[BODY_BYTES:])
    assert second.state.image is not None
    assert second.state.image.t == 1.1
    assert np.abs(second.state.image.speed).max() > 0  # smoothed from the first, not begun anew


def test_a_large_picture_is_decoded_at_half_its_size_and_the_body_is_where_it_was() -> None:
    picture = wide(1280)
    first = ask(picture)
    state = unpack(first.body[BODY_BYTES:]).state
    assert state.region is not None
    assert decode(picture, (1280, 960), state.region.side).shape == (480, 640, 3)
    assert decode(picture, (1280, 960)).shape == (960, 1280, 3)
    second = ask(picture, 1.1, first.body[BODY_BYTES:])
    assert second.size == (1280, 960)
    apart = np.abs(body(first) - body(second))[MAIN_JOINTS, :2] * (1280, 960)
    assert apart.max() < 10
    region = unpack(second.body[BODY_BYTES:]).state.region
    assert region is not None
    assert region.side == pytest.approx(state.region.side, rel=0.05)


@pytest.mark.parametrize(("width", "side"), [(1280, 500.0), (640, 600.0)])
def test_a_person_far_away_or_a_small_picture_is_decoded_whole(width: int, side: float) -> None:
    picture = wide(width)
    assert decode(picture, (width, width * 3 // 4), side).shape[1] == width


def test_a_picture_of_another_size_begins_anew() -> None:
    first = ask(drawn("warrior2", 0.0)[0])
    again = ask(wide(1280), 1.1, first.body[BODY_BYTES:])
    assert (body(again) == body(ask(wide(1280)))).all()


def test_what_is_carried_keeps_the_memory_as_it_was() -> None:
    picture, _ = drawn("mountain", 0.0)
    first = ask(picture, 1.0, carry_s=0.5)
    second = ask(picture, 1.2, first.body[BODY_BYTES:], carry_s=0.5)
    assert (first.carried, second.carried) == (False, True)
    assert second.body == first.body[:BODY_BYTES]


@pytest.mark.parametrize(("people", "count"), [(1, 1), (2, 2)])
def test_people_are_counted(people: int, count: int) -> None:
    asked = Question(Wish.COUNT, wide(640 * people, "mountain", people))
    assert tracker().answer(asked).people == count


def test_nobody_is_none() -> None:
    assert tracker().answer(Question(Wish.COUNT, empty_room())).people == 0
    assert ask(empty_room()).kind is Answer.NOBODY


@pytest.mark.parametrize("carry_s", [0.0, 0.5])
@pytest.mark.parametrize("wish", [Wish.DETECT, Wish.COUNT])
def test_what_cannot_be_read_is_lost_with_a_reason(wish: Wish, carry_s: float) -> None:
    broken = drawn("mountain", 0.0)[0][:-2000]
    for picture in (b"no picture", broken):
        reply = tracker().answer(Question(wish, picture, 1.0, carry_s))
        assert reply.kind is Answer.LOST
        assert reply.body


def test_a_picture_too_large_to_bear_is_not_decoded() -> None:
    picture = bytearray(empty_room())
    header = picture.index(b"\xff\xc0")
    picture[header + 5 : header + 9] = (8000).to_bytes(2, "big") * 2
    reply = ask(bytes(picture))
    assert reply.kind is Answer.LOST
    assert b"too large" in reply.body


def test_a_broken_memory_is_an_error_of_ours() -> None:
    with pytest.raises(ValueError, match="another length"):
        ask(drawn("mountain", 0.0)[0], memory=b"x" * 100)


def test_a_question_travels_in_parts() -> None:
    asked = Question(Wish.DETECT, b"picture", 1.5, 0.5, b"memory")
    head, memory, picture = asked.parts()
    wish, t, carry_s, *lengths = exchange.QUESTION.unpack(head)
    found = Question(Wish(wish), picture, t, carry_s, memory)
    assert found == asked
    assert lengths == [6, 7]

"""The truth in a picture's comment."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.analysis.engines.scripted import PAYLOAD_BYTES, Truth, read_truth, write_truth
from server.stream.jpeg import JpegLimits, check


def plain() -> bytes:
    return cv2.imencode(".jpg", np.full((48, 64, 3), 128, np.uint8))[1].tobytes()


def truth(world: bool = True, people: int = 1) -> Truth:
    random = np.random.default_rng(3)
    image = random.random((33, 4), np.float32)
    return Truth(image, random.random((33, 3), np.float32) if world else None, people)


def test_what_is_written_is_read_bit_for_bit() -> None:
    told = truth(people=2)
    found = read_truth(write_truth(plain(), told))
    assert found is not None
    assert found.people == 2
    assert found.world is not None
    assert told.world is not None
    np.testing.assert_array_equal(found.image, told.image)
    np.testing.assert_array_equal(found.world, told.world)


def test_the_world_may_be_unknown() -> None:
    found = read_truth(write_truth(plain(), truth(world=False)))
    assert found is not None
    assert found.world is None


def test_the_pixels_stay() -> None:
    written = write_truth(plain(), truth())
    np.testing.assert_array_equal(
        cv2.imdecode(np.frombuffer(written, np.uint8), cv2.IMREAD_COLOR),
        cv2.imdecode(np.frombuffer(plain(), np.uint8), cv2.IMREAD_COLOR),
    )


def test_the_picture_passes_the_gate() -> None:
    assert check(write_truth(plain(), truth()), JpegLimits()) == (64, 48)


def test_app0_stays_first() -> None:
    assert write_truth(plain(), truth())[:4] == plain()[:4] == b"\xff\xd8\xff\xe0"


def test_the_truth_fits_one_segment() -> None:
    assert len(write_truth(plain(), truth())) - len(plain()) < PAYLOAD_BYTES


def test_a_picture_without_comment_tells_nothing() -> None:
    assert read_truth(plain()) is None


def test_another_comment_tells_nothing() -> None:
    assert read_truth(plain()[:2] + b"\xff\xfe\x00\x07hello" + plain()[2:]) is None


@pytest.mark.parametrize("shape", [(32, 4), (33, 3)])
def test_another_number_of_points_is_refused(shape: tuple[int, int]) -> None:
    with pytest.raises(ValueError, match="33 × 4"):
        write_truth(plain(), Truth(np.zeros(shape, np.float32)))


@given(st.binary(max_size=200))
def test_anything_else_is_a_value_error_or_tells_nothing(noise: bytes) -> None:
    assert read_truth(b"\xff\xd8" + noise) is None
    with pytest.raises(ValueError, match="not a JPEG"):
        read_truth(b"\x00" + noise)

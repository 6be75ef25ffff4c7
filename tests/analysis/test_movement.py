"""How a body moved, packed and read again."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.movement import LARGEST, Moment, pack, slot, unpack


def moments(count: int, seed: int = 1) -> list[Moment]:
    rng = np.random.default_rng(seed)
    return [
        Moment(n / 10, rng.uniform([-1, -1, -1, 0], [2, 2, 1, 1], (33, 4)).astype(np.float32))
        for n in range(count)
    ]


def test_what_is_packed_is_read_again_to_a_sixth_of_a_pixel() -> None:
    told = moments(50)
    read = list(unpack(pack(told)))
    assert [one.t for one in read] == [one.t for one in told]
    for before, after in zip(told, read, strict=True):
        assert np.abs(before.image[:, :3] - after.image[:, :3]).max() <= 0.5 / 4096 + 1e-6
        assert np.abs(before.image[:, 3] - after.image[:, 3]).max() <= 0.5 / 255 + 1e-6


def test_nothing_packed_is_nothing_read() -> None:
    assert list(unpack(pack([]))) == []


@pytest.mark.parametrize("odd", [np.inf, -np.inf, np.nan, 1e9])
def test_odd_numbers_become_numbers(odd: float) -> None:
    (read,) = unpack(pack([Moment(0.0, np.full((33, 4), odd, np.float32))]))
    assert np.abs(read.image[:, :3]).max() <= LARGEST
    assert (read.image[:, 3] >= 0).all()
    assert (read.image[:, 3] <= 1).all()


def test_ten_minutes_take_less_than_two_megabytes() -> None:
    assert len(pack(moments(6000))) < 2_000_000


@pytest.mark.parametrize("junk", [b"", b"junk", pack(moments(2))[:-9]])
def test_what_was_not_packed_is_refused(junk: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(unpack(junk))


def test_a_slot_is_a_tenth_of_a_second() -> None:
    assert [slot(t) for t in (0.0, 0.09, 0.1, 1.25)] == [0, 0, 1, 12]

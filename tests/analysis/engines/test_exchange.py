"""The messages between server and worker."""

from __future__ import annotations

import numpy as np
import pytest

from server.analysis.engines import exchange
from server.analysis.engines.exchange import REPLY, REQUEST, Answer, Reply, Wish


def test_a_reply_comes_back_as_it_was() -> None:
    told = Reply(Answer.BODY, 2, (640, 480), 123456789, 0.5, 12.25, b"x" * exchange.BODY_BYTES)
    come = bytearray(told.packed() + b"the next")

    assert exchange.take_reply(come) == told
    assert come == b"the next"


def test_a_reply_is_taken_when_it_is_there_as_a_whole() -> None:
    packed = Reply(Answer.LOST, body=b"reason").packed()

    for come in (bytearray(packed[:-1]), bytearray(packed[: REPLY.size - 1])):
        kept = bytes(come)
        assert exchange.take_reply(come) is None
        assert come == kept


def test_a_request_says_how_long_its_picture_is() -> None:
    packed = exchange.request(Wish.DETECT, 7, 1234, b"picture")
    assert REQUEST.unpack(packed[: REQUEST.size]) == (Wish.DETECT, 7, 1234, 7)
    assert packed[REQUEST.size :] == b"picture"


def test_a_body_comes_back_bit_for_bit() -> None:
    random = np.random.default_rng(1)
    image, world = random.random((33, 4), np.float32), random.random((33, 3), np.float32)
    found = exchange.unpack_body(exchange.pack_body(image, world))
    np.testing.assert_array_equal(found[0], image)
    np.testing.assert_array_equal(found[1], world)


@pytest.mark.parametrize("header", [b"\xff" * REPLY.size, b"\x09" + b"\x00" * (REPLY.size - 1)])
def test_a_stream_out_of_step_is_noticed(header: bytes) -> None:
    with pytest.raises(ValueError, match=r"longer than any|not a valid Answer"):
        exchange.take_reply(bytearray(header))


def test_a_body_of_another_length_is_noticed() -> None:
    with pytest.raises(ValueError, match="another length"):
        exchange.unpack_body(b"\x00" * 4 * 33 * 6)

"""The client reads every golden message, and what a newer server may add."""

from __future__ import annotations

import orjson
import pytest

from server.client.errors import Unreachable
from server.client.messages import read
from server.stream import wire
from tests.client.double import GOLDEN


@pytest.mark.parametrize("name", GOLDEN)
def test_reads_what_the_server_writes(name: str) -> None:
    message = read(orjson.dumps(GOLDEN[name]))
    assert message is not None
    assert orjson.loads(wire.dump(message)) == GOLDEN[name]


def test_6_4_ignores_fields_it_does_not_know() -> None:
    newer = GOLDEN["feedback-live"] | {
        "mood": "calm",
        "cue": GOLDEN["feedback-live"]["cue"] | {"sound": "bell"},
    }
    assert orjson.loads(wire.dump(read(orjson.dumps(newer)))) == GOLDEN["feedback-live"]  # type: ignore[arg-type]


def test_ignores_types_it_does_not_know() -> None:
    assert read('{"type":"weather","rain":true}') is None


@pytest.mark.parametrize("text", ["", "hello", "[1]", "3", '{"no":"type"}', '{"type":"summary"}'])
def test_says_when_it_is_no_such_server(text: str) -> None:
    with pytest.raises(Unreachable, match="does not speak"):
        read(text)

"""SPEC 1, 3, 4, 5, 6: what the messages look like, held by the golden examples."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.errors import BadFrame, BadInput, BadMessage, NotSupported
from server.stream import wire

GOLDEN = Path(__file__).parents[1] / "wire"
CLIENT: dict[str, Any] = json.loads((GOLDEN / "client.json").read_text())
SERVER: dict[str, Any] = json.loads((GOLDEN / "server.json").read_text())
FRAME: dict[str, Any] = json.loads((GOLDEN / "frame.json").read_text())


@pytest.mark.parametrize("name", CLIENT)
def test_golden_client_messages_are_read_as_written(name: str) -> None:
    message = wire.parse(json.dumps(CLIENT[name]))
    assert json.loads(message.model_dump_json(exclude_unset=True)) == CLIENT[name]


def test_every_client_message_has_a_golden_example() -> None:
    known = {"hello", "set", "flow", "pause", "stop", "reauth", "landmarks"}
    assert {message["type"] for message in CLIENT.values()} == known


def test_every_server_message_has_a_golden_example() -> None:
    known = {"welcome", "feedback", "status", "event", "error", "going_away", "summary"}
    assert {message["type"] for message in SERVER.values()} == known


def test_golden_feedback_has_the_fields_that_are_written() -> None:
    written = set(wire.FeedbackMessage.__dataclass_fields__)
    assert set(SERVER["feedback-live"]) == set(SERVER["feedback-nobody"]) == written


@pytest.mark.parametrize(
    "name",
    ["welcome", "summary", "event-saved", "event-flow", "error-frame", "going-away", "status-paused"],
)
def test_golden_server_messages_are_written_as_typed(name: str) -> None:
    kinds = {
        "welcome": wire.Welcome,
        "summary": wire.SummaryMessage,
        "event": wire.Event,
        "error": wire.ErrorMessage,
        "going_away": wire.GoingAway,
        "status": wire.Status,
    }
    fields = dict(SERVER[name])
    message = kinds[fields["type"]](**fields)
    assert json.loads(wire.dump(message)) == SERVER[name]


def test_golden_frame() -> None:
    picture = wire.Picture(FRAME["seq"], FRAME["captured_us"], bytes.fromhex(FRAME["jpeg_hex"]))
    assert wire.pack_picture(picture).hex() == FRAME["hex"]
    assert wire.unpack_picture(bytes.fromhex(FRAME["hex"])) == picture


BODY = (
    '{{"type": "landmarks", "seq": 1, "captured_us": 0, "image": ['
    + "[0, 0, {0}, 0]," * 32
    + "[0, 0, 0, 0]]}}"
)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "7",
        '{"type": 3}',
        '{"type": "teapot"}',
        '{"type": "hello"}',
        '{"type": "hello", "version": "1"}',
        '{"type": "hello", "version": 1, "level": "expert"}',
        '{"type": "pause", "on": 1}',
        '{"type": "landmarks", "seq": -1, "captured_us": 0, "image": null}',
        '{"type": "landmarks", "seq": 1, "captured_us": 0, "image": [[0, 0, 0, 0]]}',
        '{"type": "landmarks", "seq": 1, "captured_us": 0, "image": ['
        + "[0, 0, NaN, 0]," * 32
        + "[0, 0, 0, 0]]}",
        '{"type": "landmarks", "seq": 1, "captured_us": 0, "image": ['
        + "[0, 0, 1e999, 0]," * 32
        + "[0, 0, 0, 0]]}",
        '{"type": "stop", "x": "\\ud800"}',
        "[" * 100_000,
        '{"type": "set", "pose": "' + "a" * 101 + '"}',
    ],
)
def test_6_5_unusable_text_is_bad_message(text: str) -> None:
    with pytest.raises(BadMessage):
        wire.parse(text)


def test_4_1_what_is_refused_above_is_a_body_but_for_that_number() -> None:
    assert isinstance(wire.parse(BODY.format("0.5")), wire.LandmarksMessage)


def test_6_4_unknown_fields_are_ignored() -> None:
    assert isinstance(wire.parse('{"type": "stop", "colour": "blue"}'), wire.Stop)


@given(st.text() | st.binary())
def test_6_5_any_input_is_a_message_or_bad_input(data: str | bytes) -> None:
    with contextlib.suppress(BadInput):
        wire.parse(data)


def test_3_1_other_versions_and_kinds_are_told_apart() -> None:
    good = wire.pack_picture(wire.Picture(1, 2, b"x"))
    with pytest.raises(BadFrame, match="version 1"):
        wire.unpack_picture(b"\x02" + good[1:])
    with pytest.raises(NotSupported):
        wire.unpack_picture(good[:1] + b"\x02" + good[2:])
    with pytest.raises(BadFrame):
        wire.unpack_picture(good[:16])


@given(st.binary(max_size=64))
def test_3_1_any_bytes_are_a_frame_or_bad_input(data: bytes) -> None:
    with contextlib.suppress(BadInput):
        assert wire.pack_picture(wire.unpack_picture(data))[:2] == data[:2]

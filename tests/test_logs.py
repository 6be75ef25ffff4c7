"""One event is one line of JSON, whatever is in it; secrets of the libraries below stay quiet."""

from __future__ import annotations

import io
import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from server.logs import CHATTY, set_up_logging


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    before = root.handlers, root.level, {name: logging.getLogger(name).level for name in CHATTY}
    stream = io.StringIO()
    set_up_logging("DEBUG", stream)
    yield stream
    root.handlers, root.level = before[0], before[1]
    for name, level in before[2].items():
        logging.getLogger(name).setLevel(level)
    structlog.reset_defaults()


def lines(out: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.getvalue().split("\n") if line]


@pytest.mark.parametrize("odd", ['\r\n{"level": "error"}', "\x1b[31mred", "\u2028", '"', "\ud83e"])
def test_one_event_is_one_line_of_json(out: io.StringIO, odd: str) -> None:
    structlog.get_logger("server.test").info("somebody came", name=odd)
    (line,) = lines(out)
    assert (line["event"], line["level"], line["name"]) == ("somebody came", "info", odd)


def test_other_libraries_come_through_the_same_door(out: io.StringIO) -> None:
    logging.getLogger("elsewhere").info("Started %s", "well")
    (line,) = lines(out)
    assert (line["event"], line["logger"]) == ("Started well", "elsewhere")


def test_a_traceback_is_told_without_local_variables(out: io.StringIO) -> None:
    def fail(password: str) -> None:
        raise ValueError("it broke")

    try:
        fail("hunter2")
    except ValueError:
        structlog.get_logger("server.test").exception("request failed")
    (line,) = lines(out)
    assert "it broke" in str(line["exception"])
    assert "hunter2" not in out.getvalue().replace('fail("hunter2")', "").replace('fail(\\"hunter2\\")', "")


@pytest.mark.parametrize("name", CHATTY)
def test_queries_and_packets_are_not_told_even_when_debugging(out: io.StringIO, name: str) -> None:
    logging.getLogger(name).debug("INSERT INTO users VALUES ('hunter2')")
    assert out.getvalue() == ""

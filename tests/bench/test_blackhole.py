"""What counts as a practice that went on."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from bench.blackhole import HELD_S, Session
from server.client.practice import Practice
from server.stream.wire import FeedbackMessage, Welcome
from tests.client.double import golden

WELCOME = cast(Welcome, golden("welcome"))
FEEDBACK = cast(FeedbackMessage, golden("feedback-live"))


def practised(*, before: float = HELD_S + 1, after: float | None = HELD_S + 2, **again: Any) -> Session:
    session = Session(cast(Practice, None))
    session.watch(WELCOME)
    session.watch(replace(FEEDBACK, hold_s=before))
    session.lose()
    if after is not None:
        session.watch(replace(WELCOME, **{"resumed": True} | again))
        session.watch(replace(FEEDBACK, hold_s=after))
    return session


@pytest.mark.parametrize(
    ("session", "word"),
    [
        (practised(before=0.5), "did not begin"),
        (practised(after=None), "not answered again"),
        (practised(session="another"), "another session"),
        (practised(resumed=False), "another session"),
        (practised(after=0.5), "had held"),
        (practised(), "did not end"),
    ],
)
def test_each_fault_has_its_sentence(session: Session, word: str) -> None:
    assert word in (session.fault() or "")

"""What becomes of frames is counted where it is told to the client, and nothing is changed by it."""

from __future__ import annotations

from typing import Any

import pytest

from server.errors import BadFrame
from server.stream.counts import BOUNDS_S, CountedPeer, Counts, Durations
from server.stream.peer import Item, Unusable
from server.stream.wire import ErrorMessage, FeedbackMessage, Pause, ServerMessage, Spent
from tests.doubles import ScriptedPeer, picture

pytestmark = pytest.mark.anyio


def feedback(seq: int, dropped: int = 0, **changes: Any) -> FeedbackMessage:
    given: dict[str, Any] = {
        "captured_us": None,
        "presence": "nobody",
        "notice": None,
        "landmarks": None,
        "unseen": (),
        "pose": None,
        "score": None,
        "joints": (),
        "cue": None,
        "hold_s": 0.0,
        "holding": False,
        "spent": Spent(wait_ms=2.0, decode_ms=1.0, detect_ms=9.0, coach_ms=0.4, total_ms=12.4),
    }
    return FeedbackMessage(seq=seq, dropped=dropped, **(given | changes))


def lost(seq: int) -> ErrorMessage:
    return ErrorMessage(code="frame_lost", message="The picture has no answer.", seq=seq)


async def test_everything_goes_through_unchanged() -> None:
    items: list[Item] = [picture(1), Unusable(BadFrame("Damaged.")), Pause(type="pause", on=True), picture(2)]
    peer, counts = ScriptedPeer(*items), Counts()
    counted = CountedPeer(peer, counts)
    assert [item async for item in counted.incoming()] == items
    said: list[ServerMessage] = [feedback(1), lost(2)]
    for message in said:
        await counted.send(message)
    assert peer.sent == said
    await counted.close(1000, "over")
    assert peer.closed == (1000, "over")
    assert (counts.came, counts.unusable) == (2, {"bad_frame": 1})


async def test_a_dropped_frame_is_counted_once_as_skipped_or_as_lost() -> None:
    counts = Counts()
    counted = CountedPeer(ScriptedPeer(), counts)
    for message in (feedback(1), lost(2), feedback(5, dropped=3), feedback(6, dropped=3, carried=True)):
        await counted.send(message)
    assert (counts.answered, counts.carried, counts.lost, counts.skipped) == (3, 1, 1, 2)
    assert counts.told == {"frame_lost": 1}


async def test_a_peer_that_resumes_is_not_charged_with_what_was_dropped_before() -> None:
    counts = Counts()
    await CountedPeer(ScriptedPeer(), counts).send(feedback(1, dropped=0))
    again = CountedPeer(ScriptedPeer(), counts)
    await again.send(feedback(9, dropped=7))
    await again.send(feedback(11, dropped=8))
    assert counts.skipped == 1


async def test_each_step_is_timed() -> None:
    counts = Counts()
    await CountedPeer(ScriptedPeer(), counts).send(feedback(1))
    stages = {name: durations.sum_s for name, durations in counts.stages.items()}
    assert stages.pop("send") > 0
    assert stages == pytest.approx(
        {"gate": 0.0, "wait": 0.002, "detect": 0.010, "coach": 0.0004, "total": 0.0124}
    )


def test_a_duration_is_in_the_first_bucket_that_reaches_to_it() -> None:
    durations = Durations()
    for seconds in (0.0, BOUNDS_S[0], 0.003, 99.0):
        durations.add(seconds)
    assert durations.counts[0] == 2
    assert durations.counts[BOUNDS_S.index(0.005)] == 1
    assert durations.counts[-1] == 1

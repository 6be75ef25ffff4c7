"""The live panel says what is in the feedback, and nothing that is out of date."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.console import Console

from server.client.tally import Tally
from server.client.views import LiveView, PlainView
from server.stream.wire import FeedbackMessage
from tests.client.double import golden


@pytest.fixture
def feedback() -> FeedbackMessage:
    message = golden("feedback-live")
    assert isinstance(message, FeedbackMessage)
    return message


def _shown(feedback: FeedbackMessage) -> str:
    view = LiveView("film.mp4", 10.0, Tally(clock=lambda: 2.0))
    view.show(feedback)
    console = Console(width=100)
    with console.capture() as capture:
        console.print(view.panel())
    return capture.get()


def test_shows_pose_side_score_hold_and_cue(feedback: FeedbackMessage) -> None:
    shown = _shown(feedback)
    for part in ("film.mp4", "Warrior II, right side", "score 82", "hold 6.4 s", "Bend your right knee"):
        assert part in shown


def test_5_3_does_not_show_an_old_cue(feedback: FeedbackMessage) -> None:
    assert feedback.cue is not None
    old = replace(feedback, cue=replace(feedback.cue, age_s=1.2))
    assert "Bend your right knee" not in _shown(old)


def test_a_notice_goes_before_a_cue(feedback: FeedbackMessage) -> None:
    nobody = golden("feedback-nobody")
    assert isinstance(nobody, FeedbackMessage)
    shown = _shown(replace(feedback, notice=nobody.notice))
    assert "Step into the picture." in shown
    assert "Bend your right knee" not in shown


def test_plain_lines_come_once_for_each_change(
    feedback: FeedbackMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    view = PlainView()
    for message in (feedback, feedback, golden("feedback-nobody"), feedback, golden("error-frame")):
        view.show(message)
    assert capsys.readouterr().out.splitlines() == [
        "In Warrior II, right side",
        "  Bend your right knee toward the front wall.",
        "In no pose",
        "  Step into the picture.",
        "In Warrior II, right side",
        "The picture has no end marker.",
    ]


def test_figures_come_from_the_tally(feedback: FeedbackMessage) -> None:
    times = iter([2.0, 2.1])
    tally = Tally(clock=lambda: next(times))
    tally.count(replace(feedback, captured_us=1_980_000))
    tally.count(replace(feedback, captured_us=2_040_000))
    assert list(tally.latencies) == pytest.approx([20.0, 60.0])
    assert tally.latency_ms(50) == pytest.approx(40.0)
    assert tally.rate == pytest.approx(10.0)
    assert tally.dropped == feedback.dropped


def test_the_panel_gives_way_to_the_summary(
    feedback: FeedbackMessage, capsys: pytest.CaptureFixture[str]
) -> None:
    with LiveView("film.mp4", None, Tally()) as view:
        for message in (golden("welcome"), feedback, golden("event-saved"), golden("summary")):
            view.show(message)
    said = capsys.readouterr().out
    assert "kept in your history" in said
    assert "Tree Pose" in said
    assert "number 12 in your history" in said

"""The terminal tells a flow: each announcement once, where it stands, and how every step went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.console import Console

from server.client.tally import Tally
from server.client.views import LiveView, PlainView
from server.stream.wire import Event, FeedbackMessage, SummaryMessage
from tests.client.double import golden


def panel(feedback: FeedbackMessage) -> str:
    view = LiveView("demo", None, Tally(clock=lambda: 2.0))
    view.show(feedback)
    console = Console(width=120)
    with console.capture() as capture:
        console.print(view.panel())
    return capture.get()


def test_where_a_flow_stands_is_shown() -> None:
    feedback = golden("feedback-live")
    assert isinstance(feedback, FeedbackMessage)
    shown = panel(feedback)
    for part in ("8 of 34  Downward-Facing Dog", "19 s to go", "hold", "next Standing Half Lift"):
        assert part in shown
    assert feedback.flow is not None
    assert "I'll wait" in panel(replace(feedback, flow=replace(feedback.flow, state="away")))
    assert "of 34" not in panel(replace(feedback, flow=None))


def test_each_step_is_announced(capsys: pytest.CaptureFixture[str]) -> None:
    event = golden("event-flow")
    assert isinstance(event, Event)
    assert event.flow is not None
    view = PlainView()
    view.show(event)
    view.show(Event(event="flow", flow=replace(event.flow, change="stopped", say=None)))
    assert capsys.readouterr().out == "8 of 34: Exhale, downward dog. Stay for five breaths.\n"


def test_how_every_step_went_is_told_at_the_end(capsys: pytest.CaptureFixture[str]) -> None:
    summary = golden("summary")
    assert isinstance(summary, SummaryMessage)
    PlainView().show(summary)
    told = capsys.readouterr().out
    assert "Sun Salutation A, stopped" in told
    assert "1 of 34 steps done, held 1 s, score 84" in told.replace("\n", " ")
    assert "Cobra Pose" in told

"""A flow's changes are told once each, with words in the practitioner's language, and its end is kept."""

from __future__ import annotations

import pytest

from server.analysis.feedback import FlowChange, PoseReading, Side
from server.analysis.flows import Course, Step
from server.analysis.following import PATIENCE_S
from server.analysis.guide import MOST_FLOWS, Guide
from server.analysis.loading import load_library

LIBRARY = load_library()
STEP_S = 0.1
TREE = Step("tree", "Tree Pose", "left", hold_s=2.0)
COURSE = Course("mine", "Mine", (TREE, Step("mountain", "Mountain Pose", breath="in", say="stand_tall")))


class Led:
    """Somebody who is led through a course."""

    def __init__(self, course: Course = COURSE, language: str = "en", begin: int = 0) -> None:
        self.guide = Guide(LIBRARY.say(language))
        self.guide.start(course, begin)
        self.t = 0.0

    def do(self, pose: str | None, seconds: float, side: Side | None = None, score: float = 80.0) -> None:
        reading = None if pose is None else PoseReading(pose, pose, side, 1.0)
        for _ in range(round(seconds / STEP_S)):
            self.t += STEP_S
            self.guide.update(reading, score, self.t)

    def told(self) -> list[FlowChange]:
        return list(self.guide.take_changes())


def test_a_flow_is_told_from_beginning_to_end() -> None:
    led = Led()
    led.do("tree", 2.3, "left")
    led.do(None, 0.5)
    led.do("mountain", 3.0)
    changes = led.told()

    assert [(c.change, c.step, c.say.id if c.say else None) for c in changes] == [
        ("started", 0, "pose.tree.left"),
        ("step", 1, "say.stand_tall"),
        ("finished", 2, "flow.finished"),
    ]
    assert [c.last and c.last.outcome for c in changes] == [None, "done", "done"]
    assert changes[0].now == TREE.shown
    assert changes[0].next is not None
    assert changes[1].next is None
    assert led.guide.progress is None
    assert led.guide.step is None
    assert led.told() == []


def test_where_it_stands_is_told_all_the_time() -> None:
    led = Led()
    led.do("tree", 1.1, "left")
    progress = led.guide.progress

    assert progress is not None
    assert (progress.step, progress.of, progress.state) == (0, 2, "holding")
    assert (progress.held_s, progress.left_s, progress.left_breaths) == (1.0, 1.0, 1)


def test_the_words_are_in_the_language_and_for_the_side() -> None:
    say = Led(language="de").told()[0].say

    assert say is not None
    assert (
        say.text == LIBRARY.say("de").pose("tree", "left").text != LIBRARY.say("en").pose("tree", "left").text
    )
    assert "linke" in say.text


@pytest.mark.parametrize("language", LIBRARY.messages)
def test_every_step_of_every_flow_can_be_announced(language: str) -> None:
    for flow in LIBRARY.flows.values():
        led = Led(flow.course(), language)
        for _ in flow.course().steps:
            led.guide.skip()
        assert all(change.say and change.say.text for change in led.told())


def test_somebody_late_is_reminded_once() -> None:
    led = Led()
    led.told()
    led.do(None, 3 * PATIENCE_S)

    assert [(c.change, c.say.id if c.say else None) for c in led.told()] == [("reminder", "pose.tree.left")]


def test_the_wrong_side_is_told_once() -> None:
    led = Led()
    led.told()
    led.do("tree", 5.0, "right")

    assert [(c.change, c.say.id if c.say else None) for c in led.told()] == [
        ("other_side", "flow.other_side")
    ]


def test_nothing_is_said_during_a_silent_step_but_its_announcement() -> None:
    led = Led(Course(None, "Rest", (Step("corpse", "Corpse Pose", hold_s=60.0, silent=True, say="let_go"),)))
    led.do(None, 3 * PATIENCE_S)

    assert [c.say.id if c.say else None for c in led.told()] == ["say.let_go"]
    assert not led.guide.fits("corpse")


def test_cues_are_about_the_pose_of_the_step_alone() -> None:
    guide = Guide(LIBRARY.say("en"))
    assert guide.fits("warrior2")

    guide.start(Course(None, "", (Step("upward_dog", "Upward-Facing Dog", breath="in", instead=("cobra",)),)))
    assert guide.fits("upward_dog")
    assert guide.fits("cobra")
    assert not guide.fits("warrior2")


def test_the_score_of_a_flow_counts_each_step_by_its_length() -> None:
    long, short = Step("tree", "Tree Pose", hold_s=7.5), Step("mountain", "Mountain Pose", breath="in")
    led = Led(Course("mine", "Mine", (long, short)))
    led.do("tree", 7.8, "left", score=90.0)
    led.do("mountain", 3.0, score=50.0)
    (summary,) = led.guide.summaries

    assert (summary.ending, summary.done, summary.of, summary.score) == ("finished", 2, 2, 80.0)
    assert [step.side for step in summary.steps] == ["left", None]


def test_a_flow_that_is_stopped_or_goes_on_is_kept_as_such() -> None:
    led = Led()
    led.guide.skip()
    assert [s.ending for s in led.guide.summaries] == [None]
    led.guide.start(COURSE)
    led.guide.stop()

    assert [s.ending for s in led.guide.summaries] == ["stopped", "stopped"]
    assert [s.score for s in led.guide.summaries] == [None, None]
    assert [c.change for c in led.told()] == ["started", "step", "stopped", "started", "stopped"]


def test_the_first_of_very_many_flows_are_forgotten() -> None:
    led = Led()
    for _ in range(2 * MOST_FLOWS):
        led.guide.start(COURSE)

    assert len(led.guide.summaries) == MOST_FLOWS


def test_a_flow_can_go_on_where_it_was() -> None:
    led = Led(begin=1)
    assert led.told()[0].step == 1
    led.do("mountain", 3.0)
    (summary,) = led.guide.summaries

    assert (summary.done, summary.of, len(summary.steps)) == (1, 2, 1)


def test_skipping_and_stopping_nothing_does_nothing() -> None:
    guide = Guide(LIBRARY.say("en"))
    guide.skip()
    guide.stop()

    assert guide.take_changes() == ()

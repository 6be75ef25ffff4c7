"""SPEC 3, 5, 6, 7: one session over a scripted peer, whatever the transport will be."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, cast

import pytest

from server.analysis.coach import Coach
from server.analysis.landmarks import Detection, Frame, Landmarks
from server.analysis.summary import Ending
from server.auth.revoked import Revoked
from server.auth.tokens import Claims, Tokens
from server.errors import BadFrame, EngineFailed, FrameHarmful, FrameLost, Harmful, Stopping
from server.stream import wire
from server.stream.life import Given, Limits, State
from server.stream.login import Login
from server.stream.lookout import Detect
from server.stream.peer import Item, Unusable
from server.stream.session import Session
from tests.doubles import CountingCoach, Detecting, ScriptedPeer, Shelf, as_asked, find_body, picture, until

pytestmark = pytest.mark.anyio


class Practice:
    """A session with its doubles."""

    def __init__(
        self,
        detect: Detecting = find_body,
        *,
        choosing: Detect | None = None,
        given: Given | None = None,
        login: Any = None,
        record: Callable[[Detection], None] = lambda _: None,
        **limits: Any,
    ) -> None:
        self.coach = CountingCoach()
        self.shelf = Shelf()
        self.session = Session(
            "s1",
            cast(Coach, self.coach),
            choosing or as_asked(detect),
            self.shelf.save,
            limits=Limits(**{"checkpoint_s": 0.02, "send_timeout_s": 0.2, "resume_window_s": 0.0} | limits),
            given=given or Given(),
            login=login,
            record=record,
        )


def pictures(n: int) -> list[wire.Picture]:
    return [picture(seq) for seq in range(n)]


class BusyWorker:
    """Answers with the frame that is newest when it is let."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.waiting = 0

    async def detect(self, frame: Frame, newer: Callable[[Frame], Frame]) -> Detection:
        self.waiting += 1
        await self.free.wait()
        chosen = newer(frame)
        return await find_body(chosen)


async def test_3_2_the_newest_frame_is_taken_when_a_worker_is_free() -> None:
    worker = BusyWorker()
    practice, peer = Practice(choosing=worker.detect, max_frame_age_s=60.0), ScriptedPeer(stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    peer.say(picture(0))
    await until(lambda: worker.waiting)
    for seq in (1, 2, 3):
        peer.say(picture(seq))
    await until(lambda: practice.session.dropped == 2)
    worker.free.set()
    await until(lambda: peer.got(wire.FeedbackMessage))
    peer.vanish()
    await running
    (feedback,) = peer.got(wire.FeedbackMessage)
    assert (feedback.seq, feedback.captured_us, feedback.dropped) == (3, 300_000, 3)


async def test_3_2_a_frame_that_waited_too_long_is_dropped_without_an_error() -> None:
    worker = BusyWorker()
    practice, peer = Practice(choosing=worker.detect, max_frame_age_s=0.5), ScriptedPeer(stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    peer.say(picture(0))
    await until(lambda: worker.waiting)
    await asyncio.sleep(0.6)
    worker.free.set()
    await until(lambda: practice.session.dropped == 1)
    peer.say(picture(1))
    await until(lambda: peer.got(wire.FeedbackMessage))
    peer.vanish()
    await running
    (feedback,) = peer.got(wire.FeedbackMessage)
    assert (feedback.seq, feedback.dropped) == (1, 1)
    assert peer.got(wire.ErrorMessage) == []


async def test_5_1_feedback_answers_each_frame_by_its_number() -> None:
    practice, peer = Practice(), ScriptedPeer(*pictures(5))
    await practice.session.run(peer)
    feedback = peer.got(wire.FeedbackMessage)
    assert [f.seq for f in feedback] == [0, 1, 2, 3, 4]
    assert [f.captured_us for f in feedback] == [0, 100_000, 200_000, 300_000, 400_000]
    assert feedback[0].score == 80


async def test_7_3_a_vanished_client_leaves_one_interrupted_summary() -> None:
    practice, peer = Practice(), ScriptedPeer(*pictures(3))
    over = await practice.session.run(peer)
    assert over.ending is Ending.INTERRUPTED
    assert [ending for _, ending in practice.shelf.finals] == [Ending.INTERRUPTED]
    assert practice.shelf.finals[0][0].frames_seen == 3
    assert practice.session.state is State.CLOSED


async def test_6_1_stop_completes_and_tells_the_summary_last() -> None:
    practice, peer = Practice(), ScriptedPeer(*pictures(2), wire.Stop(type="stop"), stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.COMPLETED
    assert len(practice.shelf.finals) == 1
    last = peer.sent[-1]
    assert isinstance(last, wire.SummaryMessage)
    assert (last.id, last.stored, last.ending) == (7, True, Ending.COMPLETED)
    assert peer.closed == (1000, "completed")


async def test_7_2_a_session_without_a_scored_frame_leaves_no_row() -> None:
    practice, peer = Practice(), ScriptedPeer(wire.Stop(type="stop"), stay=True)
    await practice.session.run(peer)
    assert practice.shelf.kept == []
    assert peer.got(wire.SummaryMessage)[0].stored is False


async def test_7_2_the_row_exists_from_the_first_scored_frame_and_is_refreshed() -> None:
    practice, peer = Practice(), ScriptedPeer(picture(0), stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.shelf.kept)
    peer.say(picture(1))
    await until(lambda: len(practice.shelf.kept) == 2)
    assert [summary.last_seq for summary, _ in practice.shelf.kept] == [0, 1]
    assert not practice.shelf.finals
    peer.vanish()
    await running
    assert len(practice.shelf.finals) == 1


async def test_5_5_saved_is_told_only_after_the_commit() -> None:
    practice, peer = Practice(), ScriptedPeer(picture(4), stay=True)
    practice.shelf.failing = 1
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: peer.got(wire.Event))
    assert practice.shelf.kept
    assert peer.got(wire.Event)[0].seq == 4
    peer.vanish()
    await running


async def test_3_2_the_newest_frame_wins_and_drops_are_counted() -> None:
    async def slow(frame: Frame) -> Detection:
        await asyncio.sleep(0.03)
        return await find_body(frame)

    practice, peer = Practice(slow), ScriptedPeer(*pictures(40), stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: peer.got(wire.FeedbackMessage) and peer.got(wire.FeedbackMessage)[-1].seq == 39)
    peer.vanish()
    await running
    feedback = peer.got(wire.FeedbackMessage)
    assert [f.seq for f in feedback] == sorted(f.seq for f in feedback)
    assert feedback[-1].dropped + len(feedback) == 40
    assert practice.shelf.finals[0][0].frames_dropped == feedback[-1].dropped > 0


async def test_3_2_one_frame_is_in_flight_at_a_time() -> None:
    flying = most = 0

    async def detect(frame: Frame) -> Detection:
        nonlocal flying, most
        flying += 1
        most = max(most, flying)
        await asyncio.sleep(0.01)
        flying -= 1
        return await find_body(frame)

    await Practice(detect).session.run(ScriptedPeer(*pictures(20)))
    assert most == 1


async def test_5_6_a_lost_frame_is_told_and_the_session_goes_on() -> None:
    async def detect(frame: Frame) -> Detection:
        if frame.seq == 1:
            raise FrameLost("The worker was replaced.")
        return await find_body(frame)

    practice, peer = Practice(detect), ScriptedPeer(*pictures(3))
    await practice.session.run(peer)
    [error] = peer.got(wire.ErrorMessage)
    assert (error.code, error.seq, error.fatal) == ("frame_lost", 1, False)
    assert [f.seq for f in peer.got(wire.FeedbackMessage)] == [0, 2]
    assert practice.shelf.finals[0][0].frames_dropped == 1


async def test_6_5_pictures_that_break_three_workers_end_the_session() -> None:
    async def detect(frame: Frame) -> Detection:
        if frame.seq % 2:
            raise FrameHarmful("The worker was lost with this frame.")
        return await find_body(frame)

    practice, peer = Practice(detect), ScriptedPeer(*pictures(20), stay=True)
    async with asyncio.timeout(30):
        over = await practice.session.run(peer)
    errors = peer.got(wire.ErrorMessage)
    assert [error.code for error in errors] == [*["frame_lost"] * 3, "repeated_bad_input"]
    assert isinstance(over.error, Harmful)
    assert practice.shelf.finals[0][1] is Ending.LIMIT


async def test_7_3_an_engine_that_failed_ends_the_session_with_its_summary() -> None:
    async def detect(frame: Frame) -> Detection:
        if frame.seq == 2:
            raise EngineFailed("No worker answers.")
        return await find_body(frame)

    practice, peer = Practice(detect), ScriptedPeer(*pictures(3), stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.ENGINE_FAILED
    assert len(practice.shelf.finals) == 1
    assert peer.got(wire.ErrorMessage)[-1].fatal
    assert peer.closed == (1011, "engine_failed")


async def test_7_3_a_bug_of_ours_ends_one_session_and_stores_it() -> None:
    async def detect(frame: Frame) -> Detection:
        if frame.seq == 1:
            raise ZeroDivisionError
        return await find_body(frame)

    practice, peer = Practice(detect), ScriptedPeer(*pictures(2), stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.INTERRUPTED
    assert len(practice.shelf.finals) == 1
    assert peer.closed is not None
    assert peer.closed[0] == 1011


@pytest.mark.parametrize("cancels", [1, 2, 3])
async def test_7_2_a_cancelled_session_is_stored_once(cancels: int) -> None:
    practice, peer = Practice(), ScriptedPeer(picture(0), stay=True)
    practice.shelf.slow_s = 0.03
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.coach.seen)
    for _ in range(cancels):
        running.cancel()
        await asyncio.sleep(0.005)
    with pytest.raises(asyncio.CancelledError):
        await running
    assert [ending for _, ending in practice.shelf.finals] == [Ending.SERVER_STOPPED]


async def test_7_2_a_cancel_inside_the_final_save_does_not_lose_it() -> None:
    practice, peer = Practice(checkpoint_s=60), ScriptedPeer(picture(0), stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.shelf.kept)
    practice.shelf.slow_s = 0.05
    peer.vanish()
    await until(lambda: practice.session.state is State.CLOSING)
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert len(practice.shelf.finals) == 1


async def test_7_2_the_final_save_is_tried_again_while_the_database_is_away() -> None:
    practice, peer = Practice(checkpoint_s=60), ScriptedPeer(picture(0), stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.shelf.kept)
    practice.shelf.failing = 2
    peer.vanish()
    await running
    assert len(practice.shelf.finals) == 1


async def test_5_7_a_stopping_server_says_when_to_come_again() -> None:
    practice, peer = Practice(), ScriptedPeer(picture(0), stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.coach.seen)
    practice.session.end(Ending.SERVER_STOPPED, Stopping("The server is restarting."))
    await running
    kinds = [type(message) for message in peer.sent]
    assert kinds[-2:] == [wire.GoingAway, wire.SummaryMessage]
    assert peer.closed == (1012, "server_stopped")


async def test_6_7_an_idle_session_ends() -> None:
    practice, peer = Practice(idle_timeout_s=0.05), ScriptedPeer(picture(0), stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.IDLE
    assert peer.closed == (4408, "idle")


async def test_6_7_the_longest_session_ends_though_frames_come() -> None:
    practice = Practice(session_limit_s=0.1)
    over = await practice.session.run(ScriptedPeer(*pictures(200), stay=True))
    assert over.ending is Ending.LIMIT


async def test_6_5_bad_input_is_told_and_the_session_lives_on() -> None:
    bad = Unusable(BadFrame("The picture is cut off."), seq=1)
    practice, peer = Practice(), ScriptedPeer(picture(0), bad, picture(2))
    await practice.session.run(peer)
    [error] = peer.got(wire.ErrorMessage)
    assert (error.code, error.seq, error.fatal) == ("bad_frame", 1, False)
    assert [f.seq for f in peer.got(wire.FeedbackMessage)] == [0, 2]


async def test_6_5_repeated_bad_input_closes_and_a_good_frame_ends_the_row() -> None:
    bad = Unusable(BadFrame("The picture is cut off."))
    practice = Practice(bad_input_limit=3)
    peer = ScriptedPeer(bad, bad, picture(0), bad, bad, bad, stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.LIMIT
    assert peer.closed is not None
    assert peer.closed[0] == 4400
    assert len(practice.shelf.finals) == 1


async def test_6_5_a_flood_of_bad_input_closes_though_good_controls_end_each_row() -> None:
    said: list[Item] = [Unusable(BadFrame("The picture is cut off.")), wire.Pause(type="pause")] * 12
    practice, peer = Practice(max_frames_per_s=2.0, flood_s=1.0), ScriptedPeer(*said, stay=True)
    async with asyncio.timeout(30):
        await practice.session.run(peer)
    assert peer.closed == (4429, "limit")


async def test_3_1_a_sequence_that_does_not_rise_is_bad_input() -> None:
    practice, peer = Practice(), ScriptedPeer(picture(5), picture(5), picture(4), picture(6))
    await practice.session.run(peer)
    assert [e.code for e in peer.got(wire.ErrorMessage)] == ["bad_frame", "bad_frame"]
    assert [f.seq for f in peer.got(wire.FeedbackMessage)] == [5, 6]


async def test_1_6_a_session_takes_only_what_its_source_says() -> None:
    points = wire.LandmarksMessage(type="landmarks", seq=1, captured_us=0, image=None)
    practice, peer = Practice(), ScriptedPeer(points)
    await practice.session.run(peer)
    assert peer.got(wire.ErrorMessage)[0].code == "bad_message"

    practice, peer = Practice(given=Given(source="landmarks")), ScriptedPeer(picture(0), points)
    await practice.session.run(peer)
    assert peer.got(wire.ErrorMessage)[0].code == "bad_message"
    assert peer.got(wire.FeedbackMessage)[0].presence == "nobody"


async def test_4_1_landmarks_from_the_client_need_no_engine() -> None:
    async def never(frame: Frame) -> Detection:
        raise AssertionError

    point = [0.25, 0.5, 0.0, 1.0]
    message = wire.LandmarksMessage(
        type="landmarks", seq=1, captured_us=0, image=[point] * 33, size=(640, 480)
    )
    practice, peer = Practice(never, given=Given(source="landmarks")), ScriptedPeer(message)
    await practice.session.run(peer)
    [seen] = practice.coach.seen
    assert isinstance(seen, Landmarks)
    assert seen.image.shape == (33, 4)


async def test_1_7_mirrored_pixels_are_flipped_back() -> None:
    async def left_of_the_picture(frame: Frame) -> Detection:
        found = await find_body(frame)
        assert isinstance(found, Landmarks)
        found.image[:, 0] = 0.1
        found.image[15, 0] = 0.2  # what looks like the left wrist
        return found

    practice, peer = Practice(left_of_the_picture, given=Given(mirrored=True)), ScriptedPeer(picture(0))
    await practice.session.run(peer)
    [feedback] = peer.got(wire.FeedbackMessage)
    assert feedback.landmarks is not None
    assert feedback.landmarks[16, 0] == pytest.approx(0.8)
    assert feedback.landmarks[15, 0] == pytest.approx(0.9)


async def test_3_4_frames_over_the_rate_are_dropped_and_counted() -> None:
    practice, peer = Practice(max_frames_per_s=2.0), ScriptedPeer(*pictures(10))
    await practice.session.run(peer)
    assert practice.session.dropped == 8
    assert not peer.got(wire.ErrorMessage)


async def test_3_4_a_flood_closes_with_4429() -> None:
    practice = Practice(max_frames_per_s=2.0, flood_s=1.0)
    peer = ScriptedPeer(*pictures(50), stay=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.LIMIT
    assert peer.closed is not None
    assert peer.closed[0] == 4429


async def test_6_1_pause_stops_analysis_and_says_so() -> None:
    on, off = wire.Pause(type="pause", on=True), wire.Pause(type="pause", on=False)
    practice, peer = Practice(), ScriptedPeer(picture(0), on, picture(1), off, picture(2))
    await practice.session.run(peer)
    assert [f.seq for f in peer.got(wire.FeedbackMessage)] == [0, 2]
    assert [s.state for s in peer.got(wire.Status)] == ["paused", "live"]
    assert practice.coach.calls == ["pause", "resume"]


async def test_6_1_a_pause_that_looks_answers_and_keeps_nothing() -> None:
    on, off = wire.Pause(type="pause", on=True, look=True), wire.Pause(type="pause", on=False)
    recorded: list[int] = []
    practice = Practice(record=lambda detection: recorded.append(detection.seq))
    peer = ScriptedPeer(picture(0), on, picture(1), off, picture(2))
    await practice.session.run(peer)
    assert [f.seq for f in peer.got(wire.FeedbackMessage)] == [0, 1, 2]
    assert [s.state for s in peer.got(wire.Status)] == ["paused", "live"]
    assert recorded == [0, 2]


async def test_6_1_set_reaches_the_coach_and_is_confirmed() -> None:
    practice, peer = Practice(), ScriptedPeer(wire.Set(type="set", pose="tree"))
    await practice.session.run(peer)
    assert peer.got(wire.Status)[0].pose == "tree"


@pytest.mark.parametrize(("tag", "spoken"), [("de-AT", "de"), ("fr", "fr"), ("tlh", "en")])
async def test_1_5_a_language_that_is_set_is_one_that_is_spoken(tag: str, spoken: str) -> None:
    practice, peer = Practice(), ScriptedPeer(wire.Set(type="set", language=tag))
    await practice.session.run(peer)
    assert peer.got(wire.Status)[0].language == spoken


async def test_6_3_a_cue_can_be_asked_for() -> None:
    practice, peer = Practice(), ScriptedPeer(wire.Set(type="set", ask=True))
    await practice.session.run(peer)
    assert practice.coach.calls == ["configure", "ask"]


def flow(**fields: Any) -> wire.Flow:
    return wire.Flow(type="flow", **fields)


async def test_9_1_a_flow_is_started_skipped_through_and_stopped() -> None:
    said = [flow(action="start", flow="sun_salutation_a"), flow(action="skip"), flow(action="stop")]
    practice, peer = Practice(), ScriptedPeer(*said)
    await practice.session.run(peer)
    changes = [event.flow for event in peer.got(wire.Event) if event.flow]
    assert [(change.change, change.step) for change in changes] == [
        ("started", 0),
        ("step", 1),
        ("stopped", 1),
    ]
    standing = [status.flow for status in peer.got(wire.Status)]
    assert [progress and progress.now.pose for progress in standing] == ["mountain", "upward_salute", None]


async def test_9_1_a_class_is_started_by_its_steps() -> None:
    steps = [wire.Step(pose="Tree Pose", side="left"), wire.Step(pose="cow", breath="in")]
    practice, peer = Practice(), ScriptedPeer(flow(action="start", steps=steps, name="Mine", step=1))
    await practice.session.run(peer)
    progress = peer.got(wire.Status)[0].flow
    assert progress is not None
    assert (progress.id, progress.name, progress.step, progress.now.pose) == (None, "Mine", 1, "cow")


@pytest.mark.parametrize(
    "said",
    [
        flow(action="skip"),
        flow(action="stop"),
        flow(action="start"),
        flow(action="start", flow="sun_salutation_z"),
        flow(action="start", flow="balance_6", step=13),
        flow(action="start", steps=[wire.Step(pose="handstand")]),
    ],
)
async def test_9_1_a_flow_that_cannot_be_is_bad_input_and_changes_nothing(said: wire.Flow) -> None:
    practice, peer = Practice(), ScriptedPeer(said, picture(0))
    await practice.session.run(peer)
    assert peer.got(wire.ErrorMessage)[0].code == "bad_message"
    assert peer.got(wire.FeedbackMessage)
    assert practice.coach.guide.step is None


async def test_9_2_a_flow_keeps_its_place_over_a_lost_connection() -> None:
    practice = Practice(resume_window_s=5.0)
    first, second = ScriptedPeer(flow(action="start", flow="balance_6"), flow(action="skip")), ScriptedPeer()
    running = asyncio.create_task(practice.session.run(first))
    await until(lambda: practice.session.state is State.AWAY)
    practice.session.attach(second)
    await until(lambda: practice.session.state is State.AWAY)
    assert practice.coach.guide.progress is not None
    assert practice.coach.guide.progress.step == 1
    practice.session.end(Ending.COMPLETED)
    await running


class Shown:
    """Tokens that say whose they are and for how many seconds they are good, such as "1 60.0"."""

    revoked = Revoked()

    def verify(self, token: str) -> Claims:
        user, valid_s = token.split()
        return Claims(int(user), datetime.now(UTC) + timedelta(seconds=float(valid_s)))


def login(token: str) -> Login:
    return Login(cast(Tokens, Shown()), Shown().verify(token))


async def test_6_2_a_token_of_another_account_changes_nothing() -> None:
    practice = Practice(login=login("1 60"))
    peer = ScriptedPeer(wire.Reauth(type="reauth", token="2 60"), picture(0))
    await practice.session.run(peer)
    assert peer.got(wire.ErrorMessage)[0].code == "not_allowed"
    assert peer.got(wire.FeedbackMessage)


async def test_5_5_each_token_that_runs_out_is_asked_for_once_and_ends_nothing() -> None:
    practice, peer = Practice(login=login("1 0.02")), ScriptedPeer(stay=True)
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: peer.got(wire.Event))
    peer.say(wire.Reauth(type="reauth", token="1 0.2"))
    await until(lambda: peer.got(wire.Status))
    assert len(peer.got(wire.Event)) == 1
    await until(lambda: len(peer.got(wire.Event)) == 2)
    assert [event.event for event in peer.got(wire.Event)] == ["reauth", "reauth"]
    assert practice.session.state is State.LIVE
    peer.vanish()
    await running


async def test_6_8_a_client_that_takes_nothing_is_gone() -> None:
    practice, peer = Practice(), ScriptedPeer(picture(0), stay=True, deaf=True)
    over = await practice.session.run(peer)
    assert over.ending is Ending.INTERRUPTED
    assert len(practice.shelf.finals) == 1


async def test_7_1_a_newer_peer_takes_the_session_over() -> None:
    practice = Practice(resume_window_s=5.0)
    first, second = ScriptedPeer(picture(0), stay=True), ScriptedPeer(picture(1), stay=True)
    running = asyncio.create_task(practice.session.run(first))
    await until(lambda: first.got(wire.FeedbackMessage))
    practice.session.attach(second)
    await until(lambda: second.got(wire.FeedbackMessage))
    await until(lambda: first.closed)
    assert first.closed is not None
    assert first.closed[0] == 4409
    practice.session.end(Ending.COMPLETED)
    await running
    assert practice.shelf.finals[0][0].frames_seen == 2


async def test_7_1_a_lost_peer_is_waited_for_as_long_as_the_window() -> None:
    practice, peer = Practice(resume_window_s=0.1), ScriptedPeer(picture(0))
    running = asyncio.create_task(practice.session.run(peer))
    await until(lambda: practice.session.state is State.AWAY)
    second = ScriptedPeer(picture(1), stay=True)
    practice.session.attach(second)
    await until(lambda: second.got(wire.FeedbackMessage))
    second.vanish()
    over = await running
    assert over.ending is Ending.INTERRUPTED


async def test_7_4_two_sessions_never_see_each_others_landmarks() -> None:
    async def at(x: float, frame: Frame) -> Detection:
        found = await find_body(frame)
        assert isinstance(found, Landmarks)
        found.image[:] = x
        return found

    left, right = Practice(lambda f: at(0.1, f)), Practice(lambda f: at(0.9, f))
    one, other = ScriptedPeer(*pictures(20)), ScriptedPeer(*pictures(20))
    await asyncio.gather(left.session.run(one), right.session.run(other))
    for peer, x in ((one, 0.1), (other, 0.9)):
        for feedback in peer.got(wire.FeedbackMessage):
            assert feedback.landmarks is not None
            assert feedback.landmarks == pytest.approx(x)

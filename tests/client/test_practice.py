"""A whole practice against a server double: what comes home, and how each end is told."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator

import pytest

from server.analysis.landmarks import Frame
from server.client.address import Address
from server.client.errors import ConnectionLost, SourceUnusable, TurnedAway, Unreachable
from server.client.local import free_port
from server.client.practice import Practice
from server.client.sources import Memory, VideoFile
from server.stream import wire
from tests.client.double import Double, golden, serving
from tests.doubles import until

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("patient")]

GUEST = wire.Hello(type="hello", version=1)


def _film(frames: int = 5) -> Memory:
    return Memory((b"jpeg one", b"jpeg two"), fps=200.0, duration_s=frames / 200.0)


async def test_streams_every_frame_and_brings_the_summary_home() -> None:
    double, seen = Double(), list[str]()
    hello = wire.Hello(type="hello", version=1, pose="tree", level="advanced")
    async with serving(double) as address:
        outcome = await Practice(address, hello, _film()).run(lambda message: seen.append(message.type))
    assert double.hello == hello
    assert [picture.seq for picture in double.pictures] == [0, 1, 2, 3, 4]
    assert [picture.jpeg for picture in double.pictures[:2]] == [b"jpeg one", b"jpeg two"]
    steps = [picture.captured_us - double.pictures[0].captured_us for picture in double.pictures]
    assert steps == pytest.approx([0, 5000, 10000, 15000, 20000], abs=1)
    assert seen == ["welcome", *["feedback"] * 5, "summary"]
    assert outcome.summary == golden("summary")
    assert outcome.cut_short is None
    assert (outcome.tally.sent, outcome.tally.answered, outcome.tally.dropped) == (5, 5, 2)


async def test_latency_runs_from_capture_to_feedback() -> None:
    async with serving(Double()) as address:
        tally = (await Practice(address, GUEST, _film()).run()).tally
    assert len(tally.latencies) == 5
    assert min(tally.latencies) > 0.0


async def test_stop_ends_an_endless_source() -> None:
    double = Double()
    async with serving(double) as address:
        practice = Practice(address, GUEST, Memory((b"jpeg",), fps=100.0, duration_s=600.0))

        def watch(message: wire.ServerMessage) -> None:
            if isinstance(message, wire.FeedbackMessage) and message.seq == 3:
                practice.stop()

        outcome = await practice.run(watch)
    assert outcome.summary.session == golden("summary").session  # type: ignore[union-attr]
    assert len(double.pictures) < 100


async def test_stop_does_not_wait_for_a_picture_that_never_comes() -> None:
    never = threading.Event()

    class Stuck(Memory):
        def frames(self) -> Iterator[Frame]:
            yield Frame(0, 0.0, b"jpeg")
            never.wait(120)

    async with serving(Double()) as address:
        practice = Practice(address, GUEST, Stuck((b"jpeg",), 1.0, 600.0))

        def watch(message: wire.ServerMessage) -> None:
            if isinstance(message, wire.FeedbackMessage):
                practice.stop()

        try:
            outcome = await asyncio.wait_for(practice.run(watch), 30)
        finally:
            never.set()
    assert outcome.summary == golden("summary")


async def test_without_a_server_it_says_how_to_start_one() -> None:
    nowhere = Address.parse(f"http://127.0.0.1:{free_port()}")
    with pytest.raises(Unreachable, match="yoga-assistant serve"):
        await Practice(nowhere, GUEST, _film()).run()


async def test_a_refusal_is_told_in_the_servers_words() -> None:
    async with serving(Double(token="right")) as address:
        with pytest.raises(TurnedAway, match="Please log in") as refusal:
            await Practice(address, GUEST, _film()).run()
    assert (refusal.value.code, refusal.value.exit_code) == ("not_authenticated", 3)


async def test_a_broken_connection_is_told() -> None:
    async with serving(Double(hangs_up_after=3)) as address:
        with pytest.raises(ConnectionLost, match="was lost"):
            await Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0)).run()


async def test_a_restart_is_told() -> None:
    async with serving(Double(last_words=(golden("going-away"),))) as address:
        with pytest.raises(ConnectionLost, match="restarting"):
            await Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0)).run()


async def test_a_full_server_says_when_to_come_again() -> None:
    async with serving(Double(last_words=(golden("error-busy"),))) as address:
        with pytest.raises(TurnedAway, match=r"full right now\. Come again in 20 s\."):
            await Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0)).run()


async def test_a_practice_cut_short_still_has_its_summary() -> None:
    double = Double(last_words=(golden("error-busy"), golden("summary")))
    async with serving(double) as address:
        outcome = await Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0)).run()
    assert outcome.summary == golden("summary")
    assert isinstance(outcome.cut_short, TurnedAway)


async def test_a_summary_that_never_comes_is_not_waited_for_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.client.practice.SUMMARY_TIMEOUT_S", 0.05)
    async with serving(Double(silent=True)) as address:
        with pytest.raises(ConnectionLost, match="did not send the summary"):
            await Practice(address, GUEST, _film()).run()


async def test_a_source_that_fails_ends_the_practice(tmp_path: object) -> None:
    async with serving(Double()) as address:
        with pytest.raises(SourceUnusable):
            await Practice(address, GUEST, VideoFile(tmp_path / "none.mp4")).run()  # type: ignore[operator]


@pytest.mark.parametrize("resume_window_s", [60.0, 0.0])
async def test_a_flow_is_asked_for_once_and_goes_on_with_its_session(
    resume_window_s: float,
) -> None:
    double = Double(hangs_up_after=3 if resume_window_s else None, resume_window_s=resume_window_s)
    led = wire.Flow(type="flow", action="start", flow="balance_6")
    async with serving(double) as address:
        practice = Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0), flow=led)

        def watch(message: wire.ServerMessage) -> None:
            if isinstance(message, wire.FeedbackMessage) and message.seq > 5:
                practice.stop()

        await practice.run(watch)
    assert [flow.step for flow in double.flows] == [0]


async def test_a_broken_connection_is_made_again_and_the_practice_goes_on() -> None:
    double, seen = Double(hangs_up_after=3, resume_window_s=60.0), list[wire.ServerMessage]()
    async with serving(double) as address:
        practice = Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0))

        def watch(message: wire.ServerMessage) -> None:
            seen.append(message)
            if isinstance(message, wire.FeedbackMessage) and message.seq > 5:
                practice.stop()

        outcome = await practice.run(watch)
    assert double.hello is not None
    assert double.hello.resume == "the secret"
    assert outcome.welcome.resumed
    kinds = [message.type for message in seen if message.type in ("welcome", "status", "summary")]
    assert kinds == ["welcome", "status", "welcome", "summary"]
    assert [m.state for m in seen if isinstance(m, wire.Status)] == ["away"]
    numbers = [picture.seq for picture in double.pictures]
    assert numbers == sorted(set(numbers))


@pytest.mark.parametrize("code", ["busy", "too_fast", "restarting"])
async def test_who_is_turned_away_for_now_comes_again_to_a_session_that_waits(code: str) -> None:
    """Over WebRTC, for one: attempts whose answers were lost count as connections still being made."""
    refusal = wire.ErrorMessage(code=code, message="Not now.", fatal=True)
    double = Double(hangs_up_after=3, resume_window_s=60.0, full=[refusal])
    async with serving(double) as address:
        practice = Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0))

        def watch(message: wire.ServerMessage) -> None:
            if isinstance(message, wire.FeedbackMessage) and message.seq > 5:
                practice.stop()

        outcome = await practice.run(watch)
    assert outcome.welcome.resumed
    assert not double.full


async def test_who_is_turned_away_for_good_does_not_come_again() -> None:
    refusal = wire.ErrorMessage(code="not_allowed", message="No.", fatal=True)
    double = Double(hangs_up_after=3, resume_window_s=60.0, full=[refusal])
    async with serving(double) as address:
        with pytest.raises(TurnedAway, match="No"):
            await Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0)).run()


async def test_it_is_tried_no_longer_than_the_server_waits() -> None:
    async with serving(Double(hangs_up_after=3, resume_window_s=1.0)) as address:
        practice = Practice(address, GUEST, Memory((b"jpeg",), 100.0, 600.0))
        running = asyncio.create_task(practice.run())
        await until(lambda: practice.tally.sent > 2)
    with pytest.raises(Unreachable):
        await asyncio.wait_for(running, 20)


async def test_a_fresh_token_is_shown_when_asked_for() -> None:
    double = Double(reauth=True)
    async with serving(double) as address:
        await Practice(address, GUEST, _film(), renew=lambda: "fresh").run()
    assert double.renewed == ["fresh"]


async def test_a_token_that_has_run_out_is_renewed_once() -> None:
    hello = GUEST.model_copy(update={"token": "stale"})
    double = Double(token="right")
    async with serving(double) as address:
        outcome = await Practice(address, hello, _film(), renew=lambda: "right").run()
        assert outcome.summary == golden("summary")
        with pytest.raises(TurnedAway):
            await Practice(address, hello, _film(), renew=lambda: "wrong again").run()

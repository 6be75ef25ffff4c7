"""Which way a real browser's pictures go: WebRTC where it works, else the WebSocket within five seconds."""

from __future__ import annotations

import re
import time
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, Response, expect

from tests.browser.chromium import browser
from tests.browser.films import clip_film
from tests.browser.test_practice import SOON_MS, expect_coaching, log_in, start_practice
from tests.serving import Serving

pytestmark = pytest.mark.browser

NOTHING_PASSES = "RTCPeerConnection.prototype.setRemoteDescription = () => new Promise(() => {});"
"""The answer is never taken up, so no check of ICE succeeds: as on a network without UDP."""

COUNT_FEEDBACK = """
    window.answered = 0;
    const channelOf = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...given) {
        const channel = channelOf.apply(this, given);
        channel.addEventListener('message', ({ data }) => {
            window.answered += JSON.parse(data).type === 'feedback' ? 1 : 0;
        });
        window.call = this;
        return channel;
    };
"""


LATE = """
    window.lateMs = 0;
    const plain = RTCPeerConnection.prototype.createDataChannel;
    RTCPeerConnection.prototype.createDataChannel = function (...given) {
        const channel = plain.apply(this, given);
        Object.defineProperty(channel, 'onmessage', {
            set: (hear) => channel.addEventListener('message', (event) => {
                const late = JSON.parse(event.data).type === 'feedback' ? window.lateMs : 0;
                setTimeout(() => hear(event), late);
            }),
        });
        return channel;
    };
"""
"""What the server says of a frame arrives later than it did, as over a network that has filled up."""


def expect_way(page: Page, way: str) -> None:
    expect(page.get_by_test_id("state")).to_have_attribute("data-way", way, timeout=SOON_MS)


def test_a_browser_practises_over_webrtc(playwright: Playwright, server: Serving, demo: Path) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        page.add_init_script(COUNT_FEEDBACK)
        token = log_in(page, server, "caller")
        start_practice(page, server)
        expect_way(page, "webrtc")
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        expect(page.get_by_test_id("privacy-line").first).to_contain_text("WebRTC")
        before = page.evaluate("window.answered")
        page.wait_for_function("before => window.answered > before", arg=before, timeout=SOON_MS)
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
    [session] = server.history(token)
    assert session["ending"] == "completed"
    assert session["frames_scored"] > 0


class Resource:
    """The WHIP resource of a page's call, as the page was told it."""

    def __init__(self, page: Page) -> None:
        self.path = ""
        page.on("response", self._heard)

    def _heard(self, response: Response) -> None:
        if response.request.method == "POST" and response.url.endswith("/whip") and response.status == 201:
            self.path = response.headers["location"]


def answered_per_s(page: Page, seconds: float) -> float:
    before = int(page.evaluate("window.answered"))
    page.wait_for_timeout(1000 * seconds)
    return (int(page.evaluate("window.answered")) - before) / seconds


def seconds_until(state: str, server: Serving, token: str) -> float:
    """How long until the one session in history stands so."""
    began = time.monotonic()
    while [row["state"] for row in server.history(token)] != [state]:
        assert time.monotonic() - began < SOON_MS / 1000, server.history(token)
        time.sleep(0.05)
    return time.monotonic() - began


@pytest.mark.slow
@pytest.mark.evaluation
def test_a_real_clip_is_practised_over_webrtc_and_final_after_delete(
    playwright: Playwright, server: Serving, evaluation_data: Path, tmp_path: Path
) -> None:
    film = clip_film(evaluation_data / "videos" / "mergedexercise__wall-sit.mp4", tmp_path / "clip.mjpeg")
    with browser(playwright, film) as chromium:
        page = chromium.new_page()
        page.add_init_script(COUNT_FEEDBACK)
        resource = Resource(page)
        token = log_in(page, server, "deleter")
        start_practice(page, server)
        expect_way(page, "webrtc")
        expect_coaching(page, "Chair")
        print("feedback a second:", answered_per_s(page, 5))
        began = time.monotonic()
        with closing(HTTPConnection(server.address.netloc, timeout=15)) as connection:
            connection.request("DELETE", resource.path, headers={"Authorization": f"Bearer {token}"})
            assert connection.getresponse().status == 200
        print("DELETE answered after", round(time.monotonic() - began, 2), "s")
        [session] = server.history(token)
        assert (session["ending"], session["state"]) == ("completed", "closed")
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)


@pytest.mark.slow
@pytest.mark.evaluation
def test_a_closed_tab_is_in_history_soon_and_final_when_the_window_ends(
    playwright: Playwright, server: Serving, evaluation_data: Path, tmp_path: Path
) -> None:
    film = clip_film(evaluation_data / "videos" / "mergedexercise__wall-sit.mp4", tmp_path / "clip.mjpeg")
    with browser(playwright, film) as chromium:
        page = chromium.new_page()
        token = log_in(page, server, "tabcloser")
        start_practice(page, server)
        expect_way(page, "webrtc")
        expect_coaching(page, "Chair")
        page.wait_for_timeout(2000)
        page.close()
        away = seconds_until("away", server, token)
        closed = seconds_until("closed", server, token)
    print(f"away after {away:.1f} s, final {closed:.1f} s later")
    assert server.history(token)[0]["ending"] == "interrupted"


@pytest.mark.slow
@pytest.mark.parametrize("late_ms", [0, 1500])
def test_no_cue_is_shown_that_comes_late(
    playwright: Playwright, server: Serving, demo: Path, late_ms: int
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        page.add_init_script(LATE)
        start_practice(page, server)
        expect_way(page, "webrtc")
        expect(page.get_by_test_id("pose-name")).to_contain_text("Mountain", timeout=SOON_MS)
        page.evaluate(f"window.lateMs = {late_ms}")
        expect(page.get_by_test_id("pose-name")).to_contain_text("Warrior", timeout=SOON_MS)
        shown = 0
        for _ in range(60):
            shown += page.get_by_test_id("cue").count()
            page.wait_for_timeout(100)
        assert (shown > 0) is (late_ms == 0)


@pytest.mark.slow
def test_a_call_that_breaks_goes_on_in_the_same_session(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        page.add_init_script(COUNT_FEEDBACK)
        token = log_in(page, server, "resumer")
        start_practice(page, server)
        expect_way(page, "webrtc")
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        page.evaluate(
            "window.answered = 0; window.call.close();"
            " window.call.dispatchEvent(new Event('connectionstatechange'))"
        )
        deadline = time.monotonic() + SOON_MS / 1000
        while page.evaluate("window.answered") < 10:
            assert time.monotonic() < deadline, "nothing was answered after the loss"
            page.wait_for_timeout(100)
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
    assert len(server.history(token)) == 1


@pytest.mark.slow
def test_where_no_udp_passes_the_websocket_takes_over(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        page.add_init_script(NOTHING_PASSES)
        start_practice(page, server)
        began = time.monotonic()
        expect_way(page, "websocket")
        print("fell back after", round(time.monotonic() - began, 1), "s")
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        expect(page.get_by_test_id("privacy-line").first).to_contain_text(re.compile("WebSocket"))


@pytest.mark.slow
def test_the_doctor_tells_what_works_from_here(playwright: Playwright, server: Serving) -> None:
    with browser(playwright) as chromium:
        page = chromium.new_page()
        page.goto(f"{server.address.origin}/doctor")
        checks = page.get_by_test_id("checks").locator("li")
        expect(checks).to_have_count(5, timeout=SOON_MS)
        for name in ("WebSocket", "WebRTC"):
            line = checks.filter(has_text=re.compile(f"^{name}"))
            expect(line).to_contain_text(re.compile(r"Connects in \d+ ms, round trip \d+ ms"))
        expect(checks.filter(has_text=re.compile("^WebRTC"))).to_contain_text("frames a second")
        expect(checks.filter(has_text="TURN")).to_contain_text("None is set up")

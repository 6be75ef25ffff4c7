"""Which way a real browser's pictures go: WebRTC where it works, else the WebSocket within five seconds."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
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
        page.wait_for_timeout(3000)
        print("feedback a second:", (page.evaluate("window.answered") - before) / 3)
        assert page.evaluate("window.answered") > before
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
    [session] = server.history(token)
    assert session["ending"] == "completed"
    assert session["frames_scored"] > 0


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

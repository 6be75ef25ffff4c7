"""A pause can be ended from the mat: by a hand that is raised, and without one that is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from server.demo.choreography import Choreography, Step
from tests.browser.chromium import browser
from tests.browser.films import demo_film
from tests.browser.test_practice import SOON_MS, expect_coaching
from tests.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

NO_WEBRTC = "delete window.RTCPeerConnection;"
UNHANDED = """localStorage.preferences = JSON.stringify({ gestures: false })"""


@pytest.fixture(scope="module")
def raised(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reverse warrior to the right is, to the page, a raised right hand while the left one hangs."""
    pose = Choreography((Step("reverse_warrior", 10.0, "right"),))
    return demo_film(tmp_path_factory.mktemp("film") / "raised.mjpeg", pose)


def pause(page: Page) -> None:
    page.goto("/practice")
    page.get_by_test_id("turn-on-camera").click()
    expect_coaching(page, "Warrior")
    page.keyboard.press("Escape")


@pytest.mark.parametrize("way", ["webrtc", "websocket"])
def test_a_raised_hand_ends_a_pause(playwright: Playwright, server: Serving, raised: Path, way: str) -> None:
    with browser(playwright, raised) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        if way == "websocket":
            page.add_init_script(NO_WEBRTC)
        pause(page)
        expect(page.get_by_test_id("state")).to_have_attribute("data-way", way)
        expect(page.get_by_test_id("state")).to_have_attribute("data-state", "live", timeout=SOON_MS)


def test_where_hands_mean_nothing_no_picture_is_sent_in_a_pause(
    playwright: Playwright, server: Serving, raised: Path
) -> None:
    with browser(playwright, raised) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        page.add_init_script(NO_WEBRTC)
        page.add_init_script(UNHANDED)
        sent: list[bytes] = []
        page.on(
            "websocket",
            lambda socket: socket.on(
                "framesent", lambda frame: sent.append(frame) if isinstance(frame, bytes) else None
            ),
        )
        pause(page)
        expect(page.get_by_test_id("paused")).to_be_visible()
        page.wait_for_timeout(500)
        before = len(sent)
        page.wait_for_timeout(2500)
        assert before > 0
        assert len(sent) == before
        expect(page.get_by_test_id("paused")).to_be_visible()

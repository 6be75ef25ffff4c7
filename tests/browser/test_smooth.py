"""Nothing on the page stands still while somebody practises, and the coach is there at once."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from server.demo.choreography import Choreography, Step
from tests.browser.chromium import browser
from tests.browser.films import demo_film
from tests.browser.test_practice import SOON_MS, expect_coaching
from tests.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WATCH_MS = 15_000
LONGEST_MS = 50.0
NO_WEBRTC = "delete window.RTCPeerConnection;"


def tasks_ms(trace: bytes) -> list[float]:
    """Processor time of each task of the page's main thread: other load counts for nothing."""
    events: list[dict[str, Any]] = json.loads(trace)["traceEvents"]
    mains = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    busiest: dict[tuple[int, int], list[float]] = {main: [] for main in mains}
    for event in events:
        where = (event["pid"], event["tid"])
        if where in busiest and event["name"].endswith("RunTask") and "tdur" in event:
            busiest[where].append(event["tdur"] / 1000)
    return max(busiest.values(), key=len)


def start(page: Page) -> None:
    page.goto("/practice")
    page.get_by_test_id("turn-on-camera").click()


def test_no_task_of_a_steady_practice_is_longer_than_fifty_milliseconds(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        page.add_init_script(NO_WEBRTC)
        start(page)
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        expect(page.get_by_test_id("state")).to_have_attribute("data-way", "websocket")
        page.wait_for_timeout(3000)
        chromium.start_tracing(page=page, categories=["toplevel", "disabled-by-default-devtools.timeline"])
        page.wait_for_timeout(WATCH_MS)
        tasks = tasks_ms(chromium.stop_tracing())
    print(f"{len(tasks)} tasks in {WATCH_MS / 1000:.0f} s, the longest {sorted(tasks)[-3:]} ms")
    assert len(tasks) > 500
    assert max(tasks) <= LONGEST_MS


def test_the_coach_speaks_after_two_clicks_and_later_after_one(
    playwright: Playwright, server: Serving, tmp_path: Path
) -> None:
    """Somebody stands in a pose with a fault. The third click is the browser's own, to allow the camera."""
    fault = Step("warrior2", 60.0, "left", "warrior2.shallow_knee", 60.0)
    film = demo_film(tmp_path / "fault.mjpeg", Choreography((fault,)))
    with browser(playwright, film) as chromium:
        context = chromium.new_context(base_url=server.address.origin, permissions=["camera"])
        visits = [_visit(context, first=number == 0) for number in range(4)]
    for held, corrected in visits:
        print(f"from the address to the pose's name {held:.1f} s, to the first correction {corrected:.1f} s")
    assert all(held < corrected for held, corrected in visits)


def _visit(context: BrowserContext, *, first: bool) -> tuple[float, float]:
    """Seconds from the address to the pose being named and held, and to the first correction."""
    page = context.new_page()
    asked = time.monotonic()
    page.goto("/")
    page.get_by_test_id("start").click()
    if first:
        page.get_by_test_id("turn-on-camera").click()
    expect(page.get_by_test_id("state")).to_have_attribute("data-phase", "holding", timeout=SOON_MS)
    held = time.monotonic() - asked
    expect(page.get_by_test_id("cue")).to_be_visible(timeout=SOON_MS)
    corrected = time.monotonic() - asked
    page.close()
    return held, corrected

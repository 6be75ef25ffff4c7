"""Watching a practice again: only where somebody agreed to keep their joints, and gone when they say so."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.test_practice import SOON_MS, expect_coaching, log_in, start_practice
from tests.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def practise(page: Page, server: Serving, seconds: float, *, again: bool = False) -> None:
    """To the page of the session that it became. Who has been here is not asked for the camera again."""
    if again:
        page.goto(server.address.origin)
        page.get_by_test_id("start").click()
    else:
        start_practice(page, server)
    expect_coaching(page, "Mountain|Warrior|T-Pose")
    page.wait_for_timeout(seconds * 1000)
    page.get_by_test_id("end").click()
    expect(page.get_by_test_id("best-moment")).to_be_visible(timeout=SOON_MS)
    page.get_by_role("link", name="Details").click()
    expect(page).to_have_url(re.compile(r"/sessions/\d+$"))


def test_joints_are_kept_with_consent_watched_with_a_scrubber_and_deleted(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        log_in(page, server, "watcher")
        practise(page, server, 3)
        expect(page.get_by_test_id("best-moment")).to_be_visible()
        expect(page.get_by_test_id("replay")).to_have_count(0)

        page.get_by_role("link", name="Settings").click()
        consent = page.get_by_role("switch", name=re.compile("Keep my joints"))
        expect(consent).to_have_attribute("aria-checked", "false")
        consent.click()
        expect(consent).to_have_attribute("aria-checked", "true")

        practise(page, server, 8, again=True)
        replay = page.get_by_test_id("replay")
        drawn = replay.locator("svg path")
        scrubber = replay.get_by_role("slider")
        scrubber.fill("4")
        expect(drawn.first).to_be_visible()
        before = drawn.first.get_attribute("d")
        replay.get_by_role("button", name="Play").click()
        expect(drawn.first).not_to_have_attribute("d", before or "", timeout=SOON_MS)
        replay.get_by_role("button", name="Pause").click()
        replay.get_by_role("button", name=re.compile("Delete the joints")).click()
        expect(replay).to_have_count(0)
        page.reload()
        expect(page.get_by_test_id("best-moment")).to_be_visible()
        expect(page.get_by_test_id("replay")).to_have_count(0)

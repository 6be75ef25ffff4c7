"""Practising what was chosen: a pose with its shape to step into, a flow, a class; and keys on the way."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from server.demo.choreography import Choreography, Step
from tests.browser.chromium import browser
from tests.browser.films import demo_film
from tests.browser.test_practice import SOON_MS
from tests.serving import Serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WHITE = """(canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    let white = 0;
    for (let i = 0; i < data.length; i += 4)
        if (Math.min(data[i], data[i + 1], data[i + 2]) > 225 && data[i + 3] > 120) white += 1;
    return white;
}"""
"""Pixels of the target body: nothing else on the overlay is white."""


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twenty seconds in mountain, then warrior II with a knee to bend."""
    steps = (Step("mountain", 20.0), Step("warrior2", 12.0, "left", "warrior2.shallow_knee", 8.0))
    return demo_film(tmp_path_factory.mktemp("film") / "standing.mjpeg", Choreography(steps))


def until(page: Page, met: Callable[[], bool], what: str) -> None:
    for _ in range(SOON_MS // 200):
        if met():
            return
        page.wait_for_timeout(200)
    pytest.fail(what)


def choose(page: Page, kind: str) -> None:
    page.goto("/practice")
    page.get_by_label("Practise").select_option(kind)


def step_of(page: Page) -> int:
    return int(page.get_by_test_id("flow").get_attribute("data-step", timeout=SOON_MS) or -1)


def test_one_pose_shows_its_shape_until_it_is_held_and_a_limb_with_a_cue(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        page.goto("/practice?pose=warrior2")
        page.get_by_test_id("turn-on-camera").click()
        state = page.get_by_test_id("state")
        overlay = page.get_by_test_id("overlay")
        expect(state).to_have_attribute("data-state", "ready", timeout=SOON_MS)
        until(page, lambda: overlay.evaluate(WHITE) > 400, "the shape was never drawn")
        page.keyboard.press("g")
        until(page, lambda: overlay.evaluate(WHITE) == 0, "G does not hide the shape")
        page.keyboard.press("g")
        expect(page.get_by_test_id("cue")).to_contain_text(re.compile("knee"), timeout=SOON_MS)
        until(page, lambda: overlay.evaluate(WHITE) > 40, "the limb of the cue was never drawn")
        expect(page.get_by_test_id("stats")).to_have_count(0)
        page.keyboard.press("i")
        expect(page.get_by_test_id("stats")).to_contain_text(re.compile(r"\d+ ms"), timeout=SOON_MS)


def test_a_flow_is_followed_skipped_through_and_told(
    playwright: Playwright, server: Serving, standing: Path
) -> None:
    with browser(playwright, standing) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        choose(page, "flow")
        flow = page.locator("select", has=page.locator("option[value=standing_strength_8]"))
        flow.select_option("standing_strength_8")
        page.get_by_test_id("turn-on-camera").click()
        expect(page.get_by_test_id("flow")).to_contain_text("1 of 17", timeout=SOON_MS)
        expect(page.get_by_test_id("flow")).to_contain_text("Next: Chair")
        expect(page.get_by_test_id("state")).to_have_attribute("data-state", "live", timeout=SOON_MS)
        until(page, lambda: step_of(page) >= 1, "fifteen seconds of mountain did not end the first step")
        before = step_of(page)
        page.keyboard.press("ArrowRight")
        until(page, lambda: step_of(page) > before, "the arrow did not go on")
        page.keyboard.press("ArrowLeft")
        until(page, lambda: step_of(page) <= before, "the arrow did not go back")
        page.keyboard.press("Escape")
        page.get_by_role("button", name="Leave the flow").click()
        page.get_by_role("button", name="Go on").click()
        expect(page.get_by_test_id("flow")).to_have_count(0, timeout=SOON_MS)
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_contain_text("Standing Strength", timeout=SOON_MS)


def test_a_class_is_made_from_minutes_level_and_focus(
    playwright: Playwright, server: Serving, standing: Path
) -> None:
    with browser(playwright, standing) as chromium:
        page = chromium.new_page(base_url=server.address.origin)
        choose(page, "class")
        page.get_by_label("Minutes").select_option("10")
        page.get_by_label("Focus").select_option("balance")
        expect(page.get_by_test_id("class")).to_contain_text("·")
        first = page.get_by_test_id("class").text_content()
        page.get_by_role("button", name="Another").click()
        expect(page.get_by_test_id("class")).not_to_have_text(first or "")
        page.get_by_test_id("turn-on-camera").click()
        expect(page.get_by_test_id("flow")).to_contain_text(re.compile(r"1 of \d+"), timeout=SOON_MS)

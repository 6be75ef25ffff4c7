"""The pose library in a real browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.wire import listen
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("library")) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright, quick_server: Serving, demo: Path) -> Iterator[Page]:
    with browser(playwright, demo) as started:
        page = started.new_page(base_url=quick_server.address.origin)
        yield page


def test_a_pose_is_found_read_about_and_tried(page: Page, quick_server: Serving) -> None:
    wire = listen(page.context, page, quick_server)
    page.goto("/poses")
    cards = page.get_by_test_id("library").locator(".card")
    expect(page.get_by_test_id("library").locator("svg.figure")).to_have_count(65)
    page.get_by_label("Search by any name").fill("virabha")
    assert 2 <= cards.count() <= 4
    page.get_by_label("Search by any name").fill("warrior ii")
    cards.and_(page.locator("[data-pose=warrior2]")).click()
    expect(page).to_have_url(re.compile("/poses/warrior2$"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Warrior II")
    expect(page.get_by_role("heading", name="How to get there")).to_be_visible()
    expect(page.get_by_role("heading", name="Keep safe")).to_be_visible()
    expect(page.get_by_text("Not practised yet.")).to_be_visible()
    page.get_by_test_id("try").click()
    chosen = page.locator("select", has=page.locator("option[value=warrior2]"))
    expect(chosen).to_have_value("warrior2")
    assert wire.outside == []


def test_a_search_that_finds_nothing_has_a_way_back(page: Page) -> None:
    page.goto("/poses")
    page.get_by_label("Search by any name").fill("zzz")
    expect(page.get_by_text("No pose like that.")).to_be_visible()
    page.get_by_role("button", name="Clear filters").click()
    expect(page.get_by_test_id("library").locator(".card")).to_have_count(65)


def test_a_risky_pose_says_how_to_be_safe_first_and_nothing_deeper(page: Page) -> None:
    page.goto("/poses/headstand")
    headings = page.locator("h2")
    expect(headings.first).to_have_text("Keep safe")
    expect(page.get_by_text("I can time this one")).to_be_visible()
    assert "How to get there" not in headings.all_text_contents()


def test_an_unknown_pose_has_a_way_back(page: Page) -> None:
    page.goto("/poses/nothing")
    expect(page.get_by_text("There is no such pose here.")).to_be_visible()
    expect(page.get_by_role("link", name="All poses")).to_be_visible()

"""Coming back to what was practised, as a guest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.kept import keep
from tests.browser.wire import listen
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("progress")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with browser(playwright) as started:
        yield started


def visit(chromium: Browser, server: Serving, practices: int) -> Page:
    context = chromium.new_context(base_url=server.address.origin)
    keep(context, practices)
    page = context.new_page()
    page.goto("/progress")
    return page


def test_weeks_days_poses_and_deeds_are_shown_and_told(chromium: Browser, quick_server: Serving) -> None:
    page = visit(chromium, quick_server, 12)
    wire = listen(page.context, page, quick_server)
    page.reload()
    expect(page.get_by_test_id("this-week")).to_contain_text("of 3 days this week")
    expect(page.locator(".calendar .practised")).to_have_count(12)
    charts = page.get_by_test_id("chart")
    expect(charts).to_have_count(3)
    assert charts.locator("canvas").count() == 3
    expect(page.get_by_text("Ten days of practice")).to_be_visible()
    plot = charts.nth(1).locator(".plot")
    plot.focus()
    page.keyboard.press("ArrowLeft")
    expect(charts.nth(1).get_by_role("status")).to_contain_text("Left 90 points")
    charts.nth(1).get_by_text("Show as table").click()
    expect(charts.nth(1).locator("tbody tr")).to_have_count(12)
    page.get_by_label("Pose").select_option("tree")
    expect(page.get_by_role("heading", name="Tree Pose: score")).to_be_visible()
    assert wire.outside == []


def test_a_goal_is_ones_own(chromium: Browser, quick_server: Serving) -> None:
    page = visit(chromium, quick_server, 12)
    page.get_by_label("Days a week").select_option("1")
    expect(page.get_by_text("weeks in a row.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Days a week")).to_have_value("1")


@pytest.mark.parametrize(("practices", "charts"), [(0, 0), (1, 1), (4, 1), (5, 3)])
def test_there_is_no_line_before_it_can_say_something(
    chromium: Browser, quick_server: Serving, practices: int, charts: int
) -> None:
    page = visit(chromium, quick_server, practices)
    if practices == 0:
        expect(page.get_by_text("Your first practice will be here.")).to_be_visible()
    else:
        expect(page.get_by_test_id("this-week")).to_be_visible()
    expect(page.get_by_test_id("chart")).to_have_count(charts)


def test_a_long_history_is_shown_in_parts(chromium: Browser, quick_server: Serving) -> None:
    page = visit(chromium, quick_server, 40)
    page.goto("/sessions")
    expect(page.get_by_test_id("history-row")).to_have_count(30)
    page.get_by_test_id("older").click()
    expect(page.get_by_test_id("history-row")).to_have_count(40)
    expect(page.get_by_test_id("older")).to_have_count(0)


def test_an_address_that_is_no_text_leads_nowhere(chromium: Browser, quick_server: Serving) -> None:
    page = visit(chromium, quick_server, 0)
    page.goto("/poses/%E0%A4%A")
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("link", name="Practise", exact=True)).to_be_visible()

"""A guest who makes an account: what was practised comes along, and there are goals, deeds and a board."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.kept import keep
from tests.browser.test_account import sign_up
from tests.browser.test_pages import faults
from tests.browser.wire import listen
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRACTICES = 12


@pytest.fixture
def quick_server(tmp_path: Path) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright, quick_server: Serving) -> Iterator[Page]:
    with browser(playwright) as started:
        context = started.new_context(base_url=quick_server.address.origin)
        keep(context, PRACTICES)
        yield context.new_page()


def test_practices_come_along_into_an_account_which_has_goals_and_deeds(
    page: Page, quick_server: Serving
) -> None:
    wire = listen(page.context, page, quick_server)
    sign_up(page)
    page.goto("/sessions")
    page.get_by_role("button", name="Bring them into my account").click()
    expect(page.get_by_role("heading", name="In this browser")).to_have_count(0)
    expect(page.get_by_test_id("history-row")).to_have_count(PRACTICES)
    assert page.evaluate("localStorage.getItem('summaries')") == "[]"

    page.goto("/progress")
    expect(page.get_by_test_id("this-week")).to_contain_text("of 3 days this week")
    expect(page.get_by_test_id("achievement").first).to_contain_text("20")  # the year of its day
    page.get_by_label("Days a week").select_option("1")
    page.get_by_text("Another goal").click()
    page.get_by_label("What for").select_option("hold")
    page.get_by_label("Pose to hold").select_option("tree")
    page.get_by_role("button", name="Set this goal").click()
    goal = page.get_by_test_id("goal")
    expect(goal).to_contain_text("Tree Pose: longest hold 31 of 30 seconds · reached")
    assert faults(page) == []
    page.reload()
    expect(page.get_by_test_id("this-week")).to_contain_text("of 1 day this week")
    goal.get_by_label("Goal").fill("60")
    goal.get_by_label("Goal").press("Tab")
    expect(goal).to_contain_text("31 of 60 seconds")
    goal.get_by_role("button", name="Let go of it").click()
    expect(goal).to_have_count(0)
    assert wire.outside == []


def test_only_who_chose_a_name_sees_the_leaderboard(page: Page) -> None:
    sign_up(page)
    page.goto("/progress")
    expect(page.get_by_test_id("this-week")).to_be_visible()
    expect(page.get_by_role("heading", name="Leaderboard")).to_have_count(0)
    page.goto("/settings")
    page.get_by_text("Leaderboard", exact=True).click()
    page.get_by_label("Name for others to see").fill("Mira")
    page.get_by_role("button", name="Show me under this name").click()
    expect(page.get_by_text("You are on the leaderboard as Mira.")).to_be_visible()
    for part in ("Change my password", "Change my e-mail"):
        page.get_by_text(part).first.click()
    assert faults(page) == []
    page.goto("/progress")
    expect(page.get_by_role("heading", name="Leaderboard")).to_be_visible()
    # What a browser told of counts for oneself, not against others.
    expect(page.get_by_text("Nobody has practised in this time yet.")).to_be_visible()

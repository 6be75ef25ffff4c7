"""An account from sign-up to its end, in a real browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.wire import listen
from tests.serving import Serving, serving

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("account")) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright, quick_server: Serving) -> Iterator[Page]:
    with browser(playwright) as started:
        yield started.new_page(base_url=quick_server.address.origin)


def sign_up(page: Page) -> None:
    page.goto("/signup")
    page.get_by_label("Name").fill("Mira Rao")
    page.get_by_label("E-mail").fill("mira@example.com")
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_label("Birth date").fill("1990-04-01")
    page.get_by_label("Other").check()
    page.get_by_role("button", name="Make an account").click()
    expect(page.get_by_role("link", name="Mira Rao")).to_be_visible()


def test_an_account_is_made_kept_taken_away_and_ended(
    page: Page, quick_server: Serving, tmp_path: Path
) -> None:
    wire = listen(page.context, page, quick_server)
    sign_up(page)
    # No script can read what keeps the log-in, and yet it outlives the page.
    assert "refresh" not in page.evaluate("document.cookie + JSON.stringify(localStorage)")
    page.goto("/settings")
    expect(page.get_by_text("Logged in as Mira Rao")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download all that is kept of me").click()
    download.value.save_as(tmp_path / "export.json")
    assert "mira@example.com" in json.dumps(json.loads((tmp_path / "export.json").read_text()))
    page.get_by_text("Delete my account").click()
    page.get_by_label("Password", exact=True).fill("not this one")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_text("The password is wrong.")).to_be_visible()
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_role("button", name="Delete everything").click()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Log in")).to_be_visible()
    assert wire.outside == []

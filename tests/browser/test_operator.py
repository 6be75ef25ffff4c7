"""An operator sees who practises now, and ends a practice."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.test_account import sign_up
from tests.browser.test_pages import SIZES, look
from tests.browser.test_practice import SOON_MS
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("operator")) as running:
        yield running


def grant(server: Serving, email: str) -> None:
    environment = os.environ | {"YOGA_DATA_DIR": str(server.folder)}
    command = [sys.executable, "-m", "server", "user", "grant", email, "operator"]
    subprocess.run(command, env=environment, check=True, capture_output=True)


def enter(page: Page) -> None:
    page.goto("/practice")
    page.get_by_test_id("turn-on-camera").click()


def test_an_operator_ends_a_practice(playwright: Playwright, quick_server: Serving) -> None:
    with browser(playwright) as started:
        guest = started.new_page(base_url=quick_server.address.origin)
        page = started.new_page(base_url=quick_server.address.origin)
        sign_up(page)
        page.goto("/operator")
        expect(page.get_by_text("This page is for operators of this server.")).to_be_visible()
        grant(quick_server, "mira@example.com")
        page.goto("/settings")
        page.get_by_role("link", name="Who practises now").click()
        expect(page.get_by_text("Nobody practises now.")).to_be_visible()
        enter(guest)
        row = page.get_by_test_id("practices").get_by_role("row").filter(has_text="Guest")
        expect(row).to_be_visible(timeout=SOON_MS)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            assert look(page, "operator") == []
        row.get_by_role("button", name="End").click()
        expect(page.get_by_text("Nobody practises now.")).to_be_visible(timeout=SOON_MS)
        expect(guest.get_by_test_id("summary")).to_contain_text("let this practice go on")

"""/docs and /redoc in a real browser: they show the API, and ask no other host for anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Playwright

from tests.browser.chromium import browser
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(tmp_path_factory.mktemp("docs")) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright) -> Iterator[Page]:
    with browser(playwright) as started:
        yield started.new_page()


@pytest.mark.parametrize(("path", "sign"), [("/docs", "#swagger .opblock"), ("/redoc", "#redoc h2")])
def test_the_api_is_shown_and_no_other_host_is_asked(
    page: Page, quick_server: Serving, path: str, sign: str, tmp_path: Path
) -> None:
    asked: list[str] = []
    broken: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: broken.append(str(error)))
    page.goto(f"http://127.0.0.1:{quick_server.port}{path}")
    page.wait_for_selector(sign, timeout=120_000)
    assert page.locator(sign).count() >= 5
    page.screenshot(path=str(tmp_path / "page.png"))
    hosts = {urlsplit(address).hostname for address in asked if address.startswith("http")}
    assert hosts == {"127.0.0.1"}
    assert broken == []

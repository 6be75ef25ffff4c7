"""The page and its library without a network."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

WORKING = "() => navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async () => {
    const requests = await (await caches.open('yoga-1')).keys();
    return requests.map(({ url }) => new URL(url).pathname);
}"""


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("offline")) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright, quick_server: Serving) -> Iterator[Page]:
    with browser(playwright) as started:
        yield started.new_page(base_url=quick_server.address.origin)


def test_without_a_network_the_library_stays_and_nothing_about_anybody_is_kept(
    page: Page, quick_server: Serving
) -> None:
    quick_server.sign_up("offliner")
    page.goto("/login")
    page.get_by_label("E-mail").fill("offliner@example.com")
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name="Offliner Rao")).to_be_visible()
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.goto("/poses/tree")
    expect(page.get_by_role("heading", name="Tree Pose")).to_be_visible()
    page.goto("/progress")
    assert page.evaluate(WORKING)
    page.context.set_offline(True)
    page.goto("/poses")
    expect(page.get_by_test_id("library").locator("svg.figure")).to_have_count(65)
    page.goto("/poses/tree")
    expect(page.get_by_role("heading", name="How to get there")).to_be_visible()
    page.goto("/sessions")
    expect(page.locator("h1")).to_be_visible()
    kept = page.evaluate(KEPT)
    assert "/api/poses" in kept
    assert not [path for path in kept if path.startswith(("/auth", "/api/sessions", "/models"))]


def test_without_a_network_the_library_keeps_the_language_it_was_read_in(
    playwright: Playwright, quick_server: Serving
) -> None:
    with browser(playwright) as started:
        page = started.new_page(base_url=quick_server.address.origin, locale="en-GB")
        page.goto("/settings")
        page.get_by_label("Language").select_option("de")
        expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")
        page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
        page.goto("/poses/tree")
        expect(page.get_by_role("heading", name="Baum")).to_be_visible()
        assert page.evaluate(WORKING)
        page.context.set_offline(True)
        page.goto("/poses")
        expect(page.locator("[data-pose=tree]")).to_contain_text("Baum")
        page.goto("/poses/tree")
        expect(page.locator("ol.sentences")).to_contain_text("Öffne das gehobene Knie zur Seite")
        page.goto("/flows")
        expect(page.locator("h1")).to_be_visible()


def test_the_page_can_be_installed(page: Page) -> None:
    page.goto("/")
    devtools = page.context.new_cdp_session(page)
    answer = devtools.send("Page.getAppManifest")
    assert answer["errors"] == []
    assert "Yoga Assistant" in answer["data"]
    problems = devtools.send("Page.getInstallabilityErrors")["installabilityErrors"]
    assert {problem["errorId"] for problem in problems} <= {"in-incognito"}

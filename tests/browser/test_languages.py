"""The page in the reader's language: by the browser or by hand, down to what the coach is asked for."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.wire import listen
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

START = {"de-AT": "Los", "es-MX": "Empezar", "fr-CA": "Commencer", "hi-IN": "शुरू करें", "nl-NL": "Start"}
NO_WEBRTC = "delete window.RTCPeerConnection;"
"""So that everything is said on the socket, where the test can read it."""

WIDTHS = (360, 390, 1280)


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("languages")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with browser(playwright) as started:
        yield started


@pytest.mark.parametrize("locale", START)
def test_the_browsers_language_is_spoken(chromium: Browser, quick_server: Serving, locale: str) -> None:
    with chromium.new_context(base_url=quick_server.address.origin, locale=locale) as context:
        page = context.new_page()
        page.goto("/")
        expect(page.get_by_test_id("start")).to_have_text(START[locale])
        spoken = "en" if locale.startswith("nl") else locale[:2]
        expect(page.locator("html")).to_have_attribute("lang", spoken)


def test_a_chosen_language_stays_and_is_the_coachs_too(chromium: Browser, quick_server: Serving) -> None:
    with chromium.new_context(base_url=quick_server.address.origin, locale="en-GB") as context:
        page = context.new_page()
        page.add_init_script(NO_WEBRTC)
        wire = listen(context, page, quick_server)
        page.goto("/settings")
        page.get_by_label("Language").select_option("hi")
        expect(page.get_by_role("heading", level=1)).to_have_text("सेटिंग")
        page.goto("/practice")
        expect(page.locator("html")).to_have_attribute("lang", "hi")
        page.get_by_test_id("turn-on-camera").click()
        expect(page.get_by_test_id("state")).to_have_attribute("data-state", "placing")
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible()
    assert wire.texts[0]["language"] == "hi"
    assert wire.outside == []


def test_the_library_is_told_in_the_language_that_was_chosen_whatever_the_browser_asks_for(
    chromium: Browser, quick_server: Serving
) -> None:
    with chromium.new_context(base_url=quick_server.address.origin, locale="fr-FR") as context:
        page = context.new_page()
        page.goto("/settings")
        page.get_by_label("Langue").select_option("de")
        expect(page.get_by_role("heading", level=1)).to_have_text("Einstellungen")
        page.goto("/poses")
        expect(page.locator("[data-pose=downdog]")).to_contain_text("Herabschauender Hund")
        page.get_by_role("searchbox").fill("down")
        expect(page.locator("[data-pose=downdog]")).to_be_visible()
        page.goto("/poses/downdog")
        expect(page.get_by_role("heading", level=1)).to_have_text("Herabschauender Hund")
        steps = page.locator("ol.sentences")
        expect(steps).to_have_attribute("lang", "de")
        expect(steps).to_contain_text("Stell die Zehen auf und heb das Becken hoch.")
        expect(page.locator(".safety-part")).to_contain_text("Glaukom")
        expect(page.locator(".safety-part")).to_contain_text("Diese Texte hat noch niemand durchgesehen")
        page.goto("/flows")
        expect(page.locator("[data-flow=moon_salutation]")).to_contain_text("Mondgruß")


@pytest.mark.parametrize("locale", START)
@pytest.mark.parametrize("width", WIDTHS)
def test_no_language_is_too_long_for_a_page(
    chromium: Browser, quick_server: Serving, width: int, locale: str
) -> None:
    origin = quick_server.address.origin
    with chromium.new_context(base_url=origin, locale=locale) as context:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        for path in (
            "/",
            "/practice",
            "/settings",
            "/privacy",
            "/signup",
            "/flows",
            "/poses",
            "/poses/headstand",
        ):
            page.goto(path)
            expect(page.locator("h1").first).to_be_visible()
            cut = page.evaluate(
                "[...document.querySelectorAll('a, button, label span, h1, h2')]"
                ".filter((one) => one.getBoundingClientRect().right > innerWidth + 1)"
                ".map((one) => one.textContent)"
            )
            assert cut == [], path

"""Every page in both themes and three sizes: axe finds nothing, and pictures are kept to be looked at."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.kept import keep
from tests.browser.test_practice import SOON_MS, expect_coaching
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

ROOT = Path(__file__).parents[2]
AXE = ROOT / "web_client" / "node_modules" / "axe-core" / "axe.min.js"
KEPT = ROOT / "test-output" / "pages"
"""Git ignores it."""

SIZES = {390: 844, 1280: 800, 1920: 1080}
PATHS = (
    "/", "/flows", "/poses", "/poses/warrior2", "/poses/headstand", "/progress", "/sessions",
    "/sessions/00000000-0000-4000-8000-000000000000", "/settings", "/privacy", "/help", "/signup", "/login",
    "/practice", "/poses/nothing", "/operator", "/doctor",
    "/forgot", "/reset", "/reset#a.link", "/confirm-email", "/confirm-email#a.link",
)  # fmt: skip


@pytest.fixture(scope="module")
def quick_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """With the scripted engine: nobody practises here."""
    with serving(tmp_path_factory.mktemp("pages")) as running:
        yield running


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    with browser(playwright) as started:
        yield started


@cache
def axe() -> str:
    return AXE.read_text()


def faults(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA and its own best practices, one line for each element."""
    page.evaluate(axe())
    found: dict[str, Any] = page.evaluate("axe.run(document, { resultTypes: ['violations'] })")
    return [
        f"{fault['id']}: {node['html'][:160]} ({node['failureSummary']})"
        for fault in found["violations"]
        for node in fault["nodes"]
    ]


def look(page: Page, name: str) -> list[str]:
    """Keep a picture, and say what is amiss."""
    KEPT.mkdir(parents=True, exist_ok=True)
    size = page.viewport_size
    assert size is not None
    page.screenshot(path=KEPT / f"{name}-{size['width']}.png", full_page=True)
    wider = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return faults(page) + ([f"{name} scrolls sideways by {wider} px"] if wider > 0 else [])


def visitor(chromium: Browser, server: Serving, width: int, scheme: Any) -> BrowserContext:
    size: Any = {"width": width, "height": SIZES[width]}
    context = chromium.new_context(
        base_url=server.address.origin, viewport=size, color_scheme=scheme, reduced_motion="reduce"
    )
    keep(context, 12)
    return context


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", SIZES)
def test_every_page_is_sound(chromium: Browser, quick_server: Serving, width: int, scheme: str) -> None:
    context = visitor(chromium, quick_server, width, scheme)
    page = context.new_page()
    found: list[str] = []
    for path in PATHS:
        page.goto(path)
        expect(page.locator("[aria-busy=true]")).to_have_count(0, timeout=SOON_MS)
        expect(page.locator("h1").first, path).to_be_visible()
        name = path.strip("/").replace("/", "-")[:24] or "home"
        found += [f"{path}: {fault}" for fault in look(page, f"{name}-{scheme}")]
    context.close()
    assert found == []


@pytest.mark.parametrize("width", SIZES)
def test_every_moment_of_a_practice_is_sound(
    playwright: Playwright, server: Serving, demo: Path, width: int
) -> None:
    with browser(playwright, demo) as started:
        page = visitor(started, server, width, "dark").new_page()
        page.goto("/practice")
        page.get_by_test_id("turn-on-camera").click()
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        found = look(page, "practice-live")
        expect(page.get_by_test_id("cue")).to_be_visible(timeout=SOON_MS)
        found += look(page, "practice-cue")
        page.keyboard.press("Escape")
        expect(page.get_by_test_id("paused")).to_be_visible()
        found += look(page, "practice-paused")
        page.keyboard.press("Space")
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
        found += look(page, "practice-summary")
    assert found == []


def test_axe_would_find_something(chromium: Browser) -> None:
    page = chromium.new_page()
    page.set_content("<title>A page</title><main><img src='data:,'><input></main>")
    assert {fault.split(":")[0] for fault in faults(page)} >= {"image-alt", "label", "html-has-lang"}

"""How much a phone has to load before somebody can practise."""

from __future__ import annotations

import gzip

import pytest
from playwright.sync_api import Playwright, Response, expect

from tests.browser.chromium import browser
from tests.serving import Serving

pytestmark = pytest.mark.browser

BUDGET = 80_000
"""Bytes of script and style of the practice page, gzipped, without the model and the font."""


def test_the_practice_page_keeps_to_its_budget(playwright: Playwright, server: Serving) -> None:
    with browser(playwright) as chromium:
        context = chromium.new_context(service_workers="block")
        page = context.new_page()
        loaded: list[Response] = []

        def note(answer: Response) -> None:
            loaded.append(answer)

        page.on("response", note)
        page.goto(f"{server.address.origin}/practice")
        expect(page.get_by_test_id("turn-on-camera")).to_be_visible()
        files = {answer.url: answer.body() for answer in loaded if answer.url.endswith((".js", ".css"))}
    assert len(files) >= 3
    assert sum(len(gzip.compress(body)) for body in files.values()) <= BUDGET

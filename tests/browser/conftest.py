"""A real server with the real engine, a real browser, and what both need."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright, sync_playwright

from tests.browser.films import demo_film
from tests.serving import Serving, serving


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Ends with its module: while it lives, its event loop counts as running and no async test can start."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    with serving(
        tmp_path_factory.mktemp("server"), engine="blazepose", checkpoint_s=1.0, resume_window_s=2
    ) as running:
        yield running


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return demo_film(tmp_path_factory.mktemp("film") / "demo.mjpeg")

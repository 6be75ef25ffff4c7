"""How soon the pages of a long history can be used, in a Chromium whose CPU is slowed four times.

    python -m bench.history_page

*Interactive*: what was asked for is on the screen, and the main thread has come to rest: the browser called
back as idle. A later visit has the page's files from the service worker.
"""

from __future__ import annotations

import statistics
from contextlib import ExitStack
from functools import partial
from tempfile import TemporaryDirectory
from typing import Final

import click
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from bench.history import practise, sqlite
from server.client.local import LocalServer, local_server
from server.client.rest import call
from server.store.migrate import in_one_transaction, migrate
from tests.browser.chromium import browser

TARGET_MS: Final = 1000.0
PERSON: Final = {
    "fullname": "Bench",
    "email": "bench@example.com",
    "password": "password123",
    "sex": "other",
    "dob": "1990-01-01",
}
PLACES: Final = {"/sessions": "[data-testid=history-row]", "/progress": "[data-testid=chart] canvas"}
"""What each page is there for."""

REST: Final = """(selector) => new Promise((done) => {
    const look = () => {
        if (document.querySelector(selector)) requestIdleCallback(() => done(performance.now()));
        else setTimeout(look, 4);
    };
    look();
})"""


@click.command()
@click.option("--sessions", "count", type=click.IntRange(1), default=10_000, show_default=True)
@click.option("--visits", type=click.IntRange(2), default=5, show_default=True)
@click.option("--slower", type=float, default=4.0, show_default=True, help="Times the CPU is slowed.")
def main(*, count: int, visits: int, slower: float) -> None:
    """Fill a history, open its pages, and print when they could be used."""
    with ExitStack() as stack:
        url = stack.enter_context(sqlite())
        migrate(url)
        folder = stack.enter_context(TemporaryDirectory(prefix="yoga-assistant-bench-"))
        settings = {"YOGA_DATABASE_URL": url, "YOGA_DATA_DIR": folder, "LOG_LEVEL": "WARNING"}
        server = stack.enter_context(local_server({"YOGA_ENGINE": "scripted", **settings}))
        user_id = call(server.address, "/auth/signup", PERSON)["user_id"]
        in_one_transaction(url, partial(practise, user_id=user_id, count=count))
        playwright = stack.enter_context(sync_playwright())
        chromium = stack.enter_context(browser(playwright))
        for path in PLACES:
            print_figures(path, measured(chromium, server, path, visits, slower))


def measured(chromium: Browser, server: LocalServer, path: str, visits: int, slower: float) -> list[float]:
    """Milliseconds from the address to a page that can be used, the first visit first."""
    context = chromium.new_context(base_url=server.address.origin)
    log_in(context)
    try:
        return [_visit(context, path, slower) for _ in range(visits)]
    finally:
        context.close()


def log_in(context: BrowserContext) -> None:
    """By the form."""
    page = context.new_page()
    page.goto("/login")
    page.get_by_label("E-mail").fill(PERSON["email"])
    page.get_by_label("Password", exact=True).fill(PERSON["password"])
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("link", name=PERSON["fullname"])).to_be_visible()
    page.close()


def _visit(context: BrowserContext, path: str, slower: float) -> float:
    page: Page = context.new_page()
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    page.goto(path, wait_until="commit")
    at: float = page.evaluate(REST, PLACES[path])
    page.close()
    return at


def print_figures(path: str, found: list[float]) -> None:
    first, *later = found
    verdict = "" if max(found) <= TARGET_MS else f", over {TARGET_MS:.0f} ms"
    click.echo(
        f"{path}: first {first:.0f} ms, later median {statistics.median(later):.0f} ms,"
        f" at most {max(later):.0f} ms{verdict}"
    )


if __name__ == "__main__":
    main()

"""A forgotten password and another address: from the page that asks to the link of the letter and back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.test_account import sign_up
from tests.browser.wire import listen
from tests.letterbox import Letterbox, letterbox, link_of
from tests.serving import Serving, serving

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PUBLIC_URL = "https://yoga.example.org"


@pytest.fixture
def box() -> Iterator[Letterbox]:
    with letterbox() as opened:
        yield opened


@pytest.fixture
def writing_server(box: Letterbox, tmp_path: Path) -> Iterator[Serving]:
    """It sends letters; with the scripted engine, for nobody practises here."""
    mail = {"smtp_host": "127.0.0.1", "smtp_port": box.port, "smtp_tls": "none"}
    with serving(tmp_path, **mail, mail_from="yoga@example.org", public_url=PUBLIC_URL) as running:
        yield running


@pytest.fixture
def page(playwright: Playwright, writing_server: Serving) -> Iterator[Page]:
    with browser(playwright) as started:
        yield started.new_page(base_url=writing_server.address.origin)


def open_link(page: Page, box: Letterbox, count: int) -> str:
    """Open the link of a letter here; the path that it leads to."""
    address, token = link_of(box.wait(count))
    path = address.removeprefix(PUBLIC_URL)
    page.goto(f"{path}#{token}")
    return path


def log_in(page: Page, email: str, password: str) -> None:
    page.goto("/login")
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password", exact=True).fill(password)
    page.get_by_role("button", name="Log in").click()


def test_a_password_and_an_address_are_changed_by_the_links_of_letters(
    page: Page, writing_server: Serving, box: Letterbox
) -> None:
    wire = listen(page.context, page, writing_server)
    sign_up(page)
    page.goto("/settings")
    page.get_by_text("Change my e-mail").first.click()
    page.get_by_label("New e-mail").fill("rao@example.com")
    page.locator("form", has=page.get_by_label("New e-mail")).get_by_label("Current password").fill(
        "password123"
    )
    page.get_by_role("button", name="Change my e-mail").click()
    expect(page.get_by_text("An e-mail is on its way to the new address.")).to_be_visible()
    assert open_link(page, box, 1) == "/confirm-email"
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Your address is changed.")).to_be_visible()
    page.get_by_role("link", name="Settings").last.click()
    page.get_by_role("button", name="Log out").click()

    page.get_by_role("link", name="Log in").first.click()
    page.get_by_role("link", name="Forgot your password?").click()
    page.get_by_label("E-mail").fill("rao@example.com")
    page.get_by_role("button", name="Send me a link").click()
    expect(page.get_by_text("If there is an account with this address")).to_be_visible()
    assert open_link(page, box, 3) == "/reset"  # the second told the old address
    page.get_by_label("New password").fill("a better password")
    page.get_by_role("button", name="Choose a new password").click()
    expect(page.get_by_text("Your password is changed")).to_be_visible()
    log_in(page, "rao@example.com", "a better password")
    expect(page.get_by_role("link", name="Mira Rao")).to_be_visible()
    open_link(page, box, 3)
    page.get_by_label("New password").fill("another password")
    page.get_by_role("button", name="Choose a new password").click()
    expect(page.get_by_text("This link is no longer good.")).to_be_visible()
    assert wire.outside == []


def test_without_mail_the_page_says_who_can_help(playwright: Playwright, tmp_path: Path) -> None:
    with serving(tmp_path) as running, browser(playwright) as started:
        page = started.new_page(base_url=running.address.origin)
        page.goto("/forgot")
        page.get_by_label("E-mail").fill("mira@example.com")
        page.get_by_role("button", name="Send me a link").click()
        expect(page.get_by_text("Whoever runs it can give you a new password.")).to_be_visible()

"""Practising in a real browser: what stands on the page, and what stands in history afterwards."""

from __future__ import annotations

import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.films import clip_film
from tests.serving import Serving

pytestmark = pytest.mark.browser

SOON_MS = 45_000
PAINTED = """(canvas) => {
    const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, index) => index % 4 === 3 && value > 0);
}"""


def start_practice(page: Page, server: Serving) -> None:
    page.goto(server.address.origin)
    page.get_by_test_id("start").click()
    page.get_by_test_id("turn-on-camera").click()


def log_in(page: Page, server: Serving, name: str) -> str:
    token = server.sign_up(name)
    page.goto(f"{server.address.origin}/login")
    page.get_by_label("E-mail").fill(f"{name}@example.com")
    page.get_by_label("Password", exact=True).fill("password123")
    page.get_by_role("button", name="Log in").click()
    expect(page).not_to_have_url(re.compile("/login"))
    return token


def expect_coaching(page: Page, pose: str) -> None:
    """The skeleton is painted, the pose is named, and it has a score."""
    expect(page.get_by_test_id("pose-name")).to_contain_text(re.compile(pose), timeout=SOON_MS)
    expect(page.get_by_test_id("score")).to_contain_text(re.compile(r"\d"), timeout=SOON_MS)
    deadline = time.monotonic() + SOON_MS / 1000
    while not page.get_by_test_id("overlay").evaluate(PAINTED):
        assert time.monotonic() < deadline, "no skeleton was painted"
        page.wait_for_timeout(100)


def test_a_guest_with_the_demo_practitioner_sees_skeleton_pose_score_and_cue(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        outside: list[str] = []
        page.on("request", lambda r: outside.append(r.url) if not _own(r.url, server) else None)
        start_practice(page, server)
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        expect(page.get_by_test_id("pose-name")).to_contain_text("Warrior", timeout=SOON_MS)
        expect(page.get_by_test_id("cue")).to_contain_text(re.compile("knee", re.I), timeout=SOON_MS)
        expect(page.get_by_test_id("privacy-line")).to_be_visible()
        page.keyboard.press("h")
        expect(page.get_by_test_id("score")).to_have_count(0)
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
        assert outside == []


@pytest.mark.slow
def test_closing_the_tab_leaves_the_summary_in_history(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        token = log_in(page, server, "closer")
        start_practice(page, server)
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        page.wait_for_timeout(2000)
        page.close()
        session = _only_session(server, token)
    assert session["ending"] == "interrupted"
    assert session["avg_accuracy"] > 0


def test_the_history_page_shows_a_finished_session(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        page = chromium.new_page()
        token = log_in(page, server, "finisher")
        start_practice(page, server)
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
        assert _only_session(server, token)["ending"] == "completed"
        page.goto(f"{server.address.origin}/sessions")
        expect(page.get_by_test_id("history-row")).to_have_count(1)


@pytest.mark.slow
@pytest.mark.evaluation
def test_a_real_clip_is_coached_and_kept(
    playwright: Playwright, server: Serving, evaluation_data: Path, tmp_path: Path
) -> None:
    film = clip_film(evaluation_data / "videos" / "mergedexercise__wall-sit.mp4", tmp_path / "clip.mjpeg")
    with browser(playwright, film) as chromium:
        page = chromium.new_page()
        token = log_in(page, server, "dancer")
        start_practice(page, server)
        expect_coaching(page, "Chair")  # a wall sit is one, with its arms low
        expect(page.get_by_test_id("cue")).to_contain_text(re.compile("arms", re.I), timeout=SOON_MS)
        page.close()
        session = _only_session(server, token)
    assert session["avg_accuracy"] > 0


def test_a_refused_camera_is_told_with_a_way_on(playwright: Playwright, server: Serving) -> None:
    with browser(playwright) as chromium:
        context = chromium.new_context()
        page = context.new_page()
        page.add_init_script(
            "navigator.mediaDevices.getUserMedia = () =>"
            " Promise.reject(new DOMException('no', 'NotAllowedError'))"
        )
        start_practice(page, server)
        expect(page.get_by_text(re.compile("camera is blocked", re.I)).first).to_be_visible()
        expect(page.get_by_role("button", name=re.compile("try again", re.I))).to_be_visible()


def _own(url: str, server: Serving) -> bool:
    return url.startswith((server.address.origin, "blob:", "data:"))


def _only_session(server: Serving, token: str) -> dict[str, Any]:
    deadline = time.monotonic() + SOON_MS / 1000
    while time.monotonic() < deadline:
        sessions = server.history(token)
        if sessions and sessions[0]["ending"]:
            [session] = sessions
            return session
        time.sleep(0.3)
    pytest.fail("no summary stands in history")

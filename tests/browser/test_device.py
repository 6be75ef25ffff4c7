"""Landmarks found in the page: the same coaching, and no picture leaves the device."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.browser.chromium import browser
from tests.browser.films import clip_film
from tests.browser.test_practice import SOON_MS, expect_coaching, log_in
from tests.browser.wire import listen
from tests.serving import Serving

pytestmark = pytest.mark.browser

PRACTICE_MS = 50_000
"""Some rounds of a film."""

LOAD_MS = 90_000
"""For the networks to be built from 19 MB on a busy machine."""


SWIFTSHADER = "--enable-unsafe-swiftshader"
"""MediaPipe hands pictures over as WebGL textures; a machine without a GPU has to draw them itself."""

CALL_OUT = """() => new Promise((resolve) => {
    addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
    fetch('https://example.org/log', {mode: 'no-cors'}).then(() => resolve('sent'), () => {});
})"""
"""What the policy says to a call that any library of the page might make."""


def choose_device(page: Page, server: Serving) -> None:
    page.goto(f"{server.address.origin}/practice")
    page.get_by_label("Find my joints").select_option("device")


def test_on_this_device_only_points_leave(playwright: Playwright, server: Serving, demo: Path) -> None:
    with browser(playwright, demo, SWIFTSHADER) as chromium:
        context = chromium.new_context()
        page = context.new_page()
        wire = listen(context, page, server)
        choose_device(page, server)
        expect(page.get_by_text("Only 33 points of your body")).to_be_visible()
        page.get_by_test_id("turn-on-camera").click()
        expect(page.get_by_test_id("state")).to_have_attribute(
            "data-state", re.compile("placing|live"), timeout=LOAD_MS
        )
        expect_coaching(page, "Mountain|Warrior|T-Pose")
        expect(page.get_by_test_id("pose-name")).to_contain_text("Warrior", timeout=SOON_MS)
        expect(page.get_by_test_id("privacy-line")).to_contain_text("stays on this device")
        [finder] = [worker for worker in page.workers if "finder" in worker.url]
        assert finder.evaluate(CALL_OUT) == "connect-src"
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
    assert wire.binary == 0
    assert wire.kinds() <= {"hello", "landmarks", "stop"}
    assert wire.texts[0]["source"] == "landmarks"
    bodies = [message for message in wire.texts if message["type"] == "landmarks"]
    assert len(bodies) >= 10
    assert {frozenset(body) for body in bodies} == {
        frozenset({"type", "seq", "captured_us", "image", "world", "size"})
    }
    assert (wire.outside, wire.uploads) == ([], [])


def test_where_points_cannot_be_found_no_picture_is_sent_instead(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    with browser(playwright, demo) as chromium:
        context = chromium.new_context()
        page = context.new_page()
        wire = listen(context, page, server)
        # Answered here, so that no cache of the browser stands in.
        context.route("**/models/*", lambda route: route.fulfill(status=404))
        choose_device(page, server)
        page.get_by_test_id("turn-on-camera").click()
        expect(page.get_by_test_id("no-camera")).to_contain_text("on this device", timeout=LOAD_MS)
        expect(page.get_by_role("button", name="Let the server look")).to_be_visible()
    assert (wire.binary, wire.texts, wire.outside) == (0, [], [])


@pytest.mark.slow
def test_the_points_of_the_page_are_judged_like_the_servers_own(
    playwright: Playwright, server: Serving, demo: Path
) -> None:
    """The same film both ways: the same poses held, and mean scores within two points."""
    _expect_alike(playwright, server, demo, name="demo", poses="Mountain|Warrior|T-Pose")


@pytest.mark.slow
@pytest.mark.evaluation
def test_a_real_clip_is_judged_alike_both_ways(
    playwright: Playwright, server: Serving, evaluation_data: Path, tmp_path: Path
) -> None:
    film = clip_film(evaluation_data / "videos" / "mergedexercise__wall-sit.mp4", tmp_path / "clip.mjpeg")
    _expect_alike(playwright, server, film, name="clip", poses="Chair")


def _expect_alike(playwright: Playwright, server: Serving, film: Path, *, name: str, poses: str) -> None:
    scores = {
        place: _practised(playwright, server, film, place, name=f"{name}-{place}", poses=poses)
        for place in ("server", "device")
    }
    print(name, scores)
    assert scores["device"].keys() == scores["server"].keys()
    apart = {pose: scores["device"][pose] - scores["server"][pose] for pose in scores["server"]}
    assert all(abs(difference) <= 2 for difference in apart.values()), scores


def _practised(
    playwright: Playwright, server: Serving, film: Path, place: str, *, name: str, poses: str
) -> dict[str, float]:
    """Mean score of each pose that was held, as history tells it after some rounds of the film."""
    with browser(playwright, film, SWIFTSHADER) as chromium:
        context = chromium.new_context()
        page = context.new_page()
        token = log_in(page, server, name)
        wire = listen(context, page, server)
        page.goto(f"{server.address.origin}/practice")
        page.get_by_label("Find my joints").select_option(place)
        page.get_by_test_id("turn-on-camera").click()
        expect_coaching(page, poses)
        page.wait_for_timeout(PRACTICE_MS)
        page.get_by_test_id("end").click()
        expect(page.get_by_test_id("summary")).to_be_visible(timeout=SOON_MS)
    if place == "device":
        assert (wire.binary, wire.outside) == (0, [])
    [session] = server.history(token)
    held: dict[str, list[tuple[float, float]]] = {}
    for hold in session["poses"]:
        if hold["score"] is not None and hold["hold_s"] >= 2:
            held.setdefault(hold["pose_id"], []).append((hold["score"], hold["hold_s"]))
    return {
        pose: sum(score * length for score, length in parts) / sum(length for _, length in parts)
        for pose, parts in held.items()
    }

"""Finding a Chromium, and starting it with a film for a camera."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Playwright

FINDER = Path(__file__).parents[2] / "scripts" / "chromium"
QUIET = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@cache
def executable() -> str:
    """Path of a Chromium, by the project's own finder. Without one tests skip only where that is allowed."""
    found = subprocess.run([FINDER], capture_output=True, text=True, check=False)
    if found.returncode == 0:
        return found.stdout.strip()
    if os.environ.get("ALLOW_NO_BROWSER") == "1" and not os.environ.get("CI"):
        pytest.skip(found.stderr.strip())
    pytest.fail(found.stderr.strip())


@contextmanager
def browser(playwright: Playwright, film: Path | None = None, *switches: str) -> Iterator[Browser]:
    """A headless browser whose camera plays the film, or shows a test pattern."""
    camera = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    if film is not None:
        camera.append(f"--use-file-for-fake-video-capture={film}")
    root: dict[str, Any] = {"chromium_sandbox": False} if os.geteuid() == 0 else {}
    started = playwright.chromium.launch(
        executable_path=executable(), headless=True, args=[*QUIET, *camera, *switches], **root
    )
    try:
        yield started
    finally:
        started.close()

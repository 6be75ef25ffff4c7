"""The wheel, installed with its lock into an environment of its own."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.test_setup import outer_environment

ROOT = Path(__file__).parent.parent


def run(*command: str | Path, cwd: Path = ROOT) -> str:
    return subprocess.run(
        command, cwd=cwd, env=outer_environment(), capture_output=True, text=True, check=True
    ).stdout


@pytest.mark.slow
def test_the_wheel_runs_and_carries_the_page(tmp_path: Path) -> None:
    dist, venv = tmp_path / "dist", tmp_path / "venv"
    run("make", "wheel", f"DIST={dist}")
    (wheel,) = dist.glob("*.whl")

    run("scripts/uv", "venv", "--python", ROOT / ".venv/bin/python", venv)
    install: list[str | Path] = ["scripts/uv", "pip", "install", "--python", venv / "bin/python", "--no-deps"]
    run(*install, "--require-hashes", "-r", dist / "requirements.lock")
    run(*install, wheel)

    said = run(venv / "bin/yoga-assistant", "--help", cwd=tmp_path)
    assert "serve" in said
    (page,) = venv.glob("lib/python*/site-packages/server/web/index.html")
    assert "<script" in page.read_text()

"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def evaluation_data() -> Path:
    """The folder of other people's photos and clips, which never enters the repository."""
    named = os.environ.get("YOGA_EVALUATION_DATA")
    if not named:
        pytest.skip("YOGA_EVALUATION_DATA names no folder")
    folder = Path(named)
    if not folder.is_dir():
        pytest.fail(f"YOGA_EVALUATION_DATA names {folder}, which is no folder")
    return folder

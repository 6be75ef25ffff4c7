"""What every test of the client needs."""

from __future__ import annotations

import math

import pytest

from server.client import pacing


@pytest.fixture
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """No frame is left out for being late: a busy machine must not change what a test sees."""
    monkeypatch.setattr(pacing, "LATE_S", math.inf)

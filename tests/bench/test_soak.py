from __future__ import annotations

import pytest

from bench.soak import soak


@pytest.mark.slow
@pytest.mark.anyio
async def test_visitors_come_and_go_and_leave_nothing_open() -> None:
    assert await soak(minutes=0.5, per_minute=60, engine="scripted", seed=7) == []

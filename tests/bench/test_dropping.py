"""A frame that is dropped is never decoded."""

from __future__ import annotations

import asyncio

from bench.dropping import measure


def test_as_many_are_decoded_as_are_answered() -> None:
    counts = asyncio.run(measure(fps=400.0, seconds=0.5))
    assert counts.sent == 200
    assert counts.dropped > 0
    assert counts.decoded == counts.answered == counts.sent - counts.dropped

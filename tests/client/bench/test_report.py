"""The table says what was measured."""

from __future__ import annotations

from pathlib import Path

from server.analysis.engines.options import EngineOptions
from server.client.bench.load import Load
from server.client.bench.measure import Plan, Row
from server.client.bench.report import HEADINGS, cells, markdown

FULL = Load(
    sent_per_s=100.0,
    answered_per_s=72.0,
    p50_ms=31.4,
    p95_ms=48.6,
    dropped_share=0.28,
    errors=0,
    client_cpu=0.2,
    server_cpu=1.7,
    other_cpu=0.0,
    server_bytes=512 * 2**20,
    front_cpu=0.144,
)
SINK = Load(
    100.0, 0.0, None, None, 0.0, 0, client_cpu=0.15, server_cpu=0.1, other_cpu=0.0, server_bytes=2**25
)
PLAN = Plan("mediapipe", EngineOptions(Path("models"), workers=2), (4,), 15.0, 10.0, (b"x" * 2048,))


def test_a_row_has_a_cell_for_each_heading() -> None:
    row = Row(4, 80.0, SINK, FULL, FULL)
    assert len(cells(row)) == len(HEADINGS)
    assert row.share == 0.9
    assert cells(row)[:6] == ("4", "80.0", "72.0 of 100.0", "90%", "31 ms / 49 ms", "28%")
    assert cells(row)[6:8] == ("1.56 + 0.14 + 0.20 (0.00)", "2.00 ms")


def test_markdown_is_a_table() -> None:
    text = markdown(PLAN, [Row(4, 80.0, SINK, FULL, FULL)])
    table = [line for line in text.splitlines() if line.startswith("|")]
    assert len(table) == 3
    assert {line.count("|") for line in table} == {len(HEADINGS) + 1}
    assert text.startswith("mediapipe, full model, 2 workers, pictures of 2 KiB; ")

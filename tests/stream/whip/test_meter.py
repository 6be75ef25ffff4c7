"""R9: how much one client may send, with time as an argument."""

from __future__ import annotations

import struct

from server.stream.whip.guard import Meter


def rtp(source: int, size: int = 100) -> bytes:
    return struct.pack("!BBHII", 0x80, 96, 1, 1, source) + bytes(size - 12)


def test_a_video_of_30_frames_a_second_passes() -> None:
    meter = Meter(1500.0, 1_000_000.0, 8, 10.0)
    assert all(meter.take(rtp(1, 1200), n / 200) for n in range(4000))
    assert not meter.flooded(20.0)


def test_packets_over_the_rate_are_dropped_and_ten_seconds_of_it_are_a_flood() -> None:
    meter = Meter(1500.0, 1e9, 8, 10.0)
    passed = [sum(meter.take(rtp(1), second + n / 3000) for n in range(3000)) for second in range(12)]
    assert 1400 <= passed[5] <= 1600
    assert meter.flooded(12.0)
    assert not meter.flooded(14.0)


def test_a_burst_is_no_flood() -> None:
    meter = Meter(100.0, 1e9, 8, 10.0)
    for second in (0, 20, 40):
        for n in range(500):
            meter.take(rtp(1), second + n / 1000)
    assert meter.dropped > 0
    assert not meter.flooded(40.5)


def test_bytes_over_the_rate_are_dropped() -> None:
    meter = Meter(1e9, 10_000.0, 8, 10.0)
    assert sum(meter.take(rtp(1, 1000), n / 100) for n in range(100)) < 25


def test_more_sources_than_there_may_be_are_dropped() -> None:
    meter = Meter(1e9, 1e9, 3, 10.0)
    assert [meter.take(rtp(source), 0.0) for source in (1, 2, 3, 4, 1)] == [True, True, True, False, True]


def test_dtls_and_rtcp_have_no_source_to_count() -> None:
    meter = Meter(1e9, 1e9, 0, 10.0)
    assert meter.take(bytes([22]) + bytes(20), 0.0)
    assert meter.take(bytes([0x80, 200]) + bytes(20), 0.0)

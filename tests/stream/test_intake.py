"""SPEC 3, 8.5: what a session accepts, and when it was."""

from __future__ import annotations

import pytest

from server.stream.intake import Intake
from server.stream.life import Given, Limits
from server.stream.peer import VideoPicture


def test_8_5_time_goes_on_where_rtp_time_begins_anew() -> None:
    """By the capture clock, that is: the frames arrive unevenly."""
    intake, times, told = Intake(Limits(), Given("video")), [], []
    for n, late in enumerate((0.0, 0.03, 0.01, 0.05)):
        arrival = intake.admit(VideoPicture(n, 2**32 - 5_000 + 6_000 * n, b""), n / 15 + late)
        assert arrival is not None
        times.append(arrival.item.t)
        told.append(arrival.rtp_time)
    assert times == pytest.approx([0.0, 1 / 15, 2 / 15, 3 / 15], abs=0.002)
    assert told == [2**32 - 5_000, 1_000, 7_000, 13_000]

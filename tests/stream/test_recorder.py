"""SPEC 7.8: landmarks are handed on with each checkpoint, ten a second, as long as the account agrees."""

from __future__ import annotations

import pytest

from server.analysis.landmarks import Nobody
from server.analysis.movement import Moment
from server.analysis.summary import Ending, Summary
from server.errors import StoreUnavailable
from server.stream.recorder import MOST, Recorder
from tests.doubles import CountingCoach, body

pytestmark = pytest.mark.anyio

SUMMARY = CountingCoach().summary()


class Shelf:
    """Keeps what it is told to, as it is told to."""

    def __init__(self, row: int | None = 7, agrees: bool = True) -> None:
        self.row = row
        self.agrees = agrees
        self.down = False
        self.pieces: list[list[float]] = []
        self.asked = 0

    async def save(self, summary: Summary, ending: Ending | None) -> int | None:
        return self.row

    async def keep(self, row: int, moments: tuple[Moment, ...]) -> bool:
        assert row == self.row
        self.asked += 1
        if self.down:
            raise StoreUnavailable("The database does not answer.")
        if self.agrees:
            self.pieces.append([one.t for one in moments])
        return self.agrees


def watching(shelf: Shelf, *, since: float = 0.0, seconds: float = 1.0, fps: int = 30) -> Recorder:
    recorder = Recorder(shelf.save, shelf.keep)
    see(recorder, since, seconds, fps)
    return recorder


def see(recorder: Recorder, since: float, seconds: float, fps: int = 30) -> None:
    for n in range(int(seconds * fps)):
        recorder.see(body(n, since + n / fps))


async def test_each_checkpoint_has_what_came_since_the_last_ten_a_second() -> None:
    shelf = Shelf()
    recorder = watching(shelf)
    assert await recorder.save(SUMMARY, None) == 7
    see(recorder, 1.0, 0.5)
    assert await recorder.save(SUMMARY, Ending.COMPLETED) == 7
    assert [len(piece) for piece in shelf.pieces] == [10, 5]
    assert shelf.pieces[0][0] == 0
    assert shelf.pieces[1][0] == 1


async def test_slow_frames_are_all_kept_and_nobody_is_not() -> None:
    shelf = Shelf()
    recorder = watching(shelf, fps=4)
    recorder.see(Nobody(9, 5.0))
    await recorder.save(SUMMARY, None)
    assert shelf.pieces == [[0.0, 0.25, 0.5, 0.75]]


async def test_who_does_not_agree_is_asked_once_and_no_more_is_remembered() -> None:
    shelf = Shelf(agrees=False)
    recorder = watching(shelf)
    await recorder.save(SUMMARY, None)
    see(recorder, 1.0, 1.0)
    shelf.agrees = True
    await recorder.save(SUMMARY, Ending.COMPLETED)
    assert (shelf.asked, shelf.pieces, recorder._moments) == (1, [], [])


async def test_consent_that_is_taken_back_stops_it_in_the_middle() -> None:
    shelf = Shelf()
    recorder = watching(shelf)
    await recorder.save(SUMMARY, None)
    shelf.agrees = False
    see(recorder, 1.0, 1.0)
    await recorder.save(SUMMARY, None)
    assert len(shelf.pieces) == 1
    assert recorder._moments == []


async def test_a_session_without_a_row_keeps_nothing_yet() -> None:
    shelf = Shelf(row=None)
    await watching(shelf).save(SUMMARY, None)
    assert shelf.asked == 0


async def test_a_store_that_is_down_loses_no_summary_and_gets_the_piece_later() -> None:
    shelf = Shelf()
    recorder = watching(shelf)
    shelf.down = True
    assert await recorder.save(SUMMARY, None) == 7
    shelf.down = False
    see(recorder, 1.0, 1.0)
    await recorder.save(SUMMARY, None)
    assert [len(piece) for piece in shelf.pieces] == [20]


async def test_what_waits_is_bounded() -> None:
    recorder = watching(Shelf(), seconds=600, fps=10)
    assert len(recorder._moments) == MOST

"""The decoder process as the server sees it: it answers, refuses, dies, and leaves nothing behind."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import BinaryIO

import psutil
import pytest

from server.api.uploads import reading
from server.api.uploads.reading import NICE, NICEST, ReadLimits, Shot, opened
from server.errors import BadFrame
from tests.client.films import film

LIMITS = ReadLimits(max_pixels=1_000_000, max_film_pixels=100_000, max_film_s=60.0, timeout_s=20.0)

pytestmark = pytest.mark.anyio


def in_a_file(content: bytes) -> BinaryIO:
    file = tempfile.TemporaryFile()  # noqa: SIM115
    file.write(content)
    file.flush()
    return file


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


async def test_a_film_comes_in_order(tmp_path: Path) -> None:
    with film(tmp_path / "a.mp4", frames=30).open("rb") as file:
        async with opened(file, LIMITS) as material:
            shots: list[Shot] = [shot async for shot in material.shots]
    assert material.duration_s == pytest.approx(1.0, abs=0.1)
    assert len(shots) == 10
    assert all(shot.jpeg.startswith(b"\xff\xd8") for shot in shots)


async def test_what_cannot_be_read_is_told_in_a_sentence() -> None:
    with in_a_file(b"nonsense") as file, pytest.raises(BadFrame, match="no picture and no film"):
        async with opened(file, LIMITS):
            pytest.fail("it was opened")


async def test_leaving_in_the_middle_ends_the_process(tmp_path: Path) -> None:
    before = children()
    with film(tmp_path / "a.mp4", frames=300).open("rb") as file:
        async with opened(file, LIMITS) as material:
            async for _ in material.shots:
                break
    assert children() == before


async def test_a_film_steps_back_as_soon_as_somebody_practises(tmp_path: Path) -> None:
    with film(tmp_path / "a.mp4", frames=600).open("rb") as file:
        for crowded, nice in ((False, 0), (True, NICE)):
            before = children()
            async with opened(file, LIMITS, crowded=crowded) as material:
                await anext(aiter(material.shots))
                (decoder,) = (psutil.Process(pid) for pid in children() - before)
                assert decoder.nice() == min(psutil.Process().nice() + nice, NICEST)
                material.step_back()
                assert decoder.nice() == NICEST


async def test_a_process_that_dies_of_the_file_costs_only_that_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MODULE", "this.module.is.not.there")
    with film(tmp_path / "a.mp4").open("rb") as file, pytest.raises(BadFrame, match="cannot be read"):
        async with opened(file, LIMITS):
            pytest.fail("it was opened")

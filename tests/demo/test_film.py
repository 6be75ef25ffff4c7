"""The film is JPEGs one after another, with the truth inside where it is wanted."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from click.testing import CliRunner

from server.analysis.engines.scripted import read_truth
from server.demo.__main__ import main
from server.demo.choreography import short_practice
from server.demo.film import frames, shot, write_mjpeg
from server.demo.practitioner import Practitioner
from server.stream.jpeg import JpegLimits, check

PRACTITIONER = Practitioner(short_practice())


def _pictures(film: bytes) -> list[bytes]:
    return [b"\xff\xd8\xff" + part for part in film.split(b"\xff\xd8\xff")[1:]]


def test_an_mjpeg_is_its_pictures_in_a_row(tmp_path: Path) -> None:
    path = tmp_path / "demo.mjpeg"
    assert write_mjpeg(path, frames(PRACTITIONER, 0.5, fps=10)) == 5
    pictures = _pictures(path.read_bytes())
    assert len(pictures) == 5
    for picture in pictures:
        assert check(picture, JpegLimits()) == (640, 480)
        assert picture.endswith(b"\xff\xd9")


def test_the_truth_travels_in_the_picture() -> None:
    drawn = PRACTITIONER.frame(2.0)
    truth = read_truth(shot(drawn, truth=True))
    assert truth is not None
    np.testing.assert_array_equal(truth.image, drawn.landmarks.image)
    np.testing.assert_array_equal(truth.world, drawn.landmarks.world)
    assert read_truth(shot(drawn)) is None


def test_no_frames_make_an_empty_film(tmp_path: Path) -> None:
    assert write_mjpeg(tmp_path / "none.mjpeg", []) == 0


def test_the_command_writes_a_film(tmp_path: Path) -> None:
    path = tmp_path / "all.mjpeg"
    told = ["--out", str(path), "--seconds", "0.2", "--size", "320x240", "--practice", "all", "--truth"]
    result = CliRunner().invoke(main, told)
    assert result.exit_code == 0, result.output
    pictures = _pictures(path.read_bytes())
    assert [check(picture, JpegLimits()) for picture in pictures] == [(320, 240)] * 6
    assert read_truth(pictures[0]) is not None


def test_a_size_that_is_none_is_refused(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["--out", str(tmp_path / "x.mjpeg"), "--size", "big"])
    assert result.exit_code == 2
    assert "640x480" in result.output

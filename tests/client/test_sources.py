"""Films become JPEG frames: thinned, upright, of a modest size, at their own times."""

from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
import simplejpeg

from server.client.demo import Demo
from server.client.errors import SourceUnusable
from server.client.sources import Camera, Look, Memory, VideoFile
from tests.client.films import film, turn_clockwise


def test_keeps_the_films_own_times(tmp_path: Path) -> None:
    frames = list(VideoFile(film(tmp_path / "film.mp4")).frames())
    assert [frame.seq for frame in frames] == list(range(30))
    assert [frame.t for frame in frames] == pytest.approx([n / 30 for n in range(30)])


@pytest.mark.parametrize(("fps", "kept"), [(60.0, 30), (30.0, 30), (15.0, 15), (10.0, 10), (20.0, 20)])
def test_leaves_frames_out_above_the_rate(tmp_path: Path, fps: float, kept: int) -> None:
    frames = list(VideoFile(film(tmp_path / "film.mp4"), Look(fps=fps)).frames())
    assert len(frames) == kept
    assert [frame.seq for frame in frames] == list(range(len(frames)))
    assert all(a.t < b.t for a, b in itertools.pairwise(frames))


def test_makes_wide_pictures_smaller_and_leaves_narrow_ones(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", size=(128, 96), frames=2)
    assert _size(VideoFile(path, Look(width=64))) == (48, 64)
    assert _size(VideoFile(path, Look(width=640))) == (96, 128)


def test_turns_a_phones_film_upright(tmp_path: Path) -> None:
    upright = turn_clockwise(film(tmp_path / "film.mp4", frames=2))
    picture = _first(VideoFile(upright))
    assert picture.shape == (64, 48, 3)
    # What was the left third is now the top: a quarter turn clockwise.
    assert picture[:16].mean() > 200
    assert picture[-16:].mean() < 100


def test_mirrors_on_request(tmp_path: Path) -> None:
    path = film(tmp_path / "film.mp4", frames=2)
    assert _first(VideoFile(path))[:, :16].mean() > 200
    assert _first(VideoFile(path, Look(mirrored=True)))[:, -16:].mean() > 200


def test_knows_how_long_a_film_is(tmp_path: Path) -> None:
    assert VideoFile(film(tmp_path / "film.mp4", frames=45)).duration_s == pytest.approx(1.5, abs=0.05)


def test_says_why_a_file_cannot_be_used(tmp_path: Path) -> None:
    with pytest.raises(SourceUnusable, match=r"none\.mp4 cannot be opened: No such file"):
        VideoFile(tmp_path / "none.mp4").check()
    (tmp_path / "text.mp4").write_text("no film")
    with pytest.raises(SourceUnusable, match="Invalid data"):
        VideoFile(tmp_path / "text.mp4").check()


def test_says_that_a_camera_is_missing(tmp_path: Path) -> None:
    with pytest.raises(SourceUnusable, match="cannot be opened"):
        next(Camera(str(tmp_path / "video9")).frames())


def test_memory_repeats_its_pictures() -> None:
    frames = list(Memory((b"a", b"b"), fps=10.0, duration_s=0.5).frames())
    assert [frame.picture for frame in frames] == [b"a", b"b", b"a", b"b", b"a"]
    assert frames[-1].t == pytest.approx(0.4)


def test_the_demo_is_drawn_at_the_rate_and_size_asked_for() -> None:
    demo = Demo(Look(fps=5.0, width=320))
    frames = list(itertools.islice(demo.frames(), 3))
    assert [frame.t for frame in frames] == pytest.approx([0.0, 0.2, 0.4])
    assert simplejpeg.decode_jpeg(frames[0].picture).shape == (240, 320, 3)
    assert demo.duration_s > 10


def _first(source: VideoFile) -> np.ndarray:
    pixels: np.ndarray = simplejpeg.decode_jpeg(next(source.frames()).picture)
    return pixels


def _size(source: VideoFile) -> tuple[int, ...]:
    return _first(source).shape[:2]

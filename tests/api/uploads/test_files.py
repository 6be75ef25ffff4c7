"""What strangers send, as the decoder process reads it: upright, small, and nothing that it should not be."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest
from PIL import Image

from server.api.uploads.files import FileLimits, Opened, Unreadable, open_file
from tests.client.films import film, turn_clockwise

LIMITS = FileLimits(max_pixels=2_000_000, max_film_pixels=100_000, max_film_s=5.0)


def picture(size: tuple[int, int] = (64, 48), mode: str = "RGB") -> Image.Image:
    """Dark, with a light left third."""
    made = Image.new("RGB", size, (60, 60, 60))
    made.paste((250, 250, 250), (0, 0, size[0] // 3, size[1]))
    return made.convert(mode)


def saved(made: Image.Image, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    made.save(out, form, **options)
    return out.getvalue()


def read(content: bytes, limits: FileLimits = LIMITS) -> Opened:
    return open_file(io.BytesIO(content), limits)


def only(content: bytes, limits: FileLimits = LIMITS) -> Image.Image:
    opened = read(content, limits)
    assert opened.duration_s is None
    (shot,) = opened.shots
    return Image.open(io.BytesIO(shot.jpeg))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_picture_becomes_one_jpeg(form: str) -> None:
    found = only(saved(picture(), form))
    assert (found.format, found.size) == ("JPEG", (64, 48))


def test_a_good_jpeg_is_passed_on_as_it_is() -> None:
    content = saved(picture(), "JPEG", quality=90)
    (shot,) = read(content).shots
    assert shot.jpeg == content


def test_a_phone_held_upright_gives_an_upright_picture() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned a quarter clockwise
    found = np.asarray(only(saved(picture(), "JPEG", exif=exif)).convert("L"))
    assert found.shape == (64, 48)
    assert found[:16].mean() > 200
    assert found[32:].mean() < 100


HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAchtZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAA"
    "AAAAADRpbG9jAAAAAERAAAIAAQAAAAAB7AABAAAAAAAAACoAAgAAAAACFgABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVp"
    "bmZlAgAAAAABAABodmMxAAAAABVpbmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAABB2lwcnAAAADmaXBjbwAAAHZo"
    "dmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGEABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAA"
    "AwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkAAAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAA"
    "AAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAMAAAAAEAAAAAAAAAAv////AAAAACAAAAEHBpeGkAAAAAAwgICAAAAAlpcm90"
    "AwAAABlpcG1hAAAAAAAAAAEAAQaBAgMFhIYAAAAaaXJlZgAAAAAAAAAOY2RzYwACAAEAAQAAAFZtZGF0AAAAJigBrxOAgDft"
    "R6h30rtbAh0l19V5IFXbQaLCaGy/inxJiYaRldMsAAAABkV4aWYAAE1NACoAAAAIAAEBEgADAAAAAQAGAAAAAAAA"
)
"""`picture()` as a phone held upright stores it: lying, with a box that says to turn it a quarter clockwise.

Made with `picture().save(…, exif=…)` of pillow-heif, which encodes; what is installed here only decodes.
"""


def test_a_heic_of_a_phone_held_upright_is_upright() -> None:
    found = np.asarray(only(HEIC).convert("L"))
    assert found.shape == (64, 48)
    assert found[:16].mean() > 200
    assert found[32:].mean() < 100


@pytest.mark.parametrize("length", [20, 100, len(HEIC) // 2])
def test_a_cut_heic_is_told(length: int) -> None:
    with pytest.raises(Unreadable):
        list(read(HEIC[:length]).shots)


def test_a_heic_that_claims_too_many_pixels_is_told() -> None:
    with pytest.raises(Unreadable, match="at most 1000 pixels"):
        list(read(HEIC, FileLimits(1000, 100_000, 5.0)).shots)


def test_a_large_picture_is_made_smaller() -> None:
    assert max(only(saved(picture((1600, 1200)), "PNG")).size) == 1280


def test_what_is_clear_becomes_white() -> None:
    clear = Image.new("RGBA", (64, 48), (0, 0, 0, 0))
    assert np.asarray(only(saved(clear, "PNG"))).mean() > 250


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGBA", "I;16"])
def test_every_kind_of_pixel_is_read(mode: str) -> None:
    made = picture(mode="I").convert(mode) if mode == "I;16" else picture(mode=mode)
    assert only(saved(made, "PNG")).mode == "RGB"


UNREADABLE = {
    "empty": b"",
    "text": b"no picture at all",
    "a page": b"<html><script>alert(1)</script></html>",
    "a drawing": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
    "a cut JPEG": saved(picture(), "JPEG")[:400],
    "a cut PNG": saved(picture(), "PNG")[:60],
    "a cut WebP": saved(picture(), "WEBP")[:40],
    "a GIF": saved(picture(), "GIF"),
    "a TIFF": saved(picture(), "TIFF"),
    "a playlist": b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n",
    "a list of files": b"ffconcat version 1.0\nfile /etc/passwd\n",
    "too small": saved(picture((8, 8)), "PNG"),
    "too many pixels": saved(Image.new("1", (2000, 2000)), "PNG"),
}


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE)
def test_what_cannot_be_used_is_told(content: bytes) -> None:
    with pytest.raises(Unreadable) as caught:
        list(read(content).shots)
    assert str(caught.value).endswith(".")


def test_a_film_is_looked_at_ten_times_a_second(tmp_path: Path) -> None:
    opened = read(film(tmp_path / "a.mp4", frames=60, fps=30).read_bytes())
    shots = list(opened.shots)
    assert opened.duration_s == pytest.approx(2.0, abs=0.1)
    assert [round(shot.t, 1) for shot in shots] == [round(n / 10, 1) for n in range(20)]


@pytest.mark.parametrize("name", ["a.mp4", "a.mkv", "a.avi", "a.mov"])
def test_the_containers_of_phones_and_cameras_are_read(tmp_path: Path, name: str) -> None:
    assert len(list(read(film(tmp_path / name, frames=10).read_bytes()).shots)) >= 3


def test_a_film_of_a_phone_held_upright_is_upright(tmp_path: Path) -> None:
    content = turn_clockwise(film(tmp_path / "a.mp4", frames=3)).read_bytes()
    found = np.asarray(Image.open(io.BytesIO(next(read(content).shots).jpeg)).convert("L"))
    assert found.shape == (64, 48)
    assert found[:16].mean() > 200
    assert found[32:].mean() < 100


def test_a_film_that_is_too_long_is_told_before_it_is_read(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", frames=60, fps=10).read_bytes()
    with pytest.raises(Unreadable, match="at most 5 seconds"):
        read(content)


def test_a_film_with_too_large_a_frame_is_told(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", frames=3, size=(640, 480)).read_bytes()
    with pytest.raises(Unreadable, match="at most 100000 pixels"):
        list(read(content).shots)


def test_a_film_that_breaks_off_is_told_or_ends(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mkv", frames=60).read_bytes()
    assert len(list(read(content[: len(content) * 3 // 4]).shots)) >= 1


def test_sound_alone_is_no_film(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("aac", rate=44100)
        silence = av.AudioFrame.from_ndarray(np.zeros((1, 1024), np.float32), "fltp", "mono")
        silence.sample_rate = 44100
        for packet in (*stream.encode(silence), *stream.encode()):
            container.mux(packet)
    with pytest.raises(Unreadable, match="no pictures"):
        read(path.read_bytes())


def test_a_jpeg_of_very_many_scans_is_made_anew_and_not_passed_on() -> None:
    content = saved(picture((640, 480)), "JPEG", progressive=True)
    last = content.rindex(b"\xff\xda")
    bomb = content[:-2] + content[last:-2] * 50 + content[-2:]
    (shot,) = read(bomb).shots
    assert shot.jpeg != bomb
    assert shot.jpeg.count(b"\xff\xda") <= 12

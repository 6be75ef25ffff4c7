"""`yoga-assistant pose record` writes a pack that loads, from pictures of the demo practitioner."""

from __future__ import annotations

from pathlib import Path

import av
import numpy as np
import pytest
from click.testing import CliRunner, Result

from server.analysis.landmarks import Landmarks
from server.analysis.loading import load_library
from server.analysis.proposing import CannotPropose
from server.commands import record
from server.commands.pose import command
from server.demo.choreography import Choreography, Step
from server.demo.film import shot
from server.demo.practitioner import Practitioner

CAMEL = Practitioner(Choreography((Step("mountain", 1.0), Step("camel", 4.0))))
"""Moves into camel, keeps it, and comes back."""


def truth(start: float, seconds: float, fps: float = 10.0) -> list[Landmarks]:
    times = np.arange(start, start + seconds, 1 / fps)
    return [CAMEL.frame(float(t), seq).landmarks for seq, t in enumerate(times)]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(command, ["record", *arguments])


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> None:
    """The truth, as if an engine had read it."""

    async def bodies(*_: object) -> list[Landmarks]:
        return truth(4.0, 1.5)

    monkeypatch.setattr(record, "_bodies", bodies)


@pytest.mark.usefixtures("seen")
def test_a_pose_is_written_into_a_pack_that_loads(tmp_path: Path) -> None:
    pack = str(tmp_path / "ours")
    result = run("x.jpg", "--id", "kneeling_arch", "--name", "Kneeling Arch", "--pack", pack)
    assert result.exit_code == 0, result.output
    for told in (
        "from 15 bodies",
        "it names 15 of the 15",
        "View: side",
        "takes what was recorded for: Camel Pose",
    ):
        assert told in result.output

    assert run("y.jpg", "--id", "second", "--name", "Second", "--pack", pack).exit_code == 0
    library = load_library(tmp_path)
    assert library.resolve("Kneeling Arch") == "kneeling_arch"
    assert library.resolve("second") == "second"
    assert library.poses["kneeling_arch"].view == "side"


@pytest.mark.usefixtures("seen")
def test_an_earlier_recording_is_written_over_only_when_asked(tmp_path: Path) -> None:
    wanted = ("x.jpg", "--id", "arch", "--name", "Arch", "--pack", str(tmp_path / "ours"))
    assert run(*wanted).exit_code == 0
    again = run(*wanted)
    assert again.exit_code == 1
    assert "--force writes over it" in again.output
    assert run(*wanted, "--force", "--hold", "40").exit_code == 0
    assert load_library(tmp_path).poses["arch"].hold == 40


@pytest.mark.usefixtures("seen")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--id", "Kneeling Arch"], "Use lower-case letters"),
        (["--id", "arch", "--category", "odd"], "There is no such category"),
        (["--id", "tree"], "pose 'tree': id: is taken by another"),
        (["--id", "arch", "--name", "Tree Pose"], "'treepose' already names"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_written(
    tmp_path: Path, arguments: list[str], told: str
) -> None:
    name = [] if "--name" in arguments else ["--name", "Arch"]
    result = run("x.jpg", "--pack", str(tmp_path / "ours"), *name, *arguments)
    assert result.exit_code != 0
    assert told in result.output
    assert not (tmp_path / "ours").exists()


def test_the_longest_stretch_in_which_somebody_keeps_still_counts() -> None:
    still = record._still(truth(0.0, 7.0))
    assert still[-1].t - still[0].t >= 3.0
    assert still[0].t >= 2.0
    with pytest.raises(CannotPropose, match="keeps still"):
        record._still(truth(1.2, 1.2))


def _film(path: Path, seconds: float = 6.0, fps: int = 10) -> None:
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.bit_rate = 640, 480, 4_000_000
        for number in range(round(seconds * fps)):
            picture = av.VideoFrame.from_ndarray(CAMEL.frame(number / fps).picture, "bgr24")
            container.mux(stream.encode(picture))
        container.mux(stream.encode())


@pytest.mark.slow
def test_pictures_and_films_are_read_by_the_network(tmp_path: Path) -> None:
    picture, film = tmp_path / "camel.jpg", tmp_path / "camel.mp4"
    picture.write_bytes(shot(CAMEL.frame(5.0)))
    _film(film)
    for source in (picture, film):
        pack = tmp_path / source.suffix[1:] / "ours"
        result = run(
            str(source), "--id", "arch", "--name", "Arch", "--pack", str(pack), "--category", "backbend"
        )
        assert result.exit_code == 0, result.output
        assert "Camel Pose" in result.output
        assert load_library(pack.parent).poses["arch"].category == "backbend"


@pytest.mark.slow
def test_a_source_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    result = run(
        str(tmp_path / "none.jpg"), "--id", "arch", "--name", "Arch", "--pack", str(tmp_path / "ours")
    )
    assert result.exit_code == 1
    assert "none.jpg cannot be opened" in result.output

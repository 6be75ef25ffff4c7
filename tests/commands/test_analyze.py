"""`yoga-assistant analyze` without a model: the scripted engine reads the truth from the pictures."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from PIL import Image

from server.cli import main
from tests.client.films import film
from tests.engine_rig import drawn, empty_room

ENV = {"YOGA_ENGINE": "scripted"}


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["analyze", *map(str, arguments)], env=ENV)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    path = tmp_path / "tree.jpg"
    path.write_bytes(drawn("tree", 20.0)[0])
    return path


def test_a_picture_is_reported(tree: Path) -> None:
    shown = run(tree)
    assert shown.exit_code == 0, shown.output
    assert "Tree Pose" in shown.output
    assert "of 100" in shown.output


def test_a_picture_is_reported_in_the_language_that_is_asked_for(tree: Path) -> None:
    shown = run("--lang", "es", tree)
    assert shown.exit_code == 0, shown.output
    assert "Árbol" in shown.output


def test_json_is_one_line_a_file(tree: Path, tmp_path: Path) -> None:
    nobody = tmp_path / "nobody.jpg"
    nobody.write_bytes(empty_room())
    shown = run("--json", "--pose", "tree", tree, nobody, film(tmp_path / "grey.mp4"))
    assert shown.exit_code == 0, shown.output
    first, second, third = (json.loads(line) for line in shown.stdout.splitlines())
    assert (first["pose_id"], first["pose_detected"], first["film"]) == ("tree", True, None)
    assert second["success"] is False
    assert third["success"] is False


def test_what_cannot_be_read_is_told_and_the_others_are_looked_at(tree: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.mp4"
    broken.write_bytes(b"nonsense")
    shown = run(broken, tree)
    assert shown.exit_code == 1
    assert "no picture and no film" in shown.output
    assert "of 100" in shown.output


def test_the_best_moment_can_be_kept_and_replaces_nothing(tree: Path) -> None:
    original = tree.read_bytes()
    for _ in range(2):
        assert run("--pictures", tree.parent, tree).exit_code == 0
    assert tree.read_bytes() == original
    kept = sorted(path.name for path in tree.parent.glob("tree-*"))
    assert kept == ["tree-skeleton-2.jpg", "tree-skeleton.jpg"]
    for name in kept:
        with Image.open(tree.parent / name) as picture:
            assert picture.format == "JPEG"


def test_a_name_with_brackets_is_only_a_name(tree: Path) -> None:
    odd = tree.rename(tree.parent / "tree [red] [1].jpg")
    shown = run(odd)
    assert shown.exit_code == 0, shown.output
    assert "tree [red] [1].jpg" in shown.output.replace("\n", "")


def test_an_unknown_pose_is_wrong_usage(tree: Path) -> None:
    shown = run("--pose", "nope", tree)
    assert shown.exit_code == 2
    assert "There is no pose" in shown.output

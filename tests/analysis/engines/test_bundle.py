"""The bundle without the segmentation head: the same landmarks, bit for bit."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from server.analysis.engines import bundle, models
from tests import engine_rig

LANDMARKS_OF = """
import json, sys
import mediapipe
from mediapipe.tasks.python import BaseOptions, vision
from server.analysis.engines.tracker import decode

picture = decode(open(sys.argv[2], "rb").read())
base = BaseOptions(model_asset_path=sys.argv[1])
options = vision.PoseLandmarkerOptions(base, running_mode=vision.RunningMode.VIDEO)
with vision.PoseLandmarker.create_from_options(options) as landmarker:
    image = mediapipe.Image(image_format=mediapipe.ImageFormat.SRGB, data=picture)
    for stamp in (1000, 1033, 1066):
        found = landmarker.detect_for_video(image, stamp)
points = found.pose_landmarks[0] + found.pose_world_landmarks[0]
print(json.dumps([[p.x.hex(), p.y.hex(), p.z.hex(), p.visibility.hex(), p.presence.hex()] for p in points]))
"""


@pytest.fixture(scope="module")
def raw() -> tuple[bytes, bytes]:
    detector, landmarks = models.networks(models.MODELS["full"], engine_rig.model_dir())
    return detector.read_bytes(), landmarks.read_bytes()


def found_with(task: bytes, picture: bytes, folder: Path) -> list[list[str]]:
    """66 points as hexadecimal floats, found in a process of its own."""
    (folder / "model.task").write_bytes(task)
    (folder / "picture.jpg").write_bytes(picture)
    files = [str(folder / "model.task"), str(folder / "picture.jpg")]
    command = [sys.executable, "-c", LANDMARKS_OF, *files]
    done = subprocess.run(command, env=engine_rig.closed_environment(), capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    points: list[list[str]] = json.loads(done.stdout)
    return points


def test_pruning_leaves_every_landmark_as_it_was(raw: tuple[bytes, bytes], tmp_path: Path) -> None:
    picture, _ = engine_rig.drawn("warrior2", 0.0)
    pruned = found_with(bundle.build(*raw), picture, tmp_path)
    whole = found_with(bundle.build(*raw, prune=False), picture, tmp_path)
    assert len(whole) == 66
    assert pruned == whole


@pytest.mark.slow
@pytest.mark.evaluation
def test_pruning_leaves_photos_as_they_were(
    raw: tuple[bytes, bytes], tmp_path: Path, evaluation_data: Path
) -> None:
    photos = sorted((evaluation_data / "photos").glob("*/*.jpg"))[::160]
    for photo in photos:
        picture = photo.read_bytes()
        pruned = found_with(bundle.build(*raw), picture, tmp_path)
        assert pruned == found_with(bundle.build(*raw, prune=False), picture, tmp_path)


def test_pruning_drops_a_part_of_the_network(raw: tuple[bytes, bytes]) -> None:
    def operators(task: bytes) -> int:
        with zipfile.ZipFile(io.BytesIO(task)) as members:
            model = bundle._read(members.read(bundle.LANDMARKS))
        return len(model.subgraphs[0].operators)

    assert operators(bundle.build(*raw)) < operators(bundle.build(*raw, prune=False))


def test_the_same_networks_give_the_same_bytes(raw: tuple[bytes, bytes]) -> None:
    assert bundle.build(*raw) == bundle.build(*raw)


def test_a_network_taken_out_of_a_bundle_is_known_again(raw: tuple[bytes, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(bundle.build(*raw, prune=False))) as members:
        detector, landmarks = (members.read(name) for name in (bundle.DETECTOR, bundle.LANDMARKS))
    assert (detector, landmarks) != raw
    assert bundle.digest(detector) == bundle.digest(raw[0]) == models.DETECTOR_DIGEST
    assert bundle.digest(landmarks) == bundle.digest(raw[1])


def test_one_changed_weight_changes_the_digest(raw: tuple[bytes, bytes]) -> None:
    changed = bytearray(raw[0])
    changed[len(changed) // 2] ^= 1
    assert bundle.digest(bytes(changed)) != bundle.digest(raw[0])


def test_anything_else_is_refused(raw: tuple[bytes, bytes]) -> None:
    with pytest.raises(ValueError, match="not a TensorFlow Lite network"):
        bundle.build(raw[0], b"<html>not here</html>")
    with pytest.raises(ValueError, match="2 outputs instead of 5"):
        bundle.build(raw[0], raw[0])

"""Pictures and films over HTTP: the founding shapes, what a film adds, limits, and nothing left behind."""

from __future__ import annotations

import base64
import errno
import io
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from starlette.datastructures import UploadFile
from starlette.testclient import TestClient

from server.demo.choreography import Choreography, Step
from server.store.database import Database
from tests.api.conftest import Serve, one_sentence
from tests.api.films import Prompter
from tests.client.films import film
from tests.engine_rig import drawn, empty_room

SPECIFIC = {
    "success",
    "pose_detected",
    "score",
    "feedback",
    "message",
    "error",
    "angles",
    "metrics",
    "pose_name",
    "skill_level",
    "analysis_type",
}
ENHANCED = {
    "success",
    "pose_detected",
    "confidence",
    "detection_method",
    "detection_details",
    "feedback",
    "score",
    "timestamp",
    "skill_level",
    "analysis_type",
}


def text(jpeg: bytes) -> str:
    return base64.b64encode(jpeg).decode()


def send(client: TestClient, pose: str, content: bytes, **fields: str) -> Any:
    return client.post(f"/api/analyze/{pose}", files={"video": ("a.jpg", content)}, data=fields)


def prompted(client: TestClient, *steps: Step) -> Prompter:
    engine = Prompter(Choreography(steps))
    state = client.app.state  # type: ignore[attr-defined]
    state.services = replace(state.services, engine=engine)
    return engine


@pytest.mark.parametrize("pose", ["tree", "warrior2", "downdog"])
def test_one_picture_names_its_pose(shared: TestClient, pose: str) -> None:
    picture, _ = drawn(pose, 20.0)
    answer = shared.post("/api/analyze-pose", json={"image": text(picture)})
    assert answer.status_code == 200
    told = answer.json()
    assert told.keys() >= ENHANCED
    assert (told["success"], told["pose_detected"]) == (True, pose)
    assert (told["detection_method"], told["analysis_type"]) == ("hybrid", "enhanced_hybrid")
    assert told["detection_details"].keys() == {"rule_based", "ml_based"}
    assert told["score"] >= 90
    assert 0.5 < told["confidence"] <= 1
    assert told["skill_level"] == "beginner"
    assert len(told["landmarks"]) == 33


def test_a_data_url_and_broken_base64_lines_are_read(shared: TestClient) -> None:
    whole = text(drawn("tree", 20.0)[0])
    lines = "\n".join(whole[at : at + 76] for at in range(0, len(whole), 76)).rstrip("=")
    for image in (f"data:image/jpeg;base64,{whole}", lines):
        answer = shared.post("/api/analyze-pose", json={"image": image, "skill_level": "advanced"})
        assert answer.json()["pose_detected"] == "tree"
        assert answer.json()["skill_level"] == "advanced"


def test_nobody_in_the_picture_is_no_success_with_a_message(shared: TestClient) -> None:
    told = shared.post("/api/analyze-pose", json={"image": text(empty_room())}).json()
    assert told.keys() >= ENHANCED
    assert (told["success"], told["pose_detected"], told["landmarks"]) == (False, None, None)
    assert told["message"] == "There is nobody to be seen."
    specific = send(shared, "tree", empty_room()).json()
    assert (specific["success"], specific["pose_detected"]) == (False, False)
    assert specific["error"] == "There is nobody to be seen."


@pytest.mark.parametrize("image", ["nonsense", "%%%%", "data:image/png;base64,", text(b"no picture"), "é"])
def test_an_image_that_is_none_is_400(shared: TestClient, image: str) -> None:
    answer = shared.post("/api/analyze-pose", json={"image": image})
    assert answer.status_code == 400
    one_sentence(answer)


@pytest.mark.parametrize(
    "body", [{}, {"image": ""}, {"image": 1}, {"image": "aaaa", "skill_level": "guru"}, {"video": "aaaa"}]
)
def test_an_odd_body_is_422(shared: TestClient, body: Any) -> None:
    assert shared.post("/api/analyze-pose", json=body).status_code == 422


def test_a_picture_is_scored_for_the_pose_that_was_asked_for(shared: TestClient) -> None:
    answer = send(shared, "lowlunge", drawn("lowlung", 20.0)[0], skill_level="intermediate")
    assert answer.status_code == 200
    told = answer.json()
    assert told.keys() >= SPECIFIC
    assert (told["success"], told["pose_detected"], told["error"]) == (True, True, None)
    assert (told["pose_name"], told["pose_id"], told["analysis_type"]) == (
        "lowlunge",
        "lowlung",
        "specific_pose",
    )
    assert told["skill_level"] == "intermediate"
    assert told["score"] >= 85
    assert told["angles"]
    assert told["film"] is None
    shown = Image.open(io.BytesIO(base64.b64decode(told["picture"])))
    assert shown.format == "JPEG"


def test_another_pose_is_told_not_to_be_it(shared: TestClient) -> None:
    told = send(shared, "warrior2", drawn("mountain", 20.0)[0]).json()
    assert (told["success"], told["pose_detected"]) == (True, False)
    assert told["score"] < 80


def test_an_unknown_pose_is_404_and_an_unreadable_file_400(shared: TestClient) -> None:
    assert send(shared, "nope", drawn("tree", 20.0)[0]).status_code == 404
    for content in (b"", b"nonsense", drawn("tree", 20.0)[0][:3000]):
        answer = send(shared, "tree", content)
        assert answer.status_code == 400
        one_sentence(answer)


def test_a_film_is_looked_at_over_its_whole_length(client: TestClient, tmp_path: Path) -> None:
    engine = prompted(client, Step("mountain", 6.0), Step("warrior2", 11.0, "left"))
    content = film(tmp_path / "a.mp4", frames=200, fps=10).read_bytes()
    told = send(client, "warrior2", content).json()
    assert len(engine.asked) == 200
    assert (told["success"], told["pose_detected"], told["side"]) == (True, True, "left")
    found = told["film"]
    assert (found["frames"], found["frames_with_body"]) == (200, 200)
    assert found["duration_s"] == pytest.approx(20.0, abs=0.2)
    assert found["best_score"] >= found["mean_score"] == told["score"] >= 80
    assert [hold["pose_id"] for hold in found["holds"]] == ["mountain", "warrior2"]
    assert found["best_at_s"] >= 6.0
    assert len(found["scores"]) >= 18
    assert told["picture"]


def test_what_is_off_in_a_film_is_told_with_its_time(client: TestClient, tmp_path: Path) -> None:
    fault = "warrior2.shallow_knee"
    prompted(client, Step("warrior2", 12.0, "left", fault=fault, fault_s=9.0))
    content = film(tmp_path / "a.mp4", frames=120, fps=10).read_bytes()
    told = send(client, "warrior2", content).json()
    assert [cue["id"] for cue in told["film"]["cues"]] == [fault]
    assert told["feedback"] == [told["film"]["cues"][0]["text"]]


def test_a_batch_tells_each_by_itself(shared: TestClient) -> None:
    files = [
        ("videos", ("a.jpg", drawn("tree", 20.0)[0])),
        ("videos", ("b.jpg", b"nonsense")),
        ("videos", ("c.jpg", drawn("chair", 20.0)[0])),
    ]
    answer = shared.post("/api/batch-analyze", files=files, data={"pose_names": ["tree", "chair", "nope"]})
    assert answer.status_code == 200
    batch = answer.json()
    assert (batch["total_poses"], batch["successful"], batch["failed"]) == (3, 1, 2)
    first, second, third = batch["batch_results"]
    assert (first["success"], first["pose_name"], first["analysis_type"]) == (True, "tree", "batch_analysis")
    assert second["error"].startswith("The file is no picture")
    assert third["error"] == "There is no pose of that name."


def test_as_many_names_as_files_or_400(shared: TestClient) -> None:
    files = [("videos", ("a.jpg", b"x"))]
    answer = shared.post("/api/batch-analyze", files=files, data={"pose_names": ["tree", "chair"]})
    assert answer.status_code == 400
    one_sentence(answer)


def test_a_body_over_the_limit_is_413_whether_it_says_so_or_not(serve: Serve) -> None:
    client = serve(max_upload_bytes=20_000, max_still_bytes=20_000)
    assert send(client, "tree", b"x" * 30_000).status_code == 413
    assert client.post("/api/analyze-pose", json={"image": "x" * 30_000}).status_code == 413

    def chunks() -> Any:
        yield b'--b\r\nContent-Disposition: form-data; name="video"; filename="a"\r\n\r\n'
        for _ in range(10):
            yield b"x" * 10_000
        yield b"\r\n--b--\r\n"

    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    answer = client.post("/api/analyze/tree", content=chunks(), headers=headers)
    assert answer.status_code == 413
    one_sentence(answer)


@pytest.mark.parametrize("path", ["/api/analyze/tree", "/api/batch-analyze"])
def test_a_form_that_is_none_is_refused(shared: TestClient, path: str) -> None:
    assert shared.post(path, json={"video": "x"}).status_code == 415
    headers = {"Content-Type": "multipart/form-data; boundary=b"}
    for content in (b"", b"--b", b"nonsense", b"--b\r\n\r\n\r\n--b--\r\n"):
        answer = shared.post(path, content=content, headers=headers)
        assert answer.status_code in (400, 422), answer.text
        one_sentence(answer)
    without = shared.post(path, content=b"x", headers={"Content-Type": "multipart/form-data"})
    assert without.status_code == 400


def test_a_form_of_very_many_parts_is_refused(shared: TestClient) -> None:
    files = [("videos", (f"{n}.jpg", b"x")) for n in range(50)]
    answer = shared.post("/api/batch-analyze", files=files, data={"pose_names": ["tree"] * 50})
    assert answer.status_code == 400
    assert send(shared, "tree", b"x", skill_level="x" * 10_000).status_code == 400


def test_a_film_that_takes_too_long_is_told_so(serve: Serve, tmp_path: Path) -> None:
    client = serve(upload_timeout_s=0.01)
    answer = send(client, "tree", film(tmp_path / "a.mp4").read_bytes())
    assert answer.status_code == 413
    assert "shorter" in one_sentence(answer)


def test_a_batch_has_one_time_for_all_its_files(serve: Serve) -> None:
    client = serve(upload_timeout_s=0.01)
    files = [("videos", (f"{n}.jpg", drawn("tree", 20.0)[0])) for n in range(3)]
    answer = client.post("/api/batch-analyze", files=files, data={"pose_names": ["tree"] * 3})
    assert answer.status_code == 200
    assert {one["success"] for one in answer.json()["batch_results"]} == {False}
    assert all("too long" in one["error"] for one in answer.json()["batch_results"])


def test_a_disk_that_is_full_is_told_and_passes(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    async def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as while_full:
        while_full.setattr(UploadFile, "write", full)
        answer = send(client, "tree", drawn("tree", 20.0)[0])
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert send(client, "tree", drawn("tree", 20.0)[0]).status_code == 200


def test_a_disk_that_is_full_is_told_of_a_picture_too(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full(io.BytesIO):
        def flush(self) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

    image = base64.b64encode(drawn("tree", 20.0)[0]).decode()
    with monkeypatch.context() as while_full:
        while_full.setattr(tempfile, "TemporaryFile", Full)
        answer = client.post("/api/analyze-pose", json={"image": image})
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert client.post("/api/analyze-pose", json={"image": image}).status_code == 200


def test_a_bad_token_takes_nothing_away_from_a_guest(client: TestClient) -> None:
    files = {"video": ("a.jpg", drawn("tree", 20.0)[0])}
    answer = client.post("/api/analyze/tree", files=files, headers={"Authorization": "Bearer nonsense"})
    assert answer.status_code == 200


def test_nothing_of_a_picture_is_kept(client: TestClient, tmp_path: Path) -> None:
    send(client, "tree", drawn("tree", 20.0)[0])
    database: Database = client.app.state.services.database  # type: ignore[attr-defined]
    assert database.url.startswith("sqlite")
    kept = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"\xff\xd8\xff" in path.read_bytes() for path in kept)

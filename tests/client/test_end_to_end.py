"""The commands against a real server: sign up, log in, practise, and find it in the history."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from click.testing import CliRunner, Result

from server.client.bench import measure
from server.commands import bench, login, stream
from tests.serving import Serving, serving

pytestmark = pytest.mark.usefixtures("patient")


@pytest.fixture(autouse=True)
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for command in (login, stream):
        monkeypatch.setattr(command, "default_file", lambda: tmp_path / "config" / "tokens.json")
    monkeypatch.delenv("YOGA_TOKEN", raising=False)


def _run(command: object, *arguments: str, typed: str = "") -> Result:
    result = CliRunner().invoke(command, arguments, input=typed)  # type: ignore[arg-type]
    assert result.exit_code == 0, result.output
    return result


def test_the_demo_is_practised_and_stands_in_the_history(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        token = server.sign_up()
        address = ("--server", server.address.origin)
        _run(login.command, *address, "--email", "asha@example.com", typed="password123\n")
        said = _run(stream.command, "demo", *address, "--fps", "10", "--seconds", "4", "--json")
        history = server.history(token)
    messages = [orjson.loads(line) for line in said.output.splitlines()]
    summary = messages[-1]
    assert (messages[0]["type"], summary["type"]) == ("welcome", "summary")
    assert "Mountain Pose" in {m["pose"]["name"] for m in messages if m["type"] == "feedback" and m["pose"]}
    assert [session["id"] for session in history] == [summary["id"]]
    assert history[0]["public_id"] == messages[0]["session"]
    assert [pose["pose_id"] for pose in history[0]["poses"]] == ["mountain"]


def _led(server: Serving, flow: str, step: int) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    """What is told of a flow that the demo practitioner does from a step on, and the summary's flow."""
    address = ("--server", server.address.origin, "--guest", "--fps", "10", "--json")
    said = _run(stream.command, "demo", *address, "--flow", flow, "--step", str(step))
    messages = [orjson.loads(line) for line in said.output.splitlines()]
    assert messages[-1]["ending"] == "completed"
    (told,) = messages[-1]["flows"]
    return [m["flow"] for m in messages if m["type"] == "event" and m["event"] == "flow"], told


@pytest.mark.slow
def test_the_demo_is_led_through_the_end_of_a_sun_salutation(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        changes, flow = _led(server, "sun_salutation_a", 31)
    assert [(c["change"], c["step"]) for c in changes] == [
        ("started", 30), ("step", 31), ("step", 32), ("step", 33), ("finished", 34),
    ]  # fmt: skip
    assert changes[1]["say"]["id"] == "say.exhale_fold"
    assert (flow["id"], flow["ending"], flow["done"], flow["of"]) == ("sun_salutation_a", "finished", 4, 34)
    assert [step["pose"] for step in flow["steps"]] == [
        "half_lift", "standing_forward_fold", "upward_salute", "mountain",
    ]  # fmt: skip


@pytest.mark.slow
def test_a_round_of_sun_salutation_a_is_followed_by_the_network_itself(tmp_path: Path) -> None:
    with serving(tmp_path, engine="mediapipe") as server:
        _, flow = _led(server, "sun_salutation_a", 24)
    assert (flow["id"], len(flow["steps"])) == ("sun_salutation_a", 11)
    assert flow["done"] >= 9
    assert flow["score"] >= 90


def test_without_a_login_nothing_is_kept(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        address = ("--server", server.address.origin)
        said = _run(stream.command, "demo", *address, "--fps", "10", "--seconds", "1")
        assert "you are a guest" in said.output
        assert server.rows() == []


@pytest.mark.slow
def test_the_bench_prints_a_row_for_each_number_of_clients(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(measure, "WARM_UP_S", 1.0)
    monkeypatch.setattr(measure, "CALIBRATION_S", 0.2)
    monkeypatch.setattr(measure, "OVERLOAD", 0.05)  # the scripted engine is far faster than a client
    said = _run(bench.command, "--engine", "scripted", "--clients", "1,2", "--seconds", "2", "--markdown")
    lines = [line.strip("| ").split(" | ") for line in said.stdout.splitlines() if line.startswith("|")]
    rows, memory = lines[2:], lines[0].index("memory")
    assert [row[0] for row in rows] == ["1", "2"]
    assert all(float(row[1]) > 0 and float(row[2].split()[0]) > 0 for row in rows)
    assert all("MiB" in row[memory] for row in rows)


@pytest.mark.slow
def test_the_demo_is_practised_over_webrtc(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        address = ("--server", server.address.origin, "--transport", "whip")
        said = _run(stream.command, "demo", *address, "--guest", "--fps", "10", "--seconds", "3", "--json")
    messages = [orjson.loads(line) for line in said.output.splitlines()]
    assert (messages[0]["type"], messages[-1]["type"]) == ("welcome", "summary")
    assert messages[-1]["ending"] == "completed"
    feedback = [m for m in messages if m["type"] == "feedback"]
    assert len(feedback) > 5
    assert [m["captured_us"] for m in feedback] == sorted({m["captured_us"] for m in feedback})

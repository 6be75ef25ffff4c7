"""`yoga-assistant stream` as its user sees it: lines, JSON, files and exit codes."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from server.client.address import Address
from server.client.local import free_port
from server.client.tokens import keep_token
from server.commands import stream
from tests.client.double import Double, golden, serving
from tests.client.films import film

pytestmark = pytest.mark.usefixtures("patient")


@contextmanager
def _in_a_thread(double: Double) -> Iterator[Address]:
    """The command runs its own event loop, so the double gets another."""
    loop, leave, address = asyncio.new_event_loop(), asyncio.Event(), list[Address]()
    ready = threading.Event()

    async def main() -> None:
        async with serving(double) as here:
            address.append(here)
            ready.set()
            await leave.wait()

    thread = threading.Thread(target=lambda: loop.run_until_complete(main()))
    thread.start()
    assert ready.wait(10)
    yield address[0]
    loop.call_soon_threadsafe(leave.set)
    thread.join(10)
    loop.close()


@pytest.fixture(autouse=True)
def tokens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "config" / "tokens.json"
    monkeypatch.setattr(stream, "default_file", lambda: file)
    monkeypatch.delenv("YOGA_TOKEN", raising=False)
    return file


@pytest.fixture
def clip(tmp_path: Path) -> str:
    return str(film(tmp_path / "film.mp4", frames=6))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(stream.command, arguments)


def test_the_coach_is_asked_to_speak_a_language(clip: str) -> None:
    double = Double()
    with _in_a_thread(double) as address:
        assert _run(clip, "--server", address.origin, "--lang", "hi").exit_code == 0
    assert double.hello is not None
    assert double.hello.language == "hi"


def test_a_pipe_gets_lines_and_the_summary(clip: str) -> None:
    with _in_a_thread(Double()) as address:
        result = _run(clip, "--server", address.origin, "--pose", "warrior2")
    assert result.exit_code == 0
    assert result.output.count("In Warrior II, right side") == 1
    assert result.output.count("Bend your right knee toward the front wall.") == 1
    assert "Tree Pose" in result.output
    assert "number 12 in your history" in result.output


def test_json_is_one_message_a_line(clip: str) -> None:
    with _in_a_thread(Double()) as address:
        result = _run(clip, "--server", address.origin, "--json")
    types = [orjson.loads(line)["type"] for line in result.output.splitlines()]
    assert types == ["welcome", *["feedback"] * 6, "summary"]


def test_a_flow_is_asked_for_from_its_step(clip: str) -> None:
    double = Double()
    with _in_a_thread(double) as address:
        result = _run(clip, "--server", address.origin, "--flow", "balance_6", "--step", "3")
    assert result.exit_code == 0
    assert [(flow.action, flow.flow, flow.step) for flow in double.flows] == [("start", "balance_6", 2)]
    assert "Sun Salutation A, stopped" in result.output


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (("--flow", "balance_7"), "The demo practitioner knows sun_salutation_a,"),
        (("--flow", "balance_6", "--step", "14"), "The flow has 13 steps."),
    ],
)
def test_the_demo_practitioner_says_what_it_does_not_know(wanted: tuple[str, ...], told: str) -> None:
    result = _run("demo", *wanted)
    assert result.exit_code == 2
    assert told in result.stderr


def test_landmarks_are_kept_on_request(clip: str, tmp_path: Path) -> None:
    out = tmp_path / "landmarks.jsonl"
    with _in_a_thread(Double()) as address:
        assert _run(clip, "--server", address.origin, "--landmarks-out", str(out)).exit_code == 0
    lines = [orjson.loads(line) for line in out.read_bytes().splitlines()]
    assert [line["seq"] for line in lines] == list(range(6))
    assert len(lines[0]["image"]) == 33
    assert lines[0]["pose"] == "warrior2"


def test_frames_are_thinned_to_the_rate(clip: str) -> None:
    double = Double()
    with _in_a_thread(double) as address:
        _run(clip, "--server", address.origin, "--fps", "15")
    assert len(double.pictures) == 3


def test_a_stored_login_is_used(clip: str, tokens: Path) -> None:
    double = Double(token="a.b.c")
    with _in_a_thread(double) as address:
        keep_token(tokens, address.origin, "a.b.c")
        assert _run(clip, "--server", address.origin).exit_code == 0
        assert _run(clip, "--server", address.origin, "--guest").exit_code == 3


def test_the_environments_token_comes_first(clip: str, tokens: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("YOGA_TOKEN", "d.e.f")
    with _in_a_thread(Double(token="d.e.f")) as address:
        keep_token(tokens, address.origin, "a.b.c")
        assert _run(clip, "--server", address.origin).exit_code == 0


def test_a_login_that_has_run_out_says_what_to_do(clip: str, tokens: Path) -> None:
    with _in_a_thread(Double(token="fresh")) as address:
        keep_token(tokens, address.origin, "stale")
        result = _run(clip, "--server", address.origin)
    assert result.exit_code == 3
    assert result.stderr.splitlines()[-1].startswith(
        "Error: Your login has run out: run `yoga-assistant login`"
    )


def test_a_server_without_guests_says_what_to_do(clip: str) -> None:
    with _in_a_thread(Double(token="fresh")) as address:
        result = _run(clip, "--server", address.origin)
    assert result.exit_code == 3
    assert "This server takes no guests: run `yoga-assistant login` first." in result.stderr


def test_a_practice_cut_short_is_shown_and_told(clip: str) -> None:
    with _in_a_thread(Double(last_words=(golden("error-busy"), golden("summary")))) as address:
        result = _run(clip, "--server", address.origin)
    assert result.exit_code == 3
    assert "number 12 in your history" in result.stdout
    assert "Error: The coach is full right now." in result.stderr


def test_without_a_server_it_says_so(clip: str) -> None:
    result = _run(clip, "--server", f"http://127.0.0.1:{free_port()}")
    assert result.exit_code == 4
    assert "No server answers at http://127.0.0.1" in result.stderr


def test_a_missing_file_is_told_before_anything_is_asked_of_a_server() -> None:
    result = _run("nowhere.mp4")
    assert result.exit_code == 1
    assert result.stderr == "Error: nowhere.mp4 cannot be opened: No such file or directory.\n"


def test_an_interrupt_asks_for_the_summary(tmp_path: Path) -> None:
    double = Double(interrupts_at=2)
    with _in_a_thread(double) as address:
        result = _run(str(film(tmp_path / "long.mp4", frames=900)), "--server", address.origin)
    assert result.exit_code == 0
    assert "number 12 in your history" in result.output
    assert len(double.pictures) < 900

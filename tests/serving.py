"""A real server in a process of its own, its database, and clients for it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import closing, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from server.client.address import Address
from server.client.connection import Connection, connect
from server.client.local import answers, free_port
from server.client.rest import call
from server.demo.choreography import Choreography, Step
from server.demo.film import frames
from server.demo.practitioner import Practitioner
from server.stream.wire import FeedbackMessage, Hello, Picture

START_S = 60.0
STOP_S = 60.0


class Serving:
    """One server and its data folder; it can be stopped, killed and started again."""

    def __init__(self, folder: Path, **settings: object) -> None:
        self.folder = folder
        self.port = free_port()
        self.address = Address.parse(f"http://127.0.0.1:{self.port}")
        # A busy test machine is no reason to turn a test away; who wants to be turned away says so.
        easy = {"max_load": 1000, "max_loop_lag_s": 100}
        self._settings = (
            {"engine": "scripted", "data_dir": folder, "workers": 1, "spare_worker": False} | easy | settings
        )
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.folder / "server.log").read_text(errors="replace")

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid

    def start(self) -> None:
        named = {f"YOGA_{name.upper()}": str(value) for name, value in self._settings.items()}
        level = str(self._settings.get("log_level", "INFO"))
        env = os.environ | named | {"API_HOST": "127.0.0.1", "API_PORT": str(self.port), "LOG_LEVEL": level}
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server", "serve"],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env=env,
                start_new_session=True,
                cwd=self.folder,
            )
        deadline = time.monotonic() + START_S
        while not answers(self.address):
            assert self._process.poll() is None, self.log
            assert time.monotonic() < deadline, self.log
            time.sleep(0.1)

    def terminate(self) -> int:
        """SIGTERM; returns the exit status."""
        return self._signal(signal.SIGTERM)

    def kill(self) -> None:
        """SIGKILL: no last word."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(STOP_S)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()

    def _signal(self, number: int) -> int:
        assert self._process is not None
        self._process.send_signal(number)
        return self._process.wait(STOP_S)

    def rows(self) -> list[dict[str, Any]]:
        """The streamed sessions as they stand in the database file."""
        with closing(sqlite3.connect(self.folder / "yoga_assistant.db", timeout=5)) as database:
            database.row_factory = sqlite3.Row
            return [dict(row) for row in database.execute("SELECT * FROM sessions ORDER BY id")]

    def sign_up(self, name: str = "asha") -> str:
        """Make an account; returns its access token."""
        person = {
            "fullname": f"{name.title()} Rao",
            "email": f"{name}@example.com",
            "password": "password123",
            "sex": "female",
            "dob": "1990-04-01",
        }
        return str(call(self.address, "/auth/signup", person)["access_token"])

    def history(self, token: str) -> list[dict[str, Any]]:
        """What GET /api/sessions tells this account."""
        sessions: list[dict[str, Any]] = call(self.address, "/api/sessions", token=token)["data"]
        return sessions


@contextmanager
def serving(folder: Path, **settings: object) -> Iterator[Serving]:
    server = Serving(folder, **settings)
    try:
        server.start()
        yield server
    finally:
        server.stop()


@cache
def held(pose: str, seconds: float = 3.0, fps: float = 10.0) -> tuple[bytes, ...]:
    """Pictures of the demo practitioner holding one pose, the truth in each."""
    practitioner = Practitioner(Choreography((Step(pose, seconds),)))
    return tuple(frames(practitioner, seconds, fps, truth=True))


@cache
def empty_room() -> bytes:
    """The same room with nobody in it, and so without a truth."""
    from server.demo.camera import Camera
    from server.demo.film import jpeg
    from server.demo.scene import picture

    return jpeg(picture([], Camera()))


def practice(server: Serving, token: str | None = None, **wanted: Any) -> Any:
    """An async context manager: a connection that has been welcomed."""
    return connect(server.address, Hello(type="hello", version=1, token=token, **wanted))


async def send_film(connection: Connection, film: Sequence[bytes], fps: float = 10.0) -> None:
    """Send pictures as a camera would have taken them, without waiting for their turn."""
    for seq, jpeg in enumerate(film, start=1):
        await connection.send_picture(Picture(seq, round(seq / fps * 1e6), jpeg))


async def feedback_of(
    connection: Connection, film: Sequence[bytes], fps: float = 10.0
) -> AsyncIterator[FeedbackMessage]:
    """Send one picture at a time and yield what is said of it."""
    messages = aiter(connection)
    for seq, jpeg in enumerate(film, start=1):
        await connection.send_picture(Picture(seq, round(seq / fps * 1e6), jpeg))
        async for message in messages:
            if isinstance(message, FeedbackMessage):
                yield message
                break

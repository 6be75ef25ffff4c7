"""A server of one's own, in a process beside this one: for the demo, and for measuring."""

from __future__ import annotations

import random
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.client.address import Address
from server.client.errors import ClientError
from server.client.rest import call

START_TIMEOUT_S: Final = 300.0
"""A first start fetches the model files."""

STOP_TIMEOUT_S: Final = 15.0
"""More than the server's own `drain_timeout_s`."""

POLL_S: Final = 0.2

PORTS: Final = range(20_000, 32_768)
"""Below those that Linux gives to outgoing connections."""


class DidNotStart(ClientError):
    """The server process ended, or did not answer in time; tells its last words."""


@dataclass(frozen=True, slots=True)
class LocalServer:
    address: Address
    pid: int


def answers(server: Address) -> bool:
    """Whether a Yoga Assistant server is there."""
    try:
        return call(server, "/api/health", timeout_s=2.0).get("status") is not None
    except ClientError:
        return False


@contextmanager
def local_server(settings: Mapping[str, str]) -> Iterator[LocalServer]:
    """Run a server on a free port with these environment settings, and end it afterwards."""
    port = free_port()
    chosen = {"API_HOST": "127.0.0.1", "API_PORT": str(port), **settings}
    with tempfile.TemporaryDirectory(prefix="yoga-assistant-") as folder:
        log = Path(folder) / "server.log"
        process = _start(chosen, log)
        try:
            address = Address.parse(f"http://127.0.0.1:{port}")
            _await_answer(address, process, log)
            yield LocalServer(address, process.pid)
        finally:
            _end(process)


def free_port() -> int:
    """One that is free now, and that no outgoing connection is given before the server takes it."""
    while True:
        port = random.choice(PORTS)  # noqa: S311 - no secret
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def _start(settings: Mapping[str, str], log: Path) -> subprocess.Popen[bytes]:
    # env(1) adds to the environment: only `server.settings` reads it.
    pairs = [f"{name}={value}" for name, value in settings.items()]
    command = ["/usr/bin/env", *pairs, sys.executable, "-m", "server", "serve"]
    with log.open("wb") as out:
        return subprocess.Popen(  # noqa: S603 - our own program
            command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT, start_new_session=True
        )


def _await_answer(address: Address, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + START_TIMEOUT_S
    while time.monotonic() < deadline and process.poll() is None:
        if answers(address):
            return
        time.sleep(POLL_S)
    last_words = log.read_text(errors="replace").strip().splitlines()[-5:]
    raise DidNotStart("\n".join(["The server did not start. It said:", *last_words]))


def _end(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_TIMEOUT_S)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()

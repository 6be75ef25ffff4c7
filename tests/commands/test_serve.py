"""`yoga-assistant serve`, in a process of its own."""

from __future__ import annotations

import os
import re
import signal
import socket
import sqlite3
import ssl
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner

from server.cli import main

READY_S = 60


@contextmanager
def serving(folder: Path, *arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Start the command on a free port; yields the process and the address it says it is ready at."""
    settings = {"YOGA_ENGINE": "scripted", "YOGA_DATA_DIR": str(folder), "API_PORT": "0"} | environment
    with (
        (folder / "log").open("w") as log,
        subprocess.Popen(
            [sys.executable, "-m", "server", "serve", *arguments],
            env=os.environ | settings,
            cwd=folder,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        ) as process,
    ):
        try:
            assert process.stdout is not None
            ready = next((line for line in process.stdout if "ready" in line), "")
            found = re.search(r"https?://\S+", ready)
            assert found, (folder / "log").read_text()
            yield process, found[0]
        finally:
            process.kill()


def get(url: str, context: ssl.SSLContext | None = None) -> int:
    handlers: list[urllib.request.BaseHandler] = [urllib.request.ProxyHandler({})]
    if context is not None:
        handlers.append(urllib.request.HTTPSHandler(context=context))
    with urllib.request.build_opener(*handlers).open(url, timeout=60) as answer:
        return int(answer.status)


def test_it_says_where_it_is_ready_and_stops_in_order(tmp_path: Path) -> None:
    with serving(tmp_path) as (process, address):
        assert get(f"{address}/api/health") == 200
        assert get(f"{address}/api/health?token=a-secret-in-the-address") == 200
        process.send_signal(signal.SIGTERM)
        assert process.wait(60) == 0
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert "a-secret-in-the-address" not in log


def test_debug_logs_tell_no_password_and_no_address(tmp_path: Path) -> None:
    with serving(tmp_path, LOG_LEVEL="DEBUG") as (process, address):
        body = (
            b'{"fullname": "Ada Lovelace", "email": "ada@example.org", "password": "password123",'
            b' "sex": "female", "dob": "1990-05-17"}'
        )
        request = urllib.request.Request(  # noqa: S310 - our own http address
            f"{address}/auth/signup", body, {"Content-Type": "application/json"}
        )
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        with opener.open(request, timeout=60) as answer:
            token = re.search(r'"access_token":"([^"]+)"', answer.read().decode())
        assert token
        process.send_signal(signal.SIGTERM)
        process.wait(60)
    log = (tmp_path / "log").read_text()
    assert "/auth/signup" in log
    for secret in ("password123", "ada@example.org", "Lovelace", "$argon2id$", token[1]):
        assert secret not in log


def test_a_certificate_is_made_kept_and_good_for_this_machine(tmp_path: Path) -> None:
    with serving(tmp_path, "--tls-self-signed", API_HOST="0.0.0.0") as (_, address):  # noqa: S104 - a test
        assert address.startswith("https://localhost:")
        trusted = ssl.create_default_context(cafile=str(tmp_path / "tls-certificate.pem"))
        assert get(f"{address}/api/health", trusted) == 200
        assert get(f"{address.replace('localhost', '127.0.0.1')}/api/health", trusted) == 200
    assert (tmp_path / "tls-key.pem").stat().st_mode & 0o777 == 0o600


def test_a_taken_port_is_told_in_one_sentence(tmp_path: Path) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = str(taken.getsockname()[1])
        environment = {"YOGA_ENGINE": "scripted", "YOGA_DATA_DIR": str(tmp_path), "API_PORT": port}
        done = subprocess.run(
            [sys.executable, "-m", "server", "serve"],
            env=os.environ | environment,
            capture_output=True,
            text=True,
            timeout=READY_S,
            check=False,
        )
    assert done.returncode == 1
    assert f"Cannot listen on 127.0.0.1:{port}" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_mistake_in_a_pose_pack_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "packs" / "ours").mkdir(parents=True)
    settings = {"YOGA_ENGINE": "scripted", "YOGA_DATA_DIR": str(tmp_path), "API_PORT": "0"}
    ran = subprocess.run(
        [sys.executable, "-m", "server", "serve"],
        env=os.environ | settings | {"YOGA_POSE_PACKS": str(tmp_path / "packs")},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=READY_S,
        check=False,
    )
    assert ran.returncode == 1
    assert ran.stderr == "Error: ours/messages/en.json: is missing\n"


def test_a_database_that_cannot_be_opened_is_told_in_one_sentence(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "yoga_assistant.db")) as database:
        database.execute("CREATE TABLE alembic_version (version_num VARCHAR(32))")
        database.execute("INSERT INTO alembic_version VALUES ('9999')")
        database.commit()
    environment = {"YOGA_ENGINE": "scripted", "YOGA_DATA_DIR": str(tmp_path), "API_PORT": "0"}
    done = subprocess.run(
        [sys.executable, "-m", "server", "serve"],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=READY_S,
        check=False,
    )
    assert done.returncode == 1
    assert "newer version" in done.stderr.splitlines()[-1]
    assert "ready" not in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["--tls-cert", __file__],
        ["--tls-key", __file__],
        ["--tls-self-signed", "--tls-cert", __file__, "--tls-key", __file__],
    ],
)
def test_half_a_certificate_is_refused(arguments: list[str]) -> None:
    refused = CliRunner().invoke(main, ["serve", *arguments])
    assert refused.exit_code == 2
    assert "--tls-cert and --tls-key together" in refused.output

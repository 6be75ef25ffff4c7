"""The way through a real TURN server, with the credentials that we make: coturn and a libwebrtc client.

Runs where `turnserver` is on PATH (Debian: coturn).
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from server.client.checks import Finding, examine
from server.client.local import free_port
from tests.serving import Serving, serving
from tests.stream.whip.client import WhipClient
from tests.stream.whip.test_libwebrtc import HERE, film, installed

__all__ = ["film", "installed"]
pytestmark = pytest.mark.slow
SECRET = "shared with coturn"


async def own_address() -> str:
    """An address of this machine that is not loopback: it is what a media server answers with."""
    client = WhipClient(None, [])  # type: ignore[arg-type]
    found = re.findall(r"a=candidate:\S+ 1 udp \d+ (\d+\.\d+\.\d+\.\d+) \d+ typ host", await client.offer())
    await client.pc.close()
    if not found:
        pytest.skip("this machine has no IPv4 address but loopback's")
    return str(found[0])


@contextmanager
def coturn(address: str, folder: Path) -> Iterator[int]:
    """As `docs/deploy.md` sets it up: it relays to this one machine and to nothing else. Yields its port."""
    program, port = shutil.which("turnserver"), free_port()
    if program is None:
        pytest.skip("turnserver is not on PATH")
    (folder / "turnserver.conf").write_text(
        f"use-auth-secret\nstatic-auth-secret={SECRET}\nrealm=coach.example\nlistening-port={port}\n"
        f"listening-ip={address}\nrelay-ip={address}\nno-tcp-relay\nno-tls\nno-dtls\nno-cli\n"
        f"denied-peer-ip=0.0.0.0-255.255.255.255\nallowed-peer-ip={address}\n"
        f"log-file={folder / 'turn.log'}\nsimple-log\n"
        f"pidfile={folder / 'turn.pid'}\nuserdb={folder / 'turn.db'}\n"
    )
    with subprocess.Popen(
        [program, "-c", folder / "turnserver.conf"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        try:
            _listening(address, port)
            yield port
        finally:
            process.kill()  # nothing of it is kept, and nothing waits for it to say goodbye


def _listening(address: str, port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with socket.socket() as knocking:
            if knocking.connect_ex((address, port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("turnserver does not listen")


@pytest.mark.parametrize("secret", [SECRET, "another"], ids=["shared", "another"])
def test_a_client_that_can_only_be_relayed_practises(
    installed: None, film: Path, tmp_path: Path, secret: str
) -> None:
    address = asyncio.run(own_address())
    with (
        coturn(address, tmp_path) as port,
        serving(tmp_path, ice_servers=f"turn:{address}:{port}?transport=udp", turn_secret=secret) as server,
    ):
        run = subprocess.run(
            ["node", HERE / "client.cjs", server.address.origin, film, "640", "480", "4"],
            env=os.environ | {"RELAY": "1"},
            capture_output=True,
            text=True,
            timeout=80,
            check=False,
        )
    if secret != SECRET:
        assert run.returncode != 0
        return
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout.splitlines()[-1])
    assert told["way"] == ["relay"]
    assert told["feedback"] > 10


@pytest.mark.parametrize("secret", [SECRET, "another"], ids=["shared", "another"])
def test_the_doctor_tries_the_way_through_turn(tmp_path: Path, secret: str) -> None:
    address = asyncio.run(own_address())
    with (
        coturn(address, tmp_path) as port,
        serving(tmp_path, ice_servers=f"turn:{address}:{port}?transport=udp", turn_secret=secret) as server,
    ):
        [finding] = asyncio.run(relays(server))
    assert finding.works is (secret == SECRET), finding


async def relays(server: Serving) -> list[Finding]:
    return [finding async for finding in examine(server.address, None) if finding.what == "TURN"]

"""A client that leaves while its film is looked at: the work stops, and the place is free."""

from __future__ import annotations

import socket
import time
from pathlib import Path

import psutil

from server.api.uploads.reading import MODULE
from tests.client.films import film
from tests.serving import Serving, serving

WITHIN_S = 30.0


def send(server: Serving, content: bytes) -> socket.socket:
    """A whole request; its answer is not waited for."""
    body = b'--b\r\nContent-Disposition: form-data; name="video"; filename="a"\r\n\r\n' + content
    body += b"\r\n--b--\r\n"
    head = (
        "POST /api/analyze/tree HTTP/1.1\r\nHost: localhost\r\n"
        f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    connection = socket.create_connection(("127.0.0.1", server.port), timeout=WITHIN_S)
    connection.sendall(head.encode() + body)
    return connection


def answered(connection: socket.socket) -> bytes:
    with connection:
        return connection.recv(12)


def until(server: Serving, decoders: int) -> None:
    """Wait until so many decoders run."""
    deadline = time.monotonic() + WITHIN_S
    while sum(map(is_decoder, psutil.Process(server.pid).children())) != decoders:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_decoder(child: psutil.Process) -> bool:
    try:
        return MODULE in child.cmdline()
    except psutil.NoSuchProcess:
        return False


def test_the_work_stops_and_the_place_is_free(tmp_path: Path) -> None:
    content = film(tmp_path / "a.mp4", frames=6000, fps=10).read_bytes()
    with serving(tmp_path) as server:
        left = send(server, content)
        until(server, decoders=1)
        assert answered(send(server, content)) == b"HTTP/1.1 429"
        left.close()
        until(server, decoders=0)
        deadline = time.monotonic() + WITHIN_S
        while (answer := answered(send(server, b"no film"))) == b"HTTP/1.1 429":
            assert time.monotonic() < deadline
            time.sleep(0.05)
        assert answer == b"HTTP/1.1 400"
        assert "Traceback" not in server.log

"""How a refusal over HTTP is told."""

from __future__ import annotations

import io
import urllib.error
from email.message import Message

import pytest

from server.client.rest import refused


def answer(status: int, body: bytes) -> urllib.error.HTTPError:
    return urllib.error.HTTPError("http://127.0.0.1/whip", status, "", Message(), io.BytesIO(body))


@pytest.mark.parametrize(
    ("body", "code", "sentence"),
    [
        (b'{"detail":"Please log in.","code":"not_authenticated"}', "not_authenticated", "Please log in."),
        (b'{"detail":"Please log in."}', "http_401", "Please log in."),
        (b'{"detail":[],"code":7}', "http_401", "The server answers with HTTP 401."),
        (b"<html>a proxy's</html>", "http_401", "The server answers with HTTP 401."),
        (b"[]", "http_401", "The server answers with HTTP 401."),
    ],
)
def test_a_refusal_has_the_servers_code_and_sentence(body: bytes, code: str, sentence: str) -> None:
    """By the code a client knows that its token has run out, over WebRTC as over the socket."""
    error = refused(answer(401, body))
    assert (error.code, error.message) == (code, sentence)

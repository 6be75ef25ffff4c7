"""The few REST calls a client makes: plain requests with a sentence for every failure."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any, Final

import orjson

from server.client.address import Address
from server.client.errors import TurnedAway, Unreachable

TIMEOUT_S: Final = 15.0


def call(
    server: Address,
    path: str,
    body: Mapping[str, object] | None = None,
    *,
    token: str | None = None,
    timeout_s: float = TIMEOUT_S,
) -> dict[str, Any]:
    """GET, or POST where there is a body. Raises TurnedAway with the server's sentence, or Unreachable."""
    request = urllib.request.Request(  # noqa: S310 - Address lets http and https through, nothing else
        server.origin + path,
        data=None if body is None else orjson.dumps(body),
        headers={"Accept": "application/json", "Content-Type": "application/json"},
    )
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with opener(server).open(request, timeout=timeout_s) as response:
            return _object(response.read())
    except urllib.error.HTTPError as error:
        with error:
            raise refused(error) from None
    except OSError as error:
        raise Unreachable(f"No server answers at {server.origin}.") from error


def opener(server: Address) -> urllib.request.OpenerDirector:
    return urllib.request.build_opener(*([urllib.request.ProxyHandler({})] if server.local else []))


def _object(raw: bytes) -> dict[str, Any]:
    try:
        answer = orjson.loads(raw)
    except orjson.JSONDecodeError:
        answer = None
    if not isinstance(answer, dict):
        raise Unreachable("What answers there is no Yoga Assistant server.")
    return answer


def refused(error: urllib.error.HTTPError) -> TurnedAway:
    """The server's own sentence and code, where what answers is one of ours."""
    try:
        told = orjson.loads(error.read())
        detail, code = told.get("detail"), told.get("code")
    except (orjson.JSONDecodeError, AttributeError):
        detail = code = None
    sentence = detail if isinstance(detail, str) else f"The server answers with HTTP {error.code}."
    return TurnedAway(sentence, code if isinstance(code, str) else f"http_{error.code}")

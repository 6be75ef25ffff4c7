"""Plain HTTP requests for tests, off the event loop, with every header and status as it came."""

from __future__ import annotations

import asyncio
from http.client import HTTPConnection

from server.client.address import Address


async def request(
    server: Address,
    method: str,
    path: str,
    body: bytes = b"",
    *,
    token: str | None = None,
    content_type: str | None = None,
    headers: dict[str, str] | None = None,
) -> tuple[int, dict[str, str], str]:
    """Status, headers (lower case; several of a name joined by a comma) and text."""
    sent = dict(headers or {})
    if token is not None:
        sent["Authorization"] = f"Bearer {token}"
    if content_type is not None:
        sent["Content-Type"] = content_type
    return await asyncio.to_thread(_request, server, method, path, body, sent)


def _request(
    server: Address, method: str, path: str, body: bytes, headers: dict[str, str]
) -> tuple[int, dict[str, str], str]:
    connection = HTTPConnection(server.netloc, timeout=60)
    try:
        connection.request(method, path, body, headers)
        response = connection.getresponse()
        told: dict[str, str] = {}
        for name, value in response.getheaders():
            told[name.lower()] = ", ".join(filter(None, (told.get(name.lower()), value)))
        return response.status, told, response.read().decode()
    finally:
        connection.close()

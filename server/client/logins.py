"""Staying logged in: the next access token for the refresh token that a login left."""

from __future__ import annotations

from pathlib import Path

from server.client.address import Address
from server.client.errors import ClientError
from server.client.rest import call
from server.client.tokens import keep_token, stored_refresh


def renew(server: Address, file: Path, origin: str) -> str | None:
    """A fresh access token, kept under `origin`; None where one has to log in again, or nobody answers."""
    refresh = stored_refresh(file, origin)
    if refresh is None:
        return None
    try:
        answer = call(server, "/auth/refresh", {"refresh_token": refresh})
    except ClientError:
        return None
    token, following = answer.get("access_token"), answer.get("refresh_token")
    if not isinstance(token, str):
        return None
    keep_token(file, origin, token, following if isinstance(following, str) else None)
    return token

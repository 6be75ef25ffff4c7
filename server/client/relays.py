"""The STUN and TURN servers that a server names to its clients, and whether they relay from here."""

from __future__ import annotations

import asyncio
import re
import urllib.request
from typing import Final

from aiortc import RTCConfiguration, RTCIceServer, RTCPeerConnection

from server.client.address import Address
from server.client.rest import TIMEOUT_S, opener

RELAY_S: Final = 8.0


def ice_servers(server: Address, token: str | None) -> list[RTCIceServer]:
    """The STUN and TURN servers that this server names to its clients (RFC 9725, 4.6)."""
    request = urllib.request.Request(f"{server.origin}/whip", method="OPTIONS")  # noqa: S310 - Address lets http and https through, nothing else
    if token is not None:
        request.add_header("Authorization", f"Bearer {token}")
    try:
        with opener(server).open(request, timeout=TIMEOUT_S) as response:
            links = response.headers.get_all("Link") or []
    except OSError:
        return []
    return [_ice_server(link) for link in links if 'rel="ice-server"' in link]


def _ice_server(link: str) -> RTCIceServer:
    said = dict(re.findall(r'(\w+)="([^"]*)"', link))
    return RTCIceServer(link[1 : link.index(">")], said.get("username"), said.get("credential"))


async def relays(turn: RTCIceServer) -> bool:
    """Whether this TURN server gives us an address of its own, with the credentials that it came with."""
    connection = RTCPeerConnection(RTCConfiguration(iceServers=[turn]))
    connection.createDataChannel("any")  # else there is nothing to gather for
    try:
        async with asyncio.timeout(RELAY_S):
            await connection.setLocalDescription(await connection.createOffer())
        return " typ relay " in connection.localDescription.sdp
    # Wrong credentials, no such host, nobody there: aioice has an error of another kind for each.
    except Exception:
        return False
    finally:
        await connection.close()

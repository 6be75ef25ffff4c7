"""ICE servers in the Link header: addresses, and credentials as coturn computes them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import re

from server.stream.whip.turn import IceServers


def test_stun_has_no_credentials_and_turn_has_coturns() -> None:
    servers = IceServers(("stun:a:3478", "turn:b:3478?transport=udp"), "north", 600.0)
    stun, turn = servers.links(now=1000.5)
    assert stun == '<stun:a:3478>; rel="ice-server"'
    username, credential = re.findall(r'(?:username|credential)="([^"]+)"', turn)
    assert username == "1600:yoga"
    expected = hmac.new(b"north", username.encode(), hashlib.sha1).digest()
    assert base64.b64decode(credential) == expected
    assert turn.startswith("<turn:b:3478?transport=udp>;")


def test_without_a_secret_only_the_address_is_told() -> None:
    assert list(IceServers(("turn:b",)).links(0)) == ['<turn:b>; rel="ice-server"']

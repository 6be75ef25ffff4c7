"""A call without its server: what it makes of what comes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from aiortc import RTCPeerConnection

from server.client.call import Call
from server.client.errors import Unreachable

pytestmark = pytest.mark.anyio
GOLDEN = json.loads((Path(__file__).parents[1] / "wire" / "server.json").read_text())


async def test_nonsense_is_told_to_whoever_listens() -> None:
    """aiortc calls back from its own code, where an error would end nothing and be told to nobody."""
    call = Call(RTCPeerConnection())
    call._hear(json.dumps(GOLDEN["welcome"]))
    call._hear("nonsense")
    messages = call.__aiter__()
    assert (await anext(messages)).type == "welcome"
    with pytest.raises(Unreachable, match="does not speak this protocol"):
        await anext(messages)

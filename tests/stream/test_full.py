"""A server that has too much to do, over its own socket (SPEC 2.1)."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.client.connection import connect
from server.client.errors import TurnedAway
from server.stream.wire import VERSION, Hello
from tests.serving import serving

pytestmark = pytest.mark.anyio


async def test_2_1_pictures_are_turned_away_and_landmarks_let_in(tmp_path: Path) -> None:
    with serving(tmp_path, engine="blazepose", max_load=0.01) as server:
        with pytest.raises(TurnedAway) as refused:
            async with connect(server.address, Hello(type="hello", version=VERSION)):
                pass
        assert refused.value.code == "busy"
        async with connect(server.address, Hello(type="hello", version=VERSION, source="landmarks")):
            pass

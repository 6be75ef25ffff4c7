"""SPEC 1, 2, 6: the socket itself, on a real server."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from server.stream.wire import Picture, pack_picture
from tests.serving import Serving, empty_room, held, serving

pytestmark = pytest.mark.anyio
HELLO = {"type": "hello", "version": 1}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(
        folder,
        hello_timeout_s=2,
        bad_input_limit=5,
        max_sessions=3,
        max_sessions_per_user=1,
        max_frame_bytes=100_000,
        max_text_bytes=20_000,
    ) as running:
        yield running


def socket(server: Serving, query: str = "", **options: Any) -> connect:
    return connect(server.address.practice + query, compression=None, proxy=None, **options)


async def say(client: ClientConnection, *messages: Any) -> None:
    for message in messages:
        await client.send(message if isinstance(message, str | bytes) else json.dumps(message))


async def hear(client: ClientConnection, kind: str) -> dict[str, Any]:
    async with asyncio.timeout(30):
        while True:
            message: dict[str, Any] = json.loads(await client.recv())
            if message["type"] == kind:
                return message


async def closed(client: ClientConnection) -> int:
    await asyncio.wait_for(client.wait_closed(), 30)
    assert client.close_code is not None
    return client.close_code


async def test_1_8_a_guest_is_welcomed_with_limits(server: Serving) -> None:
    async with socket(server, subprotocols=["yoga.v1"]) as client:
        await say(client, HELLO)
        welcome = await hear(client, "welcome")
    assert client.subprotocol == "yoga.v1"
    assert welcome["stored"] is False
    assert welcome["limits"]["max_frame_bytes"] == 100_000
    assert welcome["engine"] == "scripted"


@pytest.mark.parametrize("origin", ["http://evil.example", "null", "https://127.0.0.1:1", "http://127.0.0.1"])
async def test_1_2_another_origin_fails_the_upgrade_with_403(server: Serving, origin: str) -> None:
    with pytest.raises(InvalidStatus) as refused:
        async with socket(server, origin=origin):
            pass
    assert refused.value.response.status_code == 403


async def test_1_2_our_own_origin_is_allowed(server: Serving) -> None:
    async with socket(server, origin=server.address.origin) as client:
        await say(client, HELLO)
        await hear(client, "welcome")


async def test_1_3_without_a_hello_it_closes(server: Serving) -> None:
    async with socket(server) as client:
        assert (await hear(client, "error"))["fatal"]
        assert await closed(client) == 4408


async def test_1_3_a_token_in_the_address_is_refused_and_not_logged(server: Serving) -> None:
    async with socket(server, "?token=sesame-secret") as client:
        assert (await hear(client, "error"))["code"] == "bad_message"
        assert await closed(client) == 4400
    assert "sesame-secret" not in server.log


@pytest.mark.parametrize(
    ("hello", "code", "close"),
    [
        ({"type": "stop"}, "bad_message", 4400),
        ("{", "bad_message", 4400),
        ({"type": "hello", "version": 2}, "bad_message", 4400),
        (HELLO | {"token": "a.b.c"}, "not_authenticated", 4401),
        (HELLO | {"source": "video"}, "not_supported", 4400),
        (HELLO | {"colour": "x" * 30_000}, "too_large", 4413),
        (b"\x01\x01", "bad_frame", 4400),
    ],
    ids=["no hello", "no json", "version", "token", "video", "large", "binary"],
)
async def test_2_1_refusals_are_told_before_the_close(
    server: Serving, hello: Any, code: str, close: int
) -> None:
    async with socket(server) as client:
        await say(client, hello)
        error = await hear(client, "error")
        assert (error["code"], error["fatal"]) == (code, True)
        assert await closed(client) == close


async def test_1_5_an_unknown_pose_is_told_and_practice_is_free(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO | {"pose": "flying crocodile"})
        assert (await hear(client, "welcome"))["pose"] is None
        assert (await hear(client, "error"))["fatal"] is False


async def test_1_5_names_and_aliases_resolve(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO | {"pose": "Warrior II"})
        assert (await hear(client, "welcome"))["pose"] == "warrior2"


async def test_5_1_a_drawn_warrior_is_named_on_the_wire(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO)
        for seq, jpeg in enumerate(held("warrior2"), start=1):
            await say(client, pack_picture(Picture(seq, seq * 100_000, jpeg)))
            feedback = await hear(client, "feedback")
            assert feedback["seq"] == seq
    assert feedback["pose"]["id"] == "warrior2"
    assert feedback["pose"]["side"] == "left"
    assert feedback["score"] > 60
    assert len(feedback["landmarks"]) == 33
    assert feedback["hold_s"] > 0


async def test_5_2_an_empty_room_is_never_scored(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO)
        for seq in range(1, 20):
            await say(client, pack_picture(Picture(seq, seq * 100_000, empty_room())))
            feedback = await hear(client, "feedback")
            assert (feedback["presence"], feedback["score"], feedback["landmarks"]) == ("nobody", None, None)
    assert feedback["notice"]["text"]


async def test_3_3_bad_frames_are_told_by_number_and_a_good_one_is_answered(server: Serving) -> None:
    good = held("mountain")[0]
    async with socket(server) as client:
        await say(client, HELLO)
        for seq, bad in enumerate([b"not a picture", good[:500], good + b"PK" * 100], start=1):
            await say(client, pack_picture(Picture(seq, 0, bad)))
            error = await hear(client, "error")
            assert (error["code"], error["seq"], error["fatal"]) == ("bad_frame", seq, False)
        await say(client, pack_picture(Picture(9, 0, good)))
        assert (await hear(client, "feedback"))["seq"] == 9


async def test_6_5_repeated_bad_input_closes_with_4400(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO, *["{"] * 5)
        assert await closed(client) == 4400


async def test_6_6_too_large_a_frame_closes_with_4413(server: Serving) -> None:
    async with socket(server) as client:
        await say(client, HELLO, pack_picture(Picture(1, 0, held("mountain")[0] + bytes(120_000))))
        assert await closed(client) == 4413


async def test_2_1_a_full_server_says_when_to_come_again(server: Serving) -> None:
    async with socket(server) as one, socket(server) as two, socket(server) as three, socket(server) as late:
        for client in (one, two, three):
            await say(client, HELLO)
            await hear(client, "welcome")
        await say(late, HELLO)
        error = await hear(late, "error")
        assert (error["code"], error["fatal"]) == ("busy", True)
        assert error["retry_after_s"] > 0
        assert await closed(late) == 1013


async def test_2_1_an_account_has_only_so_many_live_sessions(server: Serving) -> None:
    hello = HELLO | {"token": server.sign_up("twice")}
    async with socket(server) as one, socket(server) as two:
        await say(one, hello)
        assert (await hear(one, "welcome"))["stored"]
        await say(two, hello)
        assert await closed(two) == 4429


async def test_6_2_reauth_takes_the_accounts_own_token_only(server: Serving) -> None:
    mine, theirs = server.sign_up("mine"), server.sign_up("theirs")
    async with socket(server) as client:
        await say(client, HELLO | {"token": mine}, {"type": "reauth", "token": theirs})
        assert (await hear(client, "error"))["code"] == "not_allowed"
        await say(client, {"type": "reauth", "token": mine})
        assert (await hear(client, "status"))["state"] == "live"


async def test_1_4_an_operator_may_turn_guests_away(tmp_path: Path) -> None:
    with serving(tmp_path, guests=False) as strict:
        async with socket(strict) as client:
            await say(client, HELLO)
            assert await closed(client) == 4401

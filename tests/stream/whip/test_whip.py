"""SPEC 8: WHIP on a real server: statuses and headers, a practice from end to end, and who may reach it."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, suppress
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from aiortc import RTCSessionDescription

from server.stream.wire import Picture
from tests.doubles import until
from tests.http import request
from tests.serving import Serving, held, practice, serving
from tests.stream.whip.client import WhipClient, whip
from tests.stream.whip.neighbour import FILM, neighbour

pytestmark = pytest.mark.anyio
SDP = "application/sdp"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(
        folder,
        webrtc_ice_s=4,
        hello_timeout_s=4,
        ice_servers="stun:stun.example:3478,turn:turn.example:3478",
        turn_secret="a secret shared with coturn",
    ) as running:
        yield running


async def offer() -> str:
    client = WhipClient(None, [])  # type: ignore[arg-type]
    text = await client.offer()
    await client.pc.close()
    return text


async def test_an_offer_is_answered_with_201_location_and_ice_servers(server: Serving) -> None:
    async with whip(server.address, FILM) as client:
        status, headers, answer = await client.post(await client.offer())
        assert status == 201
        assert headers["content-type"].startswith(SDP)
        assert re.fullmatch(r"/whip/[\w-]{22}", headers["location"])
        assert '<stun:stun.example:3478>; rel="ice-server"' in headers["link"]
        assert 'rel="ice-server"; username="' in headers["link"]
        assert "m=video" in answer
        assert "a=candidate:" in answer
        assert "a=setup:passive" in answer


async def test_frames_are_answered_on_the_channel_and_delete_ends(server: Serving) -> None:
    token = server.sign_up("whip")
    async with whip(server.address, FILM, token=token) as client:
        await client.begin(pose="tree", level="advanced")
        await until(lambda: len(client.got("feedback")) > 5)
        [welcome] = client.got("welcome")
        assert (welcome["stored"], welcome["pose"], welcome["level"]) == (True, "tree", "advanced")
        feedback = client.got("feedback")
        assert [f["seq"] for f in feedback] == sorted({f["seq"] for f in feedback})
        assert all(f["rtp_time"] is not None and f["captured_us"] is None for f in feedback)
        steps = [b["rtp_time"] - a["rtp_time"] for a, b in itertools.pairwise(feedback)]
        # 15 frames a second of a 90 kHz clock; the sender rounds.
        assert all(min(step % 6000, -step % 6000) <= 2 for step in steps)
        client.say(type="pause", on=True)
        await until(lambda: client.got("status"))
        assert await client.delete() == 200
        await until(lambda: client.got("summary"))
        assert client.got("summary")[0]["ending"] == "completed"
        assert await client.delete() == 404


async def test_the_channel_refuses_what_the_socket_refuses(server: Serving) -> None:
    async with whip(server.address, FILM) as client:
        await client.begin()
        await until(lambda: client.got("feedback"))
        assert client.channel is not None
        for bad in ("{", b"\x01\x01", '{"type":"dance"}', "x" * 70_000):
            client.channel.send(bad)
        await until(lambda: len(client.got("error")) == 4)
        assert [e["code"] for e in client.got("error")] == [
            "bad_message",
            "bad_frame",
            "bad_message",
            "too_large",
        ]
        await until(lambda: client.got("summary"))


async def test_a_client_without_a_channel_reads_events(server: Serving) -> None:
    token = server.sign_up("events")
    async with whip(server.address, FILM, token=token, channel=False) as client:
        await client.begin("?pose=tree&mirrored=1")
        messages = await asyncio.to_thread(events, server, client.location, token, 4)
        kinds = {message["type"] for message in messages}
        assert kinds >= {"welcome", "feedback"}
        assert messages[0]["pose"] == "tree"


def events(server: Serving, location: str, token: str, count: int) -> list[dict[str, Any]]:
    connection = HTTPConnection(server.address.netloc, timeout=60)
    connection.request("GET", f"{location}/feedback", headers={"Authorization": f"Bearer {token}"})
    response = connection.getresponse()
    assert response.getheader("content-type", "").startswith("text/event-stream")
    messages: list[dict[str, Any]] = []
    while len(messages) < count:
        line = response.readline().decode()
        if line.startswith("data: "):
            messages.append(json.loads(line[6:]))
    connection.close()
    return messages


async def test_a_session_goes_on_from_one_transport_to_the_other(server: Serving) -> None:
    token = server.sign_up("both")
    async with practice(server, token) as socket_:
        for seq in range(1, 6):
            await socket_.send_picture(Picture(seq, seq * 100_000, held("mountain")[seq]))
            await asyncio.sleep(0.05)
        first = socket_.welcome
        socket_._socket.transport.abort()
    async with whip(server.address, FILM, token=token) as client:
        await client.begin(resume=first.resume)
        await until(lambda: client.got("feedback"))
        [second] = client.got("welcome")
        assert (second["resumed"], second["session"]) == (True, first.session)
        assert client.got("feedback")[0]["seq"] > second["last_seq"] >= 5
    async with practice(server, token, resume=second["resume"]) as again:
        assert again.welcome.resumed
        assert again.welcome.last_seq > 5


async def test_a_newer_attach_is_told_to_the_one_before(server: Serving) -> None:
    async with whip(server.address, FILM) as client:
        await client.begin()
        await until(lambda: client.got("feedback"))
        async with practice(server, None, resume=client.got("welcome")[0]["resume"]) as socket_:
            assert socket_.welcome.resumed
            await until(lambda: client.got("error"))
            assert client.got("error")[-1]["code"] == "replaced"


@pytest.mark.slow
async def test_a_vanished_client_stands_in_history_as_away(tmp_path: Path) -> None:
    with serving(tmp_path, engine="mediapipe", webrtc_silence_s=2, checkpoint_s=0.5) as server:
        token = server.sign_up()
        async with whip(server.address, held("mountain"), token=token) as client:
            await client.begin()
            await until(lambda: [f for f in client.got("feedback") if f["score"]])
            for connection in connections(client):  # no goodbye: its sockets are gone
                for protocol in connection._protocols:
                    protocol.transport.abort()
            await until(lambda: [row["state"] for row in server.history(token)] == ["away"])


def connections(client: WhipClient) -> list[Any]:
    return [client.pc.getTransceivers()[0].sender.transport.transport.iceGatherer._connection]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"", SDP, 400),
        (b"v=0\r\n", SDP, 400),
        (b"v=0\r\nm=video 9 x y\r\n", SDP, 400),
        (b"{}", "application/json", 415),
        (b"v=0\r\n" + b"a=x\r\n" * 500, SDP, 413),
        (b"v=0\r\n" + b"a=x\r\n" * 9000, SDP, 413),
    ],
)
async def test_what_is_no_offer_is_refused(server: Serving, body: bytes, kind: str, status: int) -> None:
    told, _, _ = await request(server.address, "POST", "/whip", body, content_type=kind)
    assert told == status


async def test_mangled_offers_are_400_and_never_500(server: Serving) -> None:
    """R7: aiortc's parser raises all sorts of errors; none of them is ours."""
    good = (await offer()).encode()
    lines = good.splitlines(keepends=True)
    async with neighbour(server):
        for n in range(0, len(lines), 2):
            mangled = b"".join([*lines[:n], lines[n][: len(lines[n]) // 2] + b"\r\n", *lines[n + 1 :]])
            status, _, text = await request(server.address, "POST", "/whip", mangled, content_type=SDP)
            assert status in (201, 400, 429), text
    assert "Traceback" not in server.log


async def test_secrets_do_not_go_into_the_address(server: Serving) -> None:
    for query in ("?token=x", "?resume=x"):
        status, _, _ = await request(
            server.address, "POST", f"/whip{query}", (await offer()).encode(), content_type=SDP
        )
        assert status == 400


async def test_another_account_finds_nothing(server: Serving) -> None:
    mine, theirs = server.sign_up("minewhip"), server.sign_up("theirswhip")
    async with whip(server.address, FILM, token=mine) as client:
        await client.begin()
        for method, path in (("DELETE", ""), ("GET", "/feedback")):
            for token in (theirs, None):
                status, _, _ = await request(server.address, method, client.location + path, token=token)
                assert status == 404
        status, _, _ = await request(server.address, "DELETE", client.location, token="nonsense")
        assert status == 401
        assert await client.delete() == 200


async def test_trickle_is_405_and_options_tell(server: Serving) -> None:
    status, headers, _ = await request(server.address, "PATCH", "/whip/x", b"a=candidate:")
    assert status == 405
    assert "DELETE" in headers["allow"]
    status, headers, _ = await request(server.address, "OPTIONS", "/whip")
    assert status == 204
    assert headers["accept-post"] == SDP
    assert "stun.example" in headers["link"]


async def test_another_page_may_not_post(server: Serving) -> None:
    status, _, _ = await request(
        server.address,
        "POST",
        "/whip",
        (await offer()).encode(),
        content_type=SDP,
        headers={"Origin": "http://evil.example"},
    )
    assert status == 403


async def test_r8_a_third_pending_offer_is_429_until_the_others_are_given_up(server: Serving) -> None:
    token = server.sign_up("pending")
    text = (await offer()).encode()

    async def post() -> int:
        status, _, _ = await request(server.address, "POST", "/whip", text, token=token, content_type=SDP)
        return status

    async with neighbour(server, server.sign_up("beside")):
        assert [await post(), await post(), await post()] == [201, 201, 429]
        async with asyncio.timeout(60):
            while await post() == 429:  # noqa: ASYNC110 - what is waited for is another process's
                await asyncio.sleep(0.3)


async def test_r8_a_call_without_a_hello_counts_as_pending(server: Serving) -> None:
    token = server.sign_up("helloless")
    async with AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(whip(server.address, FILM, token=token)) for _ in "ab"]
        for client in clients:
            status, _, answer = await client.post(await client.offer())
            assert status == 201
            await client.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
            await client.open()
        status, _, _ = await request(
            server.address, "POST", "/whip", (await offer()).encode(), token=token, content_type=SDP
        )
        assert status == 429
        await until(lambda: all(client.got("error") for client in clients))
        assert [client.got("error")[0]["code"] for client in clients] == ["time_up"] * 2


@pytest.mark.slow
async def test_r10_no_more_sessions_than_over_a_socket(tmp_path: Path) -> None:
    with serving(tmp_path, max_sessions_per_address=1) as server:
        async with neighbour(server), whip(server.address, FILM) as second:
            await second.begin()
            await until(lambda: second.got("error"))
            assert second.got("error")[0]["code"] == "too_fast"


async def test_r14_logging_out_ends_the_call(server: Serving) -> None:
    token = server.sign_up("leaver")
    async with neighbour(server), whip(server.address, FILM, token=token) as client:
        await client.begin()
        await until(lambda: client.got("feedback"))
        status, _, _ = await request(
            server.address, "POST", "/auth/logout", b"{}", token=token, content_type="application/json"
        )
        assert status == 200
        await until(lambda: client.got("error"))
        assert client.got("error")[-1]["code"] == "not_authenticated"


@pytest.mark.slow
async def test_r12_only_named_pages_of_others_may_call(tmp_path: Path) -> None:
    with serving(tmp_path, allowed_origins="https://studio.example") as server:
        for origin, method, status in (
            ("https://studio.example", "POST", 200),
            ("https://studio.example", "OPTIONS", 200),
            ("https://studio.example", "DELETE", 200),
            ("https://evil.example", "POST", 400),
        ):
            asked = {
                "Origin": origin,
                "Access-Control-Request-Method": method,
                "Access-Control-Request-Headers": "authorization, content-type",
            }
            told, headers, _ = await request(server.address, "OPTIONS", "/whip", headers=asked)
            assert told == status
            assert (headers.get("access-control-allow-origin") == origin) is (status == 200)
        told, headers, _ = await request(
            server.address,
            "POST",
            "/whip",
            (await offer()).encode(),
            content_type=SDP,
            headers={"Origin": "https://studio.example"},
        )
        assert told == 201
        assert {"Location", "Link"} <= set(headers["access-control-expose-headers"].split(", "))


async def test_r1_strangers_and_nonsense_leave_a_neighbour_alone(server: Serving) -> None:
    """A well-behaved client beside the attack keeps its connection and its rate."""
    async with whip(server.address, FILM) as client:
        await client.begin()
        await until(lambda: len(client.got("feedback")) > 15)
        ports = [int(port) for port in re.findall(r"a=candidate:\S+ \d+ \S+ \d+ \S+ (\d+)", client.answer)]
        host = re.findall(r"a=candidate:\S+ \d+ \S+ \d+ (\S+) ", client.answer)[0]
        before, log = len(client.got("feedback")), len(server.log)
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            for n in range(40):
                for size in range(100):
                    for port in ports:
                        with suppress(OSError):
                            stranger.sendto(bytes([(n * 7 + size) % 256]) * (size % 30), (host, port))
                await asyncio.sleep(0.05)
        await until(lambda: len(client.got("feedback")) > before + 15)
        assert client.pc.connectionState == "connected"
        assert len(server.log) - log < 2000
        assert await client.delete() == 200


@pytest.mark.slow
async def test_webrtc_can_be_turned_off(tmp_path: Path) -> None:
    with serving(tmp_path, webrtc=False) as plain:
        status, _, _ = await request(
            plain.address, "POST", "/whip", (await offer()).encode(), content_type=SDP
        )
        assert status == 501


@pytest.mark.slow
async def test_sigterm_tells_webrtc_clients_too(tmp_path: Path) -> None:
    with serving(tmp_path) as server:
        async with whip(server.address, FILM) as client:
            await client.begin()
            await until(lambda: client.got("feedback"))
            assert await asyncio.to_thread(server.terminate) == 0
            await until(lambda: client.got("summary"))
            assert client.got("going_away")

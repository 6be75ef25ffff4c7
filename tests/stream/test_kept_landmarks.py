"""SPEC 7.8: landmarks are kept with the account's consent and only then. Real server, real sockets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from server.client.address import Address
from server.client.rest import call
from server.stream.wire import Event, Stop, SummaryMessage
from tests.http import request
from tests.serving import Serving, held, practice, send_film, serving

pytestmark = pytest.mark.anyio


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder: Path = tmp_path_factory.mktemp("server")
    with serving(folder, checkpoint_s=0.2) as running:
        yield running


async def agrees(server: Address, token: str, *, keep: bool = True) -> None:
    body = b'{"keep_landmarks": true}' if keep else b'{"keep_landmarks": false}'
    status, _, text = await request(
        server, "PATCH", "/api/preferences", body, token=token, content_type="application/json"
    )
    assert status == 200, text


async def practised(server: Serving, token: str | None, **wanted: Any) -> SummaryMessage:
    """Hold a pose for three seconds and stop."""
    async with practice(server, token, **wanted) as connection:
        await send_film(connection, held("mountain"))
        await connection.send(Stop(type="stop"))
        found = [message async for message in connection if isinstance(message, SummaryMessage)]
    return found[-1]


def movement(server: Serving, token: str, session_id: int | None) -> dict[str, Any]:
    data: dict[str, Any] = call(server.address, f"/api/sessions/{session_id}/landmarks", token=token)["data"]
    return data


async def test_7_8_with_consent_ten_moments_a_second_are_kept(server: Serving) -> None:
    token = server.sign_up("keeper")
    await agrees(server.address, token)
    summary = await practised(server, token)
    moments = movement(server, token, summary.id)["moments"]
    assert summary.frames_seen >= len(moments) > 0
    assert {len(moment["points"]) for moment in moments} == {33}
    slots = [int(moment["t"] * 10 + 1e-6) for moment in moments]
    assert slots == sorted(set(slots))
    line = call(server.address, f"/api/sessions/{summary.id}/timeline", token=token)["data"]
    assert line["landmarks_until_at"] is not None
    (session,) = server.history(token)
    assert session["source"] == "jpeg"


async def test_7_8_without_consent_none_are(server: Serving) -> None:
    token = server.sign_up("shy")
    summary = await practised(server, token)
    assert movement(server, token, summary.id)["moments"] == []


async def test_7_8_one_practice_can_be_left_out(server: Serving) -> None:
    token = server.sign_up("choosy")
    await agrees(server.address, token)
    summary = await practised(server, token, keep_landmarks=False)
    assert movement(server, token, summary.id)["moments"] == []


async def test_7_8_consent_taken_back_in_the_middle_leaves_nothing(server: Serving) -> None:
    token = server.sign_up("wavering")
    await agrees(server.address, token)
    async with practice(server, token) as connection:
        await send_film(connection, held("mountain"))
        async for message in connection:
            if isinstance(message, Event) and message.event == "saved":
                break
        await agrees(server.address, token, keep=False)
        await connection.send(Stop(type="stop"))
        found = [message async for message in connection if isinstance(message, SummaryMessage)]
    assert movement(server, token, found[-1].id)["moments"] == []


async def test_an_account_that_is_deleted_ends_its_practice_and_leaves_no_row(server: Serving) -> None:
    token = server.sign_up("leaving")
    before = len(server.rows())
    async with practice(server, token) as connection:
        await send_film(connection, held("mountain"))
        async for message in connection:
            if isinstance(message, Event) and message.event == "saved":
                break
        assert len(server.rows()) == before + 1
        status, _, text = await request(
            server.address,
            "DELETE",
            "/auth/me",
            b'{"password": "password123"}',
            token=token,
            content_type="application/json",
        )
        assert status == 200, text
        found = [message async for message in connection if isinstance(message, SummaryMessage)]
    assert found[-1].ending == "interrupted"
    assert len(server.rows()) == before
    assert "Traceback" not in server.log
    assert "session failed" not in server.log

"""The client against a real server: a practice that loses its connection, or its token, goes on."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.client import call, logins
from server.client.practice import Practice
from server.client.rest import call as ask
from server.client.sources import Memory
from server.client.tokens import keep_token, stored_refresh, stored_token
from server.client.transport import SOURCE, Transport
from server.stream import wire
from tests.serving import held, serving

pytestmark = pytest.mark.anyio


def cut(practice: Practice) -> None:
    """As when the network is gone: nobody says goodbye."""
    connection = practice.connection
    if isinstance(connection, call.Call):
        connection.vanish()
    elif connection is not None:
        connection._socket.transport.abort()


@pytest.mark.parametrize("transport", ["ws", pytest.param("whip", marks=pytest.mark.slow)])
async def test_a_practice_goes_on_after_a_cut(
    transport: Transport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(call, "SILENT_S", 2.0)
    seen: list[wire.ServerMessage] = []
    with serving(tmp_path, checkpoint_s=0.2) as server:
        token = server.sign_up()
        hello = wire.Hello(type="hello", version=1, token=token, source=SOURCE[transport])
        film = Memory(held("mountain"), fps=15.0, duration_s=600.0)
        practice = Practice(server.address, hello, film, transport=transport)
        answered = 0

        def watch(message: wire.ServerMessage) -> None:
            nonlocal answered
            seen.append(message)
            answered += isinstance(message, wire.FeedbackMessage)
            if isinstance(message, wire.FeedbackMessage) and answered == 20:
                cut(practice)
            if isinstance(message, wire.FeedbackMessage) and answered == 40:
                practice.stop()

        outcome = await practice.run(watch)
        history = server.history(token)
    welcomes = [message for message in seen if isinstance(message, wire.Welcome)]
    assert [welcome.resumed for welcome in welcomes] == [False, True]
    assert len({welcome.session for welcome in welcomes}) == 1
    assert outcome.summary.frames_seen >= 40
    if transport == "ws":  # the scripted engine reads the truth in a JPEG, which no video carries
        assert [hold.pose_id for hold in outcome.summary.holds] == ["mountain"]
        assert [(row["ending"], row["state"]) for row in history] == [("completed", "closed")]


def test_a_login_is_renewed_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "tokens.json"
    with serving(tmp_path) as server:
        server.sign_up("renewer")
        told = ask(server.address, "/auth/login", {"email": "renewer@example.com", "password": "password123"})
        origin = server.address.origin
        keep_token(file, origin, "stale", told["refresh_token"])
        fresh = logins.renew(server.address, file, origin)
        assert fresh == stored_token(file, origin) != "stale"
        assert stored_refresh(file, origin) not in (None, told["refresh_token"])
        assert ask(server.address, "/auth/me", token=fresh)
        keep_token(file, origin, "stale", "nonsense")
        assert logins.renew(server.address, file, origin) is None
